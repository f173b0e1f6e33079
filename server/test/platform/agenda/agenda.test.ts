import { expect, test } from 'vitest'
import type { Api } from '../../harness/api.ts'
import { withLeads } from '../../harness/model.ts'
import { startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import { actAs, makeUser } from '../../harness/people.ts'

startNadi()

const hour = 3_600_000
const noon = Date.parse('2026-03-02T12:00:00+05:30')

const newLead = async (api: Api, name: string, input: object = {}): Promise<{ id: string }> =>
  (await api.post('/v1/ext/procedure/lead/process', { data: { name }, ...input })).body._data

const newCall = async (api: Api, lead: { id: string }, input: object): Promise<{ id: string; version: number }> =>
  (await api.post(`/v1/ext/p/lead/${lead.id}/task/call`, { status: 'OPEN', ...input })).body._data

const agenda = async (api: Api, query: Record<string, string | number | boolean> = {}) => {
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  )
  return (await api.get(`/v1/ext/agenda?${search}`)).body
}

/** Items as a reader would tell them: `call of Asha`, `Ravi`. */
const told = (items: { task: { stateTaskShortId: string } | null; process: { data: Record<string, string> } }[]) =>
  items.map(({ task, process: { data } }) =>
    [task && `${task.stateTaskShortId} of`, data.name ?? data.subject].filter(Boolean).join(' '),
  )

test(
  'an agenda has the open tasks and next actions of a person, of all procedures, what is due first before the rest',
  withLeads(async ({ api }) => {
    const { username } = await makeUser(api, 'asha@team.example')
    const mine = { assignedTo: username }
    const asha = await newLead(api, 'Asha', { ...mine, nextActionAt: noon })
    await newLead(api, 'Somebody else’s', { nextActionAt: noon })
    await newLead(api, 'Lost already', { ...mine, nextActionAt: noon, state: 'LOST' })
    await newLead(api, 'Nothing to do', mine)
    const call = await newCall(api, asha, { ...mine, dueBy: noon - hour })
    await newCall(api, asha, { dueBy: noon })
    await api.post('/v1/ext/procedure/ticket/process', {
      data: { ticket_id: 'T-1', subject: 'Broken' },
      ...mine,
      nextActionAt: noon + hour,
    })

    const { _data: items, _meta: meta } = await agenda(api, { user: username })

    expect(told(items)).toEqual(['call of Asha', 'Asha', 'Broken'])
    expect(items.map(({ dueAt }: { dueAt: number }) => dueAt)).toEqual([noon - hour, noon, noon + hour])
    expect(items[0].task).toMatchObject({ id: call.id, version: 1, status: 'OPEN' })
    expect(items[0].process).toMatchObject({ id: asha.id, procedureShortId: 'lead', stateShortId: 'NEW', version: 1 })
    expect(meta).toEqual({ total: 3, hasMore: false })
  }),
)

test(
  'what is done, cancelled, deleted or given to somebody else leaves the agenda',
  withLeads(async ({ api, scope }) => {
    const mine = { assignedTo: scope.userId }
    const leads = await Promise.all(['A', 'B', 'C'].map((name) => newLead(api, name, { ...mine, nextActionAt: noon })))
    const [done, given, deleted] = leads as [{ id: string }, { id: string }, { id: string }]
    const call = await newCall(api, given, { ...mine, dueBy: noon })
    await newCall(api, deleted, { ...mine, dueBy: noon })
    const other = await makeUser(api, 'other@team.example')
    expect((await agenda(api))._meta.total).toBe(5)

    await api.put(`/v1/ext/procedure/lead/process/${done.id}`, { state: 'LOST' })
    await api.put(`/v1/ext/procedure/lead/process/${given.id}`, { assignedTo: other.username })
    await api.delete(`/v1/ext/procedure/lead/process/${deleted.id}`)
    expect(told((await agenda(api))._data)).toEqual(['call of B'])

    await api.put(`/v1/ext/task/${call.id}`, { status: 'COMPLETED', data: { call_disposition: 'RNR' } })
    expect((await agenda(api))._data).toEqual([])
  }),
)

test(
  'a day of the agenda is a span of time, read a page at a time; tasks without a due time are asked for by themselves',
  withLeads(async ({ api, scope }) => {
    const mine = { assignedTo: scope.userId }
    const lead = await newLead(api, 'Asha', { ...mine, nextActionAt: noon })
    for (const hours of [-30, -2, 0, 0, 3, 30]) await newCall(api, lead, { ...mine, dueBy: noon + hours * hour })
    const undated = await newCall(api, lead, mine)
    const day = { dueAfter: '2026-03-02T00:00:00', dueBefore: '2026-03-03T00:00:00', limit: 2 }

    const hours: number[] = []
    let cursor: string | undefined
    do {
      const { _data: items, _meta: meta } = await agenda(api, { ...day, ...(cursor && { cursor }) })
      expect(meta.total).toBe(5)
      hours.push(...items.map(({ dueAt }: { dueAt: number }) => (dueAt - noon) / hour))
      cursor = meta.nextCursor
    } while (cursor)

    expect(hours).toEqual([-2, 0, 0, 0, 3])
    const { _data: items, _meta: meta } = await agenda(api, { undated: true })
    expect(items.map(({ task }: { task: { id: string } }) => task.id)).toEqual([undated.id])
    expect(meta).toEqual({ total: 1, hasMore: false })
    const epoch = await agenda(api, { dueAfter: noon, dueBefore: noon + 1 })
    expect(epoch._meta.total).toBe(3)
  }),
)

test(
  "another's agenda shows what the role of who asks reaches, and no more",
  withLeads(async (team: TeamAtHand) => {
    const { api } = team
    const own = { procedure: 'lead', read: 'own', write: 'own' }
    const agent = await actAs(team, { name: 'Narrow agent', procedures: [own] })
    const reader = await actAs(team, {
      name: 'Ticket reader',
      procedures: [{ procedure: 'ticket', read: 'all', write: 'none' }],
    })
    const other = await makeUser(api, 'other@team.example')
    const lead = await newLead(api, 'Own', { assignedTo: agent.user.username, nextActionAt: noon })
    const foreign = await newLead(api, 'Foreign', { assignedTo: other.username, nextActionAt: noon })
    await newCall(api, foreign, { assignedTo: agent.user.username, dueBy: noon })
    await newCall(api, lead, { assignedTo: other.username, dueBy: noon })

    expect(told((await agenda(agent.api))._data)).toEqual(['Own'])
    expect(told((await agenda(agent.api, { user: other.username }))._data)).toEqual(['call of Own'])
    expect(told((await agenda(api, { user: agent.user.username }))._data)).toEqual(
      expect.arrayContaining(['Own', 'call of Foreign']),
    )
    expect((await agenda(reader.api, { user: other.username }))._data).toEqual([])
  }),
)

test(
  'an agenda asked for in a way that makes no sense is refused, and says what would',
  withLeads(async ({ api }) => {
    const refusals = await Promise.all([
      agenda(api, { user: 'nobody@team.example' }),
      agenda(api, { undated: true, dueBefore: noon }),
      agenda(api, { dueBefore: 'soon' }),
      agenda(api, { cursor: 'made-up' }),
    ])

    expect(refusals.map(({ _meta }) => _meta.errors[0].path)).toEqual(['user', 'undated', 'dueBefore', 'cursor'])
  }),
)
