import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const command = fileURLToPath(new URL('../bin/nadi-simulator.mjs', import.meta.url))

test('the command prints where it listens and what to connect with, and ends when it is asked to', async () => {
  const child = spawn(process.execPath, [
    command,
    '--port',
    '0',
    '--waba-id',
    '777',
    '--access-token',
    'EAAtest',
    '--name',
    'Clinic',
  ])
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (line.includes('verify token')) break
  }
  const url = lines[0]?.match(/at (http\S+)/)?.[1]

  const answer = await fetch(`${url}/v23.0/777?fields=name`, { headers: { authorization: 'Bearer EAAtest' } })
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')

  expect(await answer.json()).toEqual({ id: '777', name: 'Clinic' })
  expect(lines.join('\n')).toContain('account (WABA) id   777')
  expect(code).toBe(0)
})

test('a wrong option is told', async () => {
  const child = spawn(process.execPath, [command, '--port', 'abc'])
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })

  const [code] = await once(child, 'close')

  expect(code).toBe(1)
  expect(said).toContain('--port must be a port, not "abc".')
})
