import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { withLeads } from '../../server/test/harness/model.ts'
import type { TeamAtHand } from '../../server/test/harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../server/test/harness/simulator.ts'
import { runWorkflow, type Workflow } from './n8n.ts'

startNadiWithSimulator()

const run = promisify(execFile)

/** The blocks of one language in a recipe, in their order. */
function blocks(recipe: string, language: string): string[] {
  const text = readFileSync(path.join(import.meta.dirname, '../../docs/recipes', recipe), 'utf8')
  return [...text.matchAll(/```(\w*)\n([\s\S]*?)```/g)].flatMap(([, name, code]) =>
    name === language ? [code ?? ''] : [],
  )
}

/** What a reader sets first, for this team. */
async function settings({ api, nadi }: TeamAtHand) {
  const { pluginId, phoneNumberId, account } = await connectPlugin({ api })
  const env = { ...process.env, NADI: nadi.url, KEY: api.key, PLUGIN: pluginId, NUMBER: phoneNumberId }
  return { env, account, pluginId, phoneNumberId }
}

test(
  'the commands of the curl recipe run one after the other, and each succeeds',
  withLeads(async (team) => {
    const { env, phoneNumberId } = await settings(team)
    const customer = '919812345678'
    // free-form text is delivered within 24 hours of this
    await theSimulator().customer(customer, { phoneNumberId }).writes('Hello')

    const answers = []
    for (const command of blocks('curl.md', 'sh')) {
      const { stdout } = await run('bash', ['-e', '-c', command], { env: { ...env, CUSTOMER: customer } })
      answers.push(JSON.parse(stdout))
    }

    expect(answers).toHaveLength(5)
    expect(answers.map(({ _errors }) => _errors)).toEqual(answers.map(() => []))
    expect(answers[0]._data[0]).toMatchObject({ id: env.NUMBER, plugin: env.PLUGIN })
    expect(answers[2]._data.text).toBe('Hi Asha, your appointment is on 3 March, 10:30. Will you come?')
    expect(answers[4]._data.map(({ text }: { text: string }) => text)).toContain('See you then.')
  }),
)

test.skipIf(spawnSync('python3', ['--version']).status !== 0)(
  'the program of the Python recipe runs as it stands',
  withLeads(async (team) => {
    const { env } = await settings(team)

    const { stdout } = await run('python3', ['-c', blocks('python.md', 'python').join('\n')], { env })

    expect(stdout.split('\n')).toEqual([
      'sent: Hi Meera, your appointment is on 3 March, 10:30. Will you come?',
      'leads: 1',
      expect.stringMatching(/^refused: There is no attribute .* data\.cty$/),
      '',
    ])
  }),
)

test(
  'the workflows of the n8n recipe do what they say',
  withLeads(async (team) => {
    const { env, pluginId, phoneNumberId } = await settings(team)
    const replace = (text: string): string =>
      text
        .replace('http://127.0.0.1:8420', env.NADI)
        .replace("plugin: 'PLUGIN'", `plugin: '${pluginId}'`)
        .replace("number: 'NUMBER'", `number: '${phoneNumberId}'`)
    const [reminders, reaction] = blocks('n8n.md', 'json').map((text) => JSON.parse(text) as Workflow)
    if (!reminders || !reaction) throw new Error('The recipe has lost a workflow.')

    const sent = await runWorkflow(reminders, [{ json: {} }], { key: env.KEY, replace })
    const again = await runWorkflow(reminders, [{ json: {} }], { key: env.KEY, replace })
    expect(sent.map(({ status }) => status)).toEqual([200, 200])
    const ids = (answers: typeof sent) => answers.map(({ body }) => (body as { _data: { id: string } })._data.id)
    expect(ids(again)).toEqual(ids(sent))

    const from = '919812345672'
    await theSimulator().customer(from, { phoneNumberId }).writes('Is the loan approved?')
    const event = { json: { body: { event: 'message', payload: { message: { from, type: 'text' } } } } }
    const answered = await runWorkflow(reaction, [event], { key: env.KEY, replace })
    expect(answered).toMatchObject([{ status: 200, body: { _errors: [] } }])
  }),
)
