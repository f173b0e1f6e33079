import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { readRetryAfter, retryDelay, retryDelaysMs } from '../../src/webhooks/dispatch/retries.ts'
import { startNadi, withTeam } from '../harness/nadi.ts'
import { dispatchers, secretKey } from './dispatchers.ts'
import { deliveriesWhen, eventually, makeEndpoint } from './endpoints.ts'
import { happens } from './happens.ts'
import { startReceivers } from './receivers.ts'

const receivers = await startReceivers(20)
// the server itself sends nothing
startNadi({ role: 'api', allowedHooks: receivers.origins, secretKey })
const { start } = dispatchers(receivers.origins)

const isSettled = (found: { status: string }[]) => found.length > 0 && found.every(({ status }) => status !== 'PENDING')

test('a try that fails is repeated over a day, later each time, and never before the receiver wants it', () => {
  const delays = (random: number) =>
    retryDelaysMs.map((_, index) =>
      retryDelay(index + 1, { retryAfterMs: undefined, delays: retryDelaysMs, random: () => random }),
    )
  const total = delays(0.5).reduce<number>((sum, delay) => sum + (delay ?? 0), 0)

  expect(delays(0.5).slice(0, 4)).toEqual([5_000, 30_000, 120_000, 600_000])
  expect(total).toBeGreaterThan(23 * 3_600_000)
  expect(delays(0)[0]).toBe(4_000)
  expect(delays(1)[0]).toBe(6_000)
  expect(retryDelay(1, { retryAfterMs: 90_000, delays: retryDelaysMs, random: () => 0.5 })).toBe(90_000)
  expect(retryDelay(11, { retryAfterMs: undefined, delays: retryDelaysMs, random: () => 0.5 })).toBeUndefined()
  expect(readRetryAfter('120', 0)).toBe(120_000)
  expect(readRetryAfter('Thu, 01 Jan 1970 00:01:00 GMT', 10_000)).toBe(50_000)
  expect(readRetryAfter('soon', 0)).toBeUndefined()
})

test(
  'a delivery that failed is tried again under the same webhook-id, until it gets through',
  withTeam(async (team) => {
    const hook = receivers.take()
    await makeEndpoint(team.api, hook)
    hook.replies((_, count) => (count === 1 ? { status: 500, body: 'oops' } : count === 2 ? 'break' : {}))
    start()

    await happens(team, 'process.created')

    const [delivery] = await deliveriesWhen(team, isSettled)
    expect(delivery).toMatchObject({ status: 'DELIVERED', attempts: 3, responseStatus: 200, error: null })
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    const { log } = (await team.api.get(`/v1/ext/webhook-delivery/${delivery.id}`)).body._data
    expect(log).toMatchObject([
      { attempt: 1, error: expect.stringContaining('500'), response: { status: 500, body: 'oops' } },
      { attempt: 2, error: 'The connection was closed before an answer came.', response: null },
      { attempt: 3, error: null, response: { status: 200 } },
    ])
  }),
)

test(
  'when every retry has failed the delivery has, and it can be replayed by itself',
  withTeam(async (team) => {
    const hook = receivers.take()
    await makeEndpoint(team.api, hook)
    hook.replies({ status: 302, headers: { location: 'https://elsewhere.example/' } })
    start()
    await happens(team, 'process.created')
    const [failed] = await deliveriesWhen(team, isSettled)
    hook.replies({})

    await team.api.post(`/v1/ext/webhook-delivery/${failed.id}/replay`)

    expect(failed).toMatchObject({
      status: 'FAILED',
      attempts: 4,
      error: expect.stringContaining('a redirect to https://elsewhere.example/, and redirects are not followed'),
    })
    const [delivered] = await deliveriesWhen(team, isSettled)
    expect(delivered).toMatchObject({ id: failed.id, status: 'DELIVERED', attempts: 5, webhookId: failed.webhookId })
  }),
)

test(
  'an endpoint that answers 410 is paused at once, tells of it, and gets what waited when it is resumed',
  withTeam(async (team) => {
    const { api } = team
    const [hook, other] = [receivers.take(), receivers.take()]
    const { id } = await makeEndpoint(api, hook, { events: ['process.*'] })
    hook.replies({ status: 410 })
    start()
    await happens(team, 'process.created')

    const paused = await eventually(
      async () => (await api.get(`/v1/ext/webhook-endpoint/${id}`)).body._data,
      ({ status }) => status === 'PAUSED',
    )
    await happens(team, 'process.updated')
    expect(paused).toMatchObject({ pauseReason: 'GONE', pauseMessage: expect.stringContaining('410') })
    const told = (await api.get('/v1/ext/events?kind=webhook_endpoint.paused')).body._data
    expect(told).toMatchObject([{ subject: id, user: null, after: { pauseReason: 'GONE' } }])
    expect((await api.get(`/v1/ext/webhook-endpoint/${id}`)).body._data.waiting).toBe(2)

    hook.replies({})
    await api.post(`/v1/ext/webhook-endpoint/${id}/resume`)

    await deliveriesWhen(team, (found) => found.every(({ status }) => status === 'DELIVERED'))
    expect(hook.received.slice(1).map(({ body }) => JSON.parse(body).event)).toEqual([
      'process.created',
      'process.updated',
    ])
    expect(other.received).toEqual([])
  }),
)

test(
  'an endpoint that nothing got through to for a day is paused with the reason, and its deliveries wait',
  withTeam(async (team) => {
    const { api, nadi, scope } = team
    const hook = receivers.take()
    const { id } = await makeEndpoint(api, hook)
    await sql`
      update webhook_endpoints set failing_since = now() - interval '25 hours', failures = 40
      where team_id = ${scope.teamId} and endpoint_id = ${id}`.execute(nadi.db)
    start()

    const paused = await eventually(
      async () => (await api.get(`/v1/ext/webhook-endpoint/${id}`)).body._data,
      ({ status }) => status === 'PAUSED',
    )
    await happens(team, 'process.created')

    expect(paused).toMatchObject({ pauseReason: 'FAILING', pauseMessage: expect.stringContaining('in 40 attempts') })
    expect(hook.received).toEqual([])
    expect((await api.post(`/v1/ext/webhook-endpoint/${id}/resume`)).body._data).toMatchObject({
      status: 'ACTIVE',
      failures: 0,
      failingSince: null,
    })
    await hook.got(1)
  }),
)

test(
  'a dead endpoint is asked ever less often, and another one hears at once',
  withTeam(async (team) => {
    const { api } = team
    const [dead, alive] = [receivers.take(), receivers.take()]
    await makeEndpoint(api, dead)
    await makeEndpoint(api, alive)
    dead.replies('hang')
    start({ limits: { atOnce: 5 } })

    for (let i = 0; i < 50; i++) await happens(team, 'process.created')

    await alive.got(50)
    // as many as may be under way at once, of which none has ended
    expect(dead.received).toHaveLength(5)
    const delivered = await deliveriesWhen(team, (found) => found.length === 50, 'status=DELIVERED&limit=100')
    expect(delivered).toHaveLength(50)
  }),
)

test(
  'an endpoint that refuses everything gets single requests until one gets through, then all that waited',
  withTeam(async (team) => {
    const hook = receivers.take()
    const { id } = await makeEndpoint(team.api, hook)
    hook.replies((_, count) => (count <= 8 ? { status: 503 } : {}))
    start({ limits: { atOnce: 2, failuresInRow: 3, firstCoolMs: 5, longestCoolMs: 20 } })

    for (let i = 0; i < 30; i++) await happens(team, 'process.created')

    const deliveries = await deliveriesWhen(team, (found) => found.length === 30 && isSettled(found))
    expect(deliveries.every(({ status }) => status === 'DELIVERED')).toBe(true)
    const endpoint = await eventually(
      async () => (await team.api.get(`/v1/ext/webhook-endpoint/${id}`)).body._data,
      ({ failures }) => failures === 0,
    )
    expect(endpoint).toMatchObject({ status: 'ACTIVE', failingSince: null, lastSuccessAt: expect.any(Number) })
  }),
)

test(
  'two deliveries about the same thing are never under way together',
  withTeam(async (team) => {
    const hook = receivers.take()
    await makeEndpoint(team.api, hook)
    for (const step of ['sent', 'delivered', 'read']) {
      await happens(team, 'message.status', { about: 'wamid.1', payload: { step } })
      await happens(team, 'message.status', { about: 'wamid.2', payload: { step } })
    }
    start()

    const received = (await hook.got(6)).map(({ body }) => JSON.parse(body).payload.step)

    expect(received).toEqual(['sent', 'sent', 'delivered', 'delivered', 'read', 'read'])
  }),
)

test(
  'what a worker that dies has under way is sent again by another, under the same webhook-id',
  withTeam(async (team) => {
    const hook = receivers.take()
    await makeEndpoint(team.api, hook)
    hook.replies('hang')
    // it holds the endpoint for a moment only, and never renews: as one that was killed
    start({ times: { leaseMs: 300, lookMs: 60_000, pollMs: 60_000 } }).wake()
    await eventually(
      async () => happens(team, 'process.created'),
      () => true,
    )
    await hook.got(1)
    hook.replies({})
    start()

    const received = await hook.got(2)

    expect(received[1]?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id'])
    await deliveriesWhen(team, (found) => found[0]?.status === 'DELIVERED')
  }),
)

test(
  'while a secret is rotated both sign; the older header stays with the old one until the new one is confirmed',
  withTeam(async (team) => {
    const { api } = team
    const hook = receivers.take()
    const dispatcher = start()
    await makeEndpoint(api, hook)
    const rotate = async () => (await api.post('/v1/ext/team/secret/hmac/rotate')).body._data
    const [old, next] = [await rotate(), await rotate()]
    const receives = async (count: number) => {
      dispatcher.reload()
      await happens(team, 'process.created')
      const request = (await hook.got(count))[count - 1]
      const { headers = {}, body = '' } = request ?? {}
      const verifies = (secret: string): boolean => {
        try {
          return new Webhook(secret).verify(body, headers) !== undefined
        } catch {
          return false
        }
      }
      const hmac = (secret: string): boolean =>
        headers['x-chakra-signature-256'] === createHmac('sha256', secret).update(body).digest('hex')
      return { standard: [verifies(old.secret), verifies(next.secret)], older: [hmac(old.secret), hmac(next.secret)] }
    }

    expect([old.isRotating, next.isRotating]).toEqual([false, true])
    expect(await receives(1)).toEqual({ standard: [true, true], older: [true, false] })

    await api.post('/v1/ext/team/secret/hmac/confirm')
    expect(await receives(2)).toEqual({ standard: [false, true], older: [false, true] })
    expect((await api.post('/v1/ext/team/secret/hmac/confirm')).status).toBe(409)
    expect((await api.get('/v1/ext/team/secrets')).body._data).toMatchObject([
      { name: 'hmac', isShown: true, isRotating: false },
    ])
    expect(JSON.stringify((await api.get('/v1/ext/events')).body)).not.toContain('whsec_')
  }),
)

test(
  'an endpoint may have a secret of its own, and goes back to that of the team',
  withTeam(async (team) => {
    const { api } = team
    const hook = receivers.take()
    const { id } = await makeEndpoint(api, hook)
    const ofTeam = (await api.post('/v1/ext/team/secret/hmac/rotate')).body._data.secret
    const own = (await api.post(`/v1/ext/webhook-endpoint/${id}/secret/rotate`)).body._data.secret
    const dispatcher = start()
    await happens(team, 'process.created')
    const [first] = await hook.got(1)
    expect((await api.get(`/v1/ext/webhook-endpoint/${id}`)).body._data.hasOwnSecret).toBe(true)

    await api.delete(`/v1/ext/webhook-endpoint/${id}/secret`)
    dispatcher.reload()
    await happens(team, 'process.created')

    const [, second] = await hook.got(2)
    expect(new Webhook(own).verify(first?.body ?? '', first?.headers ?? {})).toBeTruthy()
    expect(() => new Webhook(ofTeam).verify(first?.body ?? '', first?.headers ?? {})).toThrow()
    expect(new Webhook(ofTeam).verify(second?.body ?? '', second?.headers ?? {})).toBeTruthy()
  }),
)
