import { expect, test } from 'vitest'
import { applyModel, withLeads } from '../harness/model.ts'
import { makeTeam, startNadi, startServer, theNadi } from '../harness/nadi.ts'
import { deliveriesWhen, eventually, makeEndpoint } from './endpoints.ts'
import { startReceivers } from './receivers.ts'

const receivers = await startReceivers(8)
const settings = { allowedHooks: receivers.origins, secretKey: Buffer.alloc(32, 7) }
startNadi(settings)

const told = (body: string) => JSON.parse(body) as { event: string; payload: Record<string, unknown> }

test(
  'what happens to a process is told with all of it, what changed, and who did it',
  withLeads(async ({ api }) => {
    const hook = receivers.take()
    await makeEndpoint(api, hook, { events: ['process.*', 'task.completed'] })
    const { _data: lead } = (await api.post('/v1/ext/procedure/lead/process', { data: { name: 'Ana', city: 'Pune' } }))
      .body
    await api.put(`/v1/ext/procedure/lead/process/${lead.id}`, { data: { city: 'Goa' } })
    await api.put(`/v1/ext/procedure/lead/process/${lead.id}`, { state: 'CONTACTED' })
    await api.post(`/v1/ext/p/lead/${lead.id}/task/call`, { status: 'COMPLETED', data: { call_disposition: 'RNR' } })
    await api.post('/v1/ext/pod', { name: 'Not asked for' })

    const events = (await hook.got(4)).map(({ body }) => told(body))
    const named = (kind: string) => events.find(({ event }) => event === kind)?.payload
    expect(events.map(({ event }) => event).sort()).toEqual([
      'process.created',
      'process.state_changed',
      'process.updated',
      'task.completed',
    ])
    expect(named('process.created')).toMatchObject({
      subject: lead.id,
      procedureShortId: 'lead',
      before: null,
      after: { data: { name: 'Ana' } },
      process: { id: lead.id, procedureShortId: 'lead', data: { name: 'Ana' } },
    })
    expect(named('process.updated')).toMatchObject({
      by: { key: expect.any(String), username: expect.stringContaining('admin@') },
      before: { data: { city: 'Pune' } },
      after: { data: { city: 'Goa' } },
      process: { data: { city: 'Goa' } },
    })
    expect(named('process.state_changed')).toMatchObject({ after: { state: 'CONTACTED' } })
    expect(named('task.completed')).toMatchObject({ after: { status: 'COMPLETED' }, process: { id: lead.id } })
  }),
)

test(
  'an endpoint hears of the procedures that it names, and of merged leads and ended jobs',
  withLeads(async (team) => {
    const { api } = team
    const hook = receivers.take()
    await makeEndpoint(api, hook, { procedures: ['lead'], events: ['process.*', 'background_job.completed'] })

    await api.post('/v1/ext/procedure/ticket/process', { data: {} })
    await api.post('/v1/ext/procedure/lead/process', { data: { name: 'Ana', phone_number: '+919812345678' } })
    await api.post('/v1/ext/procedure/lead/process', { data: { name: 'Ana B', phone_number: '9812345678' } })
    await api.post('/v1/ext/procedure/lead/process/bulk-create', [{ data: { name: 'Bulk' } }])

    const events = (await hook.got(4)).map(({ body }) => told(body).event)
    expect(events.sort()).toEqual(['background_job.completed', 'process.created', 'process.created', 'process.merged'])
  }),
)

test(
  'several servers relay each event once, in the order in which they became final',
  withLeads(async (team) => {
    const { api, nadi } = team
    const others = await Promise.all([1, 2].map(() => startServer(nadi.databaseUrl, nadi.dataDir, settings)))
    try {
      const hook = receivers.take()
      await makeEndpoint(api, hook, { events: ['process.created'] })

      const rows = Array.from({ length: 1_200 }, (_, index) => ({ data: { name: `Lead ${index}` } }))
      await api.post('/v1/ext/procedure/lead/process/bulk-create', rows)

      const received = await hook.got(1_200)
      const names = received.map(({ body }) => (told(body).payload.after as { data: { name: string } }).data.name)
      await deliveriesWhen(team, (found) => found.every(({ status }) => status === 'DELIVERED'))
      expect(new Set(names).size).toBe(1_200)
      expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(received.length)
      expect(received).toHaveLength(1_200)
    } finally {
      for (const other of others) await other.stop()
    }
  }),
)

test(
  'an endpoint hears nothing of what happened before it was made',
  withLeads(async (team) => {
    const { api } = team
    await api.post('/v1/ext/procedure/lead/process', { data: { name: 'Before' } })
    const hook = receivers.take()
    await makeEndpoint(api, hook, { events: ['process.created'] })
    await api.post('/v1/ext/procedure/lead/process', { data: { name: 'After' } })

    await hook.got(1)
    const deliveries = await deliveriesWhen(team, (found) => found.length > 0)
    expect(deliveries).toHaveLength(1)
    expect(told(hook.received[0]?.body ?? '').payload).toMatchObject({ after: { data: { name: 'After' } } })
  }),
)

test('a role has only events sent of procedures that it reads in full', async () => {
  const team = await makeTeam(theNadi())
  await applyModel(team.api)
  const role = await team.api.post('/v1/ext/role', {
    name: 'Integrator',
    roleType: 'USER',
    permissions: ['webhooks.manage'],
    procedures: [
      { procedure: 'lead', read: 'all', write: 'none' },
      { procedure: 'ticket', read: 'own', write: 'none' },
    ],
  })
  const key = await team.api.post('/v1/ext/key', { name: 'Integrator', role: role.body._data.id })
  const api = team.as(key.body._data.key)
  const hook = { url: receivers.origins[0], kind: 'EVENTS', events: ['process.*'] }

  const all = await api.post('/v1/ext/webhook-endpoint', hook)
  const tickets = await api.post('/v1/ext/webhook-endpoint', { ...hook, procedures: ['ticket'] })
  const leads = await api.post('/v1/ext/webhook-endpoint', { ...hook, procedures: ['lead'] })

  expect([all.status, tickets.status, leads.status]).toEqual([403, 403, 200])
  expect(all.body._errors[0]).toContain('does not read all of ticket')
  await eventually(
    async () => (await api.get('/v1/ext/webhook-endpoints')).body._data,
    (found) => found.length === 1,
  )
})
