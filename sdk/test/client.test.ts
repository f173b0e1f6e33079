import { expect, test } from 'vitest'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi } from '../../server/test/harness/nadi.ts'
import { Nadi, NadiError } from '../src/index.ts'
import { sampleProgram } from './sample-program.ts'

startNadi()

test(
  'a program written with the client runs against a real server',
  withLeads(async ({ api, nadi }) => {
    const told = await sampleProgram(nadi.url, api.key)

    expect(told).toMatchObject({ made: 3, version: 2, pods: [{ name: 'Mumbai' }, { name: 'Pune' }] })
    expect(told.found.sort()).toEqual(['Nagpur', 'Pune', 'Surat'])
    expect(told.refused).toMatchObject([{ code: 'unknown_attribute', path: 'data.cty' }])
  }),
)

/** A client whose server gives these answers, one after the other; with what it was asked. */
function answering(...answers: (Response | Error)[]) {
  const asked: Request[] = []
  const client = new Nadi({
    url: 'https://nadi.example.org/',
    apiKey: 'nadi_demo_key',
    fetch: async (url, init) => {
      asked.push(new Request(url, init))
      const next = answers.shift()
      if (next instanceof Response) return next
      throw next ?? new Error('The test has no more answers.')
    },
  })
  return { client, asked }
}

const pods = () => Response.json({ _data: [], _meta: {}, _errors: [] })
const busy = (status: number, retryAfter: string) => {
  const headers = { 'retry-after': retryAfter, 'x-request-id': 'request-1' }
  const body = {
    _data: null,
    _meta: { errors: [{ code: 'busy', message: 'Wait a little.' }] },
    _errors: ['Wait a little.'],
  }
  return Response.json(body, { status, headers })
}

test('a call that was refused for now is made again when the server says', async () => {
  const { client, asked } = answering(busy(429, '0'), busy(503, '0'), pods())

  expect((await client.call('GET /v1/ext/pods')).data).toEqual([])
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(
    Array(3).fill('GET https://nadi.example.org/v1/ext/pods'),
  )
})

test('a read without an answer is made again, a write only with an Idempotency-Key', async () => {
  const read = answering(new TypeError('gone'), pods())
  await read.client.call('GET /v1/ext/pods')
  expect(read.asked).toHaveLength(2)

  const write = answering(new TypeError('gone'), pods())
  await expect(write.client.call('POST /v1/ext/pod', { body: { name: 'Pune' } })).rejects.toThrow('gone')
  expect(write.asked).toHaveLength(1)

  const keyed = answering(busy(503, '0'), pods())
  await keyed.client.call('POST /v1/ext/pod', { body: { name: 'Pune' }, idempotencyKey: true })
  const [first, second] = keyed.asked.map(({ headers }) => headers.get('idempotency-key'))
  expect(first).toMatch(/^[\w-]{36}$/)
  expect(second).toBe(first)
})

test('in the end the refusal is thrown, with what was wrong and the request id', async () => {
  const { client } = answering(...Array.from({ length: 5 }, () => busy(429, '0')))

  const error = await client.call('GET /v1/ext/pods').catch((thrown: unknown) => thrown)

  expect(error).toBeInstanceOf(NadiError)
  expect(error).toMatchObject({
    status: 429,
    message: 'Wait a little.',
    problems: [{ code: 'busy' }],
    requestId: 'request-1',
  })
})

test('a call that was given up is not made again', async () => {
  const { client, asked } = answering(busy(429, '60'), pods())
  const giveUp = new AbortController()
  const call = client.call('GET /v1/ext/pods', { signal: giveUp.signal })
  giveUp.abort(new Error('enough'))

  await expect(call).rejects.toThrow('enough')
  expect(asked).toHaveLength(1)
})

test('parts of a path and of a query are escaped', async () => {
  const { client, asked } = answering(pods())

  await client.call('GET /v1/ext/users', { query: { search: 'a & b', limit: 5 } })

  expect(asked[0]?.url).toBe('https://nadi.example.org/v1/ext/users?search=a+%26+b&limit=5')
})
