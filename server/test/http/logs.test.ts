import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { makeLogger } from '../../src/logger.ts'
import { makeTeam, startNadi, startServer, theNadi } from '../harness/nadi.ts'

startNadi()

/** A place for logs that keeps what was written. */
function collect(): { stream: Writable; text: () => string; lines: () => Record<string, unknown>[] } {
  let text = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  return {
    stream,
    text: () => text,
    lines: () =>
      text
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  }
}

test('a request leaves one line with who asked and how long it took, and no secret or data of it', async () => {
  const logs = collect()
  const server = await startServer(theNadi().databaseUrl, theNadi().dataDir, { logLevel: 'debug' }, logs.stream)
  try {
    const { api, scope } = await makeTeam(server)
    const made = await api.post(
      '/v1/ext/key',
      { name: 'Marker-name', role: 'Admin' },
      { 'idempotency-key': 'Marker-idem' },
    )
    const { key } = made.body._data
    await api.get('/v1/ext/users?search=Marker-search', { 'x-request-id': 'my-request' })
    await fetch(`${server.url}/v1/health`, { headers: { authorization: 'Bearer wrong-Marker-key' } })
    await api.post('/v1/ext/pod', { name: 'Marker-pod', extra: 'Marker-extra' })

    const request = logs.lines().find((line) => line.requestId === 'my-request')
    expect(request).toMatchObject({
      team: scope.teamId,
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'GET',
      route: '/v1/ext/users',
      status: 200,
      ms: expect.any(Number),
    })
    expect(logs.lines().filter((line) => line.method)).toHaveLength(4)
    for (const secret of [api.key, key, 'Marker', 'Bearer', 'authorization']) expect(logs.text()).not.toContain(secret)
  } finally {
    await server.stop()
  }
})

test('at the usual level a request that went well leaves no line, one that failed on our side leaves its error', async () => {
  const logs = collect()
  const server = await startServer(theNadi().databaseUrl, theNadi().dataDir, { logLevel: 'info' }, logs.stream)
  try {
    const ofRequests = () => logs.lines().filter((line) => line.requestId)
    const failures = () => ofRequests().filter((line) => line.requestId === 'it-failed')
    const { api } = await makeTeam(server)
    await api.get('/v1/health')
    // on a machine that is busy it takes over a second, and then it does leave one
    expect(ofRequests().filter(({ ms }) => Number(ms) <= 1_000)).toEqual([])

    // takes the table away that the call needs
    await server.db.schema.alterTable('photos').renameTo('photos_away').execute()
    const failed = await api.get('/v1/ext/photo/01912d5c-8f3a-7c1e-9b6f-2a4d8e0c5b17', { 'x-request-id': 'it-failed' })
    await server.db.schema
      .alterTable('photos_away' as 'photos')
      .renameTo('photos')
      .execute()

    expect(failed.status).toBe(500)
    expect(failed.body._errors).toEqual(['Something went wrong on the server; nothing of this request was kept.'])
    const [error, request] = failures()
    expect(error).toMatchObject({ level: 50, err: { code: '42P01' } })
    expect(request).toMatchObject({ level: 50, status: 500 })
    expect(failures()).toHaveLength(2)
  } finally {
    await server.stop()
  }
})

test('what is logged whole loses its secrets, and an error of PostgreSQL the row that it names', () => {
  const logs = collect()
  const logger = makeLogger({ logLevel: 'info' }, logs.stream)
  const error = Object.assign(new Error('duplicate key value'), {
    code: '23505',
    detail: 'Key (name)=(hush) exists.',
    where: 'hush',
  })

  logger.info(
    { account: { accessToken: 'hush', appSecret: 1, secret: 'hush', name: 'Main' }, password: 'hush' },
    'connected',
  )
  logger.error({ err: error }, 'failed')

  expect(logs.text()).not.toContain('hush')
  expect(logs.lines()).toMatchObject([
    { account: { name: 'Main' } },
    { err: { code: '23505', message: 'duplicate key value' } },
  ])
})
