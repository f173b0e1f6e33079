import { expect, test } from 'vitest'
import { hearUnheard } from '../../src/cli/unheard.ts'

test('a server outlives a database that goes away while a job is noted, and nothing else that nobody hears', () => {
  const said: string[] = []
  const hear = hearUnheard({ warn: (_: unknown, message?: string) => void said.push(message ?? '') })

  hear(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' }))

  expect(said).toEqual([expect.stringContaining('the database went away')])
  expect(() => hear(new TypeError('undefined is not a function'))).toThrow(TypeError)
})
