import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Graph, type GraphAccount } from '../../../src/whatsapp/graph/client.ts'
import { explain } from '../../../src/whatsapp/graph/errors.ts'
import { GraphRefusal, GraphSilence } from '../../../src/whatsapp/graph/refusal.ts'
import { proofOf } from '../../../src/whatsapp/plugins/unseal.ts'

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let account: GraphAccount
let graph: Graph
let behave: Behaviour[]
const asked: { method: string; url: string; headers: IncomingMessage['headers'] }[] = []

const answers =
  (status: number, body: object | string): Behaviour =>
  (_request, response) => {
    const isJson = typeof body !== 'string'
    response.writeHead(status, { 'content-type': isJson ? 'application/json' : 'text/html' })
    response.end(isJson ? JSON.stringify(body) : body)
  }
const breaks: Behaviour = (request) => void request.socket.destroy()
const refuses = (error: object): Behaviour =>
  answers(400, { error: { message: 'No.', type: 'OAuthException', ...error } })

/** The n-th request meets the n-th behaviour, each later one the last. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const at = Math.min(asked.length, behave.length - 1)
    asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    request.resume().on('end', () => behave[at]?.(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const graphUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  account = { graphUrl, accessToken: 'EAAtoken' }
  graph = new Graph({ origins: [graphUrl, 'http://127.0.0.1:9'] })
})
beforeEach(() => void asked.splice(0))
afterAll(async () => {
  await graph.close()
  server.closeAllConnections()
  server.close()
})

const read = { method: 'GET', documented: '/{Version}/{WABA-ID}', path: '/v23.0/1' } as const
const send = {
  method: 'POST',
  documented: '/{Version}/{Phone-Number-ID}/messages',
  path: '/v23.0/1/messages',
  json: {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '919812345678',
    type: 'text',
    text: { body: 'Hello' },
  },
} as const

const caught = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

test('what only reads is asked again where Meta breaks off or has trouble for a moment', async () => {
  behave = [
    breaks,
    answers(500, { error: { message: 'Later.', code: 2, is_transient: true } }),
    answers(200, { id: '1' }),
  ]

  expect((await graph.call(account, read)).body).toEqual({ id: '1' })
  expect(asked).toHaveLength(3)
})

test('a message is never sent twice: a broken connection leaves open whether it arrived', async () => {
  behave = [breaks, answers(200, {})]
  const error = await caught(graph.call(account, send))

  expect(error).toBeInstanceOf(GraphSilence)
  expect(error).toMatchObject({ mayHaveArrived: true, status: 502 })
  expect(asked).toHaveLength(1)
})

test("an error page of something before Meta's own servers leaves open whether it arrived", async () => {
  behave = [answers(502, '<html>Bad gateway</html>')]

  expect(await caught(graph.call(account, send))).toMatchObject({ mayHaveArrived: true })
  expect(asked).toHaveLength(1)
})

test('silence ends after the given time', async () => {
  behave = [() => undefined]
  const error = await caught(graph.call(account, { ...send, timeoutMs: 50 }))

  expect(error).toMatchObject({ mayHaveArrived: true, status: 504 })
})

test('where there is no connection nothing was sent, and it is said so', async () => {
  const error = await caught(graph.call({ ...account, graphUrl: 'http://127.0.0.1:9' }, send))

  expect(error).toMatchObject({ mayHaveArrived: false, status: 502 })
  expect((error as Error).message).toContain('nothing was done')
})

test('a body that streams by is not sent again', async () => {
  behave = [breaks]
  const body = { content: Readable.from([Buffer.from('bytes')]), contentType: 'image/png' }

  const upload = { documented: '/{Version}/{Upload-Session-ID}', path: '/v23.0/upload:1' }

  expect(await caught(graph.call(account, { method: 'POST', ...upload, body, isRepeatable: true }))).toBeInstanceOf(
    GraphSilence,
  )
  expect(asked).toHaveLength(1)
})

test("Meta's refusal keeps its error whole, and is said in words with what to do", async () => {
  const error = {
    code: 131047,
    message: '(#131047) Re-engagement message',
    error_data: { details: 'More than 24 hours.' },
    fbtrace_id: 'A1',
  }
  behave = [refuses(error)]
  const refusal = (await caught(graph.call(account, send))) as GraphRefusal

  expect(refusal).toBeInstanceOf(GraphRefusal)
  expect(refusal.status).toBe(400)
  expect(refusal.error).toMatchObject(error)
  expect(refusal.beside).toEqual({ error: refusal.error })
  expect(refusal.message).toBe(
    "More than 24 hours have passed since the customer's last message, so only templates may be sent. Meta says: More than 24 hours (error 131047).",
  )
  expect(refusal.problems[0]).toMatchObject({ code: 'meta_131047', hint: expect.stringContaining('Send a template') })
  expect(asked).toHaveLength(1)
})

test('a token is sent only to the origins that the operator listed, in the header and with its proof', async () => {
  behave = [answers(200, {})]
  await graph.call({ ...account, proof: proofOf('EAAtoken', 'secret') }, read)
  const proof = createHmac('sha256', 'secret').update('EAAtoken').digest('hex')
  expect(asked[0]).toMatchObject({
    url: `/v23.0/1?appsecret_proof=${proof}`,
    headers: { authorization: 'Bearer EAAtoken' },
  })

  expect(await caught(graph.call({ ...account, graphUrl: 'http://127.0.0.1:1' }, read))).toMatchObject({
    problems: [{ code: 'graph_url_not_allowed' }],
  })
  expect(await caught(graph.download(account, 'http://169.254.169.254/latest'))).toMatchObject({ status: 502 })
  expect(asked).toHaveLength(1)
})

test('no path leads out of the API', async () => {
  for (const path of [
    '/v23.0/../me',
    '//evil.example/x',
    '/v23.0/1?method=delete',
    '/v23.0/a b',
    'v23.0/1',
    '/v23.0/1\r\nHost: x',
  ]) {
    await expect(graph.call(account, { ...read, path })).rejects.toThrow('is no path of the Graph API')
  }
  expect(asked).toHaveLength(0)
})

test('every code that users meet is explained, a code of permissions too, and an unknown one points to its page', () => {
  const met = [
    190, 100, 130429, 131026, 131031, 131047, 131049, 131051, 131053, 131056, 132000, 132001, 132012, 132015, 133010,
  ]
  for (const code of met) expect([code, explain(code).says]).not.toEqual([code, explain(999_999).says])
  expect(explain(200)).toEqual(explain(10))
  expect(explain(190, 463).says).toBe('The access token expired.')
  expect(explain(999_999).advice).toContain('error codes')
})
