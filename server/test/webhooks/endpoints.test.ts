import { hostname } from 'node:os'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { sweepWebhooks } from '../../src/webhooks/sweep.ts'
import { startNadi, withTeam } from '../harness/nadi.ts'
import { actAs } from '../harness/people.ts'
import { deliveriesWhen, eventually, makeEndpoint } from './endpoints.ts'
import { happens } from './happens.ts'
import { startReceivers } from './receivers.ts'

const receivers = await startReceivers(10)
startNadi({ allowedHooks: receivers.origins })

const allDelivered = (found: { status: string }[]) => found.every(({ status }) => status === 'DELIVERED')

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://localhost:9000/',
  `http://${hostname()}:9000/`,
  'http://[::ffff:10.0.0.1]/',
  'http://0x7f000001/',
])('%s is refused as an endpoint, with the way in which an operator allows it', (url) =>
  withTeam(async ({ api }) => {
    const made = await api.post('/v1/ext/webhook-endpoint', { kind: 'EVENTS', url, events: ['*'] })

    expect(made.status).toBe(400)
    expect(made.body._meta.errors).toMatchObject([
      {
        code: 'private_address',
        path: 'url',
        hint: expect.stringContaining(`${new URL(url).origin} to NADI_ALLOWED_HOOKS`),
      },
    ])
    expect((await api.get('/v1/ext/webhook-endpoints')).body._data).toEqual([])
  })(),
)

test(
  'an endpoint can be made, read, changed and deleted, and each change is an event',
  withTeam(async ({ api }) => {
    const [hook, other] = [receivers.take(), receivers.take()]
    const made = await makeEndpoint(api, hook, { name: ' Warehouse ', events: ['process.created'] })
    const path = `/v1/ext/webhook-endpoint/${made.id}`

    const changed = (await api.put(path, { url: other.url, events: ['task.*'] })).body._data
    const deleted = await api.delete(path)

    expect(made).toMatchObject({ name: 'Warehouse', kind: 'EVENTS', plugin: null, status: 'ACTIVE', version: 1 })
    expect(changed).toMatchObject({ id: made.id, name: 'Warehouse', url: other.url, events: ['task.*'], version: 2 })
    expect(deleted.status).toBe(200)
    expect((await api.get(path)).status).toBe(404)
    expect((await api.get('/v1/ext/events?kind=webhook_endpoint.*')).body._data).toMatchObject([
      { kind: 'webhook_endpoint.deleted' },
      { kind: 'webhook_endpoint.updated', before: { url: `${hook.url}/hook` }, after: { url: other.url } },
      { kind: 'webhook_endpoint.created' },
    ])
  }),
)

test(
  'what can never be sent is refused with what would be right',
  withTeam(async ({ api }) => {
    const { url } = receivers.take()
    const create = async (body: object) => {
      const { status, body: answer } = await api.post('/v1/ext/webhook-endpoint', { url, ...body })
      return [status, answer._errors.join(' ')]
    }
    const plugin = '01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10'

    expect(await create({ kind: 'EVENTS', events: [] })).toEqual([
      400,
      expect.stringContaining('nothing would ever be sent'),
    ])
    expect(await create({ kind: 'EVENTS', events: ['created'] })).toEqual([400, '"created" is no kind of event.'])
    expect(await create({ kind: 'EVENTS', events: ['*'], plugin })).toEqual([
      400,
      expect.stringContaining('has no plugin'),
    ])
    expect(await create({ kind: 'CHAKRA', events: ['message'] })).toEqual([
      400,
      expect.stringContaining('needs the uuid'),
    ])
    expect(await create({ kind: 'CHAKRA', events: ['mesage'], plugin })).toEqual([
      400,
      '"mesage" is no event of a CHAKRA endpoint; did you mean "message"?',
    ])
    expect(await create({ kind: 'CHAKRA', events: ['message'], plugin })).toEqual([
      404,
      `There is no plugin ${plugin}.`,
    ])
    expect(await create({ kind: 'EVENTS', events: ['*'], procedures: ['laed'] })).toEqual([
      404,
      expect.stringContaining('no procedure "laed"'),
    ])
    expect(await create({ kind: 'EVENTS', events: ['*'], url: 'ftp://hooks.example/' })).toEqual([
      400,
      '"ftp://hooks.example/" is not a web address.',
    ])
  }),
)

test(
  'while an endpoint is paused its deliveries wait, and come in their order when it is resumed',
  withTeam(async (team) => {
    const { api } = team
    const hook = receivers.take()
    const { id } = await makeEndpoint(api, hook)
    await api.post(`/v1/ext/webhook-endpoint/${id}/pause`)

    for (const step of [1, 2, 3]) await happens(team, 'process.updated', { about: 'one', payload: { step } })
    const waiting = (await api.get(`/v1/ext/webhook-endpoint/${id}`)).body._data
    const resumed = (await api.post(`/v1/ext/webhook-endpoint/${id}/resume`)).body._data

    expect(waiting).toMatchObject({ status: 'PAUSED', pauseReason: 'PERSON' })
    expect(waiting.waiting).toBeGreaterThanOrEqual(3)
    expect(resumed).toMatchObject({ status: 'ACTIVE', pauseReason: null, pausedAt: null })
    await deliveriesWhen(team, allDelivered)
    const steps = hook.received.map(({ body }) => JSON.parse(body)).filter(({ event }) => event === 'process.updated')
    expect(steps.map(({ payload }) => payload.step)).toEqual([1, 2, 3])
  }),
)

test(
  'all that failed since a time is sent again in the background, with how far it is',
  withTeam(async (team) => {
    const { api, nadi, scope } = team
    const [hook, other] = [receivers.take(), receivers.take()]
    const { id } = await makeEndpoint(api, hook, { events: ['process.created', 'task.created'] })
    await makeEndpoint(api, other, { events: ['process.created'] })
    for (let i = 0; i < 30; i++) await happens(team, 'process.created')
    await happens(team, 'task.created')
    await deliveriesWhen(team, (found) => found.length === 61 && allDelivered(found))
    await sql`
      update webhook_deliveries set status = 'FAILED' where team_id = ${scope.teamId} and endpoint_id = ${id}`.execute(
      nadi.db,
    )

    const since = String(Date.now() - 60_000)
    const begun = (await api.post('/v1/ext/webhook-replay', { endpoint: id, since, event: 'process.*' })).body._data

    expect(begun).toMatchObject({ endpoint: id, which: 'FAILED', total: 30 })
    const ended = await eventually(
      async () => (await api.get(`/v1/ext/webhook-replay/${begun.id}`)).body._data,
      ({ delivered }) => delivered === 30,
    )
    expect(ended).toMatchObject({ status: 'COMPLETED', queued: 30, failed: 0, completedAt: expect.any(Number) })
    expect(hook.received).toHaveLength(61)
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id'])).size).toBe(31)
    expect(other.received).toHaveLength(30)
    expect((await api.get('/v1/ext/webhook-replays')).body._data).toHaveLength(1)

    const all = (await api.post('/v1/ext/webhook-replay', { since, which: 'ALL' })).body._data
    await eventually(
      async () => (await api.get(`/v1/ext/webhook-replay/${all.id}`)).body._data,
      ({ delivered }) => delivered === 61,
    )
    const range = await api.post('/v1/ext/webhook-replay', { since: '2026-01-02', until: '2026-01-01' })
    expect([range.status, range.body._meta.errors[0].code]).toEqual([400, 'empty_range'])
  }),
)

test(
  'what waited for a deleted endpoint is not sent, and the log says why',
  withTeam(async (team) => {
    const { api } = team
    const hook = receivers.take()
    const { id } = await makeEndpoint(api, hook, { events: ['process.created'] })
    await api.post(`/v1/ext/webhook-endpoint/${id}/pause`)
    await happens(team, 'process.created')
    await api.delete(`/v1/ext/webhook-endpoint/${id}`)

    const [delivery] = (await api.get('/v1/ext/webhook-deliveries')).body._data
    expect(delivery).toMatchObject({ status: 'FAILED', error: 'The endpoint was deleted.' })
    const replay = await api.post(`/v1/ext/webhook-delivery/${delivery.id}/replay`)
    expect([replay.status, replay.body._meta.errors[0].code]).toEqual([409, 'endpoint_deleted'])
    expect(hook.received).toEqual([])
  }),
)

test(
  'deliveries leave the log after 30 days, with all that belongs to them',
  withTeam(async (team) => {
    const { nadi, scope } = team
    const hook = receivers.take()
    await makeEndpoint(team.api, hook, { events: ['process.created'] })
    await happens(team, 'process.created', { about: 'old' })
    await happens(team, 'process.created', { about: 'new' })
    await deliveriesWhen(team, allDelivered)
    // ids begin with the time at which they were made
    const early = `${(Date.now() - 31 * 86_400_000).toString(16).padStart(12, '0')}`
    const older = (column: string) => sql`(${early} || right(replace(${sql.ref(column)}::text, '-', ''), 20))::uuid`
    const [old] = await deliveriesWhen(team, (found) => found.length === 1, 'search=old')
    const ofTeam = sql`team_id = ${scope.teamId}`
    await sql`update webhook_attempts set delivery_id = ${older('delivery_id')} where ${ofTeam} and delivery_id = ${old.id}`.execute(
      nadi.db,
    )
    await sql`
      update webhook_deliveries set delivery_id = ${older('delivery_id')}, payload_id = ${older('payload_id')}
      where ${ofTeam} and delivery_id = ${old.id}`.execute(nadi.db)
    await sql`update webhook_payloads set payload_id = ${older('payload_id')} where ${ofTeam} and about = 'old'`.execute(
      nadi.db,
    )

    await sweepWebhooks(nadi.db)

    expect((await deliveriesWhen(team, () => true)).map(({ about }) => about)).toEqual(['new'])
    for (const table of ['webhook_deliveries', 'webhook_payloads', 'webhook_attempts']) {
      const { rows } = await sql`select from ${sql.table(table)} where ${ofTeam}`.execute(nadi.db)
      expect(rows).toHaveLength(1)
    }
  }),
)

test(
  'beyond a bound the oldest of what waits for a paused endpoint is given up, and can be replayed',
  withTeam(async (team) => {
    const { api, nadi } = team
    const hook = receivers.take()
    const { id } = await makeEndpoint(api, hook, { events: ['process.created'] })
    await api.post(`/v1/ext/webhook-endpoint/${id}/pause`)
    for (let i = 0; i < 5; i++) await happens(team, 'process.created', { about: `${i}` })

    await sweepWebhooks(nadi.db, 3)

    const found = await deliveriesWhen(team, (deliveries) => deliveries.length === 5)
    expect(found.map(({ about, status }) => `${about} ${status}`)).toEqual([
      '4 PENDING',
      '3 PENDING',
      '2 PENDING',
      '1 FAILED',
      '0 FAILED',
    ])
    expect(found[4].error).toContain('More than 3 deliveries waited')
  }),
)

test(
  'endpoints take webhooks.manage, and secrets take secrets.manage',
  withTeam(async (team) => {
    const { id } = await makeEndpoint(team.api, receivers.take())
    const agent = await actAs(team, { name: 'Hooks', permissions: ['webhooks.manage'], procedures: [] })

    expect((await agent.api.get(`/v1/ext/webhook-endpoint/${id}`)).status).toBe(200)
    expect((await agent.api.post(`/v1/ext/webhook-endpoint/${id}/secret/rotate`)).status).toBe(403)
    expect((await agent.api.post('/v1/ext/team/secret/hmac/rotate')).status).toBe(403)
  }),
)
