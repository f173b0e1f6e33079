import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi } from '../../harness/nadi.ts'
import { makeUser } from '../../harness/people.ts'

startNadi()

const leads = '/v1/ext/procedure/lead/process'
const completedCall = {
  data: {
    call_disposition: 'RNR',
    next_call_time: '2023-11-15T09:30:00',
    remarks: 'Couldnt reach out to the customer',
  },
  status: 'COMPLETED',
}

test(
  "a completed call is answered whole and sets the next call time of its lead, read in the team's time zone",
  withLeads(async ({ api, scope }) => {
    const agent = await makeUser(api, 'alex@paisapay.com')
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha' } })).body

    const { status, body } = await api.post('/v1/ext/p/lead/LEAD-000001/task/call', {
      ...completedCall,
      assignedTo: agent.username,
    })

    expect(status).toBe(200)
    const nextCallTime = Date.parse('2023-11-15T09:30:00+05:30')
    const task = body._data
    expect(task).toEqual({
      id: expect.any(String),
      title: 'Call',
      description: expect.any(String),
      order: expect.any(Number),
      status: 'COMPLETED',
      team: scope.teamId,
      stateTask: expect.any(String),
      stateTaskShortId: 'call',
      taskType: 'STATE_TASK',
      createdBy: scope.userId,
      assignedTo: agent.id,
      assignedToUsername: agent.username,
      belongsTo: null,
      startsAt: null,
      endsAt: null,
      dueBy: null,
      startedAt: task.completedAt,
      completedAt: expect.any(Number),
      cancelledAt: null,
      procedure: lead.procedure,
      process: lead.id,
      task: null,
      data: { call_disposition: 'RNR', next_call_time: nextCallTime, remarks: 'Couldnt reach out to the customer' },
      version: 1,
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    })
    const after = (await api.get(`${leads}/${lead.id}`)).body._data
    expect(after).toMatchObject({ stateShortId: 'NEW', data: { next_call_time: nextCallTime } })
  }),
)

test(
  'a completed task moves its process to the state that the state task names',
  withLeads(async ({ api }) => {
    const { _data: lead } = (await api.post(leads, { data: { name: 'Asha' }, state: 'CONTACTED' })).body

    await api.post(`/v1/p/lead/${lead.id}/task/qualify`, { data: { amount: 700000 }, status: 'COMPLETED' })

    expect((await api.get(`${leads}/${lead.id}`)).body._data).toMatchObject({
      stateShortId: 'QUALIFIED',
      data: { loan_amount: 700_000 },
    })
  }),
)

test(
  'a task is refused outside its states, for an unknown form field, and when completed without what its form requires',
  withLeads(async ({ api }) => {
    await api.post(leads, { data: { name: 'Asha' } })
    const path = '/v1/ext/p/lead/LEAD-000001/task'

    const elsewhere = await api.post(`${path}/qualify`, { data: { amount: 1 }, status: 'COMPLETED' })
    expect(elsewhere.status).toBe(409)
    expect(elsewhere.body._errors[0]).toContain('this lead is in NEW')

    const misspelt = await api.post(`${path}/call`, { data: { call_dispositon: 'RNR' }, status: 'OPEN' })
    expect(misspelt.status).toBe(400)
    expect(misspelt.body._meta.errors[0]).toMatchObject({ path: 'data.call_dispositon' })

    const incomplete = await api.post(`${path}/call`, { data: { remarks: 'x' }, status: 'COMPLETED' })
    expect(incomplete.status).toBe(400)
    expect(incomplete.body._meta.errors[0]).toMatchObject({ path: 'data.call_disposition' })

    expect((await api.post(`${path}/cal`, completedCall)).body._errors[0]).toContain('did you mean "call"?')
    expect((await api.post('/v1/ext/p/lead/LEAD-000099/task/call', completedCall)).status).toBe(404)
    expect((await api.get('/v1/ext/p/lead/LEAD-000001/task')).body._data).toEqual([])
  }),
)

test(
  'an open task is filled bit by bit, and completes with what stands in it',
  withLeads(async ({ api }) => {
    const agent = await makeUser(api, 'alex@paisapay.com')
    await api.post(leads, { data: { name: 'Asha' } })
    const { _data: task } = (
      await api.post('/v1/ext/p/lead/LEAD-000001/task/call', {
        status: 'OPEN',
        assignedTo: agent.username,
        dueBy: '2026-12-01T10:00:00Z',
      })
    ).body
    expect(task).toMatchObject({ status: 'OPEN', completedAt: null, dueBy: Date.parse('2026-12-01T10:00:00Z') })

    await api.put(`/v1/ext/task/${task.id}`, { data: { call_disposition: 'RNR' } })
    const done = await api.put(`/v1/ext/task/${task.id}`, { status: 'COMPLETED', data: { remarks: 'done' } })

    expect(done.body._data).toMatchObject({
      status: 'COMPLETED',
      data: { call_disposition: 'RNR', remarks: 'done' },
      version: 3,
      completedAt: expect.any(Number),
    })
  }),
)

test(
  'tasks are listed by what is due first, page by page, and a deleted one vanishes',
  withLeads(async ({ api }) => {
    const agent = await makeUser(api, 'alex@paisapay.com')
    await api.post(leads, { data: { name: 'Asha' } })
    const open = async (dueBy: string | null) =>
      (await api.post('/v1/ext/p/lead/LEAD-000001/task/call', { status: 'OPEN', assignedTo: agent.username, dueBy }))
        .body._data.id
    const [late, never, soon] = [
      await open('2026-12-05T10:00:00Z'),
      await open(null),
      await open('2026-12-01T10:00:00Z'),
    ]

    const first = await api.get(`/v1/ext/tasks?status=OPEN&assignedTo=${agent.username}&limit=2`)
    expect(first.body._data.map((task: { id: string }) => task.id)).toEqual([soon, late])
    expect(first.body._meta.hasMore).toBe(true)
    const second = await api.get(`/v1/ext/tasks?status=OPEN&limit=2&cursor=${first.body._meta.nextCursor}`)
    expect(second.body._data.map((task: { id: string }) => task.id)).toEqual([never])
    expect(second.body._meta).toEqual({ hasMore: false, nextCursor: null })

    await api.delete(`/v1/ext/task/${soon}`)
    expect((await api.get('/v1/ext/tasks?dueBefore=2026-12-04T00:00:00Z')).body._data).toEqual([])
    expect((await api.get(`/v1/ext/task/${soon}`)).status).toBe(404)
  }),
)
