import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { startNadi, withTeam } from '../harness/nadi.ts'
import { deliveriesWhen, makeEndpoint } from './endpoints.ts'
import { happens } from './happens.ts'
import { startReceivers } from './receivers.ts'

const receivers = await startReceivers(16)
startNadi({ allowedHooks: receivers.origins })

test(
  'an event arrives as it was written, and both signatures verify with the secret of the team',
  withTeam(async (team) => {
    const { api } = team
    const hook = receivers.take()
    const secret = (await api.post('/v1/ext/team/secret/hmac/rotate')).body._data.secret
    await makeEndpoint(api, hook)

    const body = await happens(team, 'process.created', { payload: { name: 'Ana 😀 é' } })

    const [request] = await hook.got(1)
    expect(request).toMatchObject({ path: '/hook', body, headers: { 'content-type': 'application/json' } })
    const headers = request?.headers ?? {}
    expect(new Webhook(secret).verify(request?.body ?? '', headers)).toEqual(JSON.parse(body))
    expect(headers['x-chakra-signature-256']).toBe(createHmac('sha256', secret).update(body).digest('hex'))
    const [delivery] = await deliveriesWhen(team, ([one]) => one?.status === 'DELIVERED')
    expect(delivery).toMatchObject({ attempts: 1, responseStatus: 200, error: null, webhookId: headers['webhook-id'] })
  }),
)

test(
  'the log shows each attempt with its request, its answer and how long it took, without the signatures',
  withTeam(async (team) => {
    const hook = receivers.take()
    const { id: endpoint } = await makeEndpoint(team.api, hook)
    hook.replies({ status: 201, headers: { 'x-seen': 'yes' }, body: 'x'.repeat(5_000) })

    const body = await happens(team, 'task.completed', { about: 'task 7' })

    const [{ id }] = await deliveriesWhen(team, ([one]) => one?.status === 'DELIVERED')
    const { _data: detail } = (await team.api.get(`/v1/ext/webhook-delivery/${id}`)).body
    expect(detail).toMatchObject({ endpoint, event: 'task.completed', about: 'task 7', body, dueAt: null })
    const [request] = hook.received
    expect(detail.log).toMatchObject([
      {
        attempt: 1,
        error: null,
        request: {
          url: `${hook.url}/hook`,
          headers: {
            'content-type': request?.headers['content-type'],
            'user-agent': request?.headers['user-agent'],
            'webhook-id': request?.headers['webhook-id'],
            'webhook-timestamp': request?.headers['webhook-timestamp'],
          },
        },
        response: { status: 201, headers: { 'x-seen': 'yes' }, body: 'x'.repeat(1_024) },
      },
    ])
    expect(JSON.stringify(detail)).not.toContain(request?.headers['x-chakra-signature-256'])
  }),
)

test(
  'every endpoint gets what it asked for, and the bytes that several get are stored once',
  withTeam(async (team) => {
    const { api } = team
    const [all, tasks, one] = [receivers.take(), receivers.take(), receivers.take()]
    await makeEndpoint(api, all)
    await makeEndpoint(api, tasks, { events: ['task.*'] })
    await makeEndpoint(api, one, { events: ['process.created'] })

    for (const kind of ['process.created', 'process.updated', 'task.completed', 'message']) await happens(team, kind)

    const deliveries = await deliveriesWhen(team, (found) => found.every(({ status }) => status === 'DELIVERED'))
    expect(deliveries).toHaveLength(5)
    expect(new Set(deliveries.map(({ webhookId }) => webhookId)).size).toBe(3)
    const events = ({ received }: typeof all) => received.map(({ body }) => JSON.parse(body).event).sort()
    expect(events(all)).toEqual(['process.created', 'process.updated', 'task.completed'])
    expect(events(tasks)).toEqual(['task.completed'])
    expect(events(one)).toEqual(['process.created'])
  }),
)

test(
  'the log is searched by status, event, endpoint, time, and what a delivery is about',
  withTeam(async (team) => {
    const { api } = team
    const [good, bad] = [receivers.take(), receivers.take()]
    bad.replies({ status: 500 })
    const { id: goodId } = await makeEndpoint(api, good)
    await makeEndpoint(api, bad, { events: ['task.*'] })
    await happens(team, 'process.created', { about: 'wamid.one' })
    await happens(team, 'task.created', { about: 'wamid.two' })
    const all = await deliveriesWhen(
      team,
      (found) => found.length === 3 && found.every(({ attempts }) => attempts === 1),
    )

    const found = async (query: string) =>
      (await api.get(`/v1/ext/webhook-deliveries?${query}`)).body._data.map(({ event }: { event: string }) => event)
    expect(await found('status=DELIVERED')).toEqual(['task.created', 'process.created'])
    expect(await found('status=PENDING')).toEqual(['task.created'])
    expect(await found('event=process.*')).toEqual(['process.created'])
    expect(await found(`endpoint=${goodId}&event=task.created`)).toEqual(['task.created'])
    expect(await found('search=wamid.one')).toEqual(['process.created'])
    expect(await found(`search=${all[0].id}`)).toEqual(['task.created'])
    expect(await found(`search=${all[2].webhookId}`)).toEqual(['process.created'])
    expect(await found(`until=${all[2].createdAt - 1000}`)).toEqual([])
    expect(await found(`since=${all[2].createdAt - 1000}`)).toHaveLength(3)
    const first = (await api.get('/v1/ext/webhook-deliveries?limit=2')).body
    expect(first._meta.hasMore).toBe(true)
    expect(await found(`limit=2&cursor=${first._meta.cursor}`)).toEqual(['process.created'])
    expect((await api.get('/v1/ext/webhook-deliveries?since=soon')).status).toBe(400)
  }),
)

test(
  'a test is sent at once, also to a paused endpoint, and its answer tells what came of it',
  withTeam(async ({ api }) => {
    const hook = receivers.take()
    const { id } = await makeEndpoint(api, hook)
    await api.post(`/v1/ext/webhook-endpoint/${id}/pause`)
    hook.replies({ status: 404, body: 'no such page' })

    const failed = (await api.post(`/v1/ext/webhook-endpoint/${id}/test`)).body._data
    hook.replies({ status: 204 })
    const passed = (await api.post(`/v1/ext/webhook-endpoint/${id}/test`)).body._data

    expect(failed).toMatchObject({
      event: 'webhook.test',
      status: 'FAILED',
      error: 'It answered 404, which is no success: only 200 to 299 are.',
      log: [{ response: { status: 404, body: 'no such page' } }],
    })
    expect(passed).toMatchObject({ status: 'DELIVERED', error: null, log: [{ response: { status: 204 } }] })
    expect(JSON.parse(hook.received[1]?.body ?? '')).toMatchObject({ event: 'webhook.test', payload: { endpoint: id } })
  }),
)
