import { expect, test } from 'vitest'
import type { ProcessStatistics } from '../../../src/platform/statistics/types.ts'
import { withLeads } from '../../harness/model.ts'
import { startNadi, startServer, type TeamAtHand } from '../../harness/nadi.ts'
import { actAs, makeUser } from '../../harness/people.ts'
import { bulkCreate, ended } from '../background-jobs/jobs.ts'
import { counted } from './counted.ts'

startNadi()

const base = '/v1/ext/procedure/lead/process'
/** in Asia/Kolkata, the team's time zone */
const local = (text: string): number => Date.parse(`${text}+05:30`)
const april = 'processes/lead?from=2026-04-01&to=2026-04-04&bucket=day'

/** A lead as it was elsewhere: when it came into each of its states. */
const told = (path: [at: string, state: string][]) => ({
  createdAt: local(path[0]?.[0] ?? ''),
  state: path.at(-1)?.[1],
  data: { name: 'Told' },
  history: path.map(([at, state], index) => ({
    at: local(at),
    ...(index === 0
      ? { kind: 'process.created', to: { state } }
      : { from: { state: path[index - 1]?.[1] }, to: { state } }),
  })),
})

async function importLeads({ api }: TeamAtHand, leads: object[]): Promise<void> {
  const begun = await api.post(`${base}/import`, leads)
  const job = await ended(api, begun.body._data.id)
  expect(job.body._meta.bjEntryCompletionStatusVsCount.SUCCESS).toBe(leads.length)
}

const state = ({ states }: Pick<ProcessStatistics, 'states'>, name: string) =>
  states.find((each) => each.state === name)

test(
  'leads are counted by state in the team’s days: who came when, how many stand there, and how far those made in the range have come',
  withLeads(async (team) => {
    await importLeads(team, [
      told([
        ['2026-04-01T00:10', 'NEW'],
        ['2026-04-02T09:00', 'CONTACTED'],
        ['2026-04-03T23:50', 'QUALIFIED'],
      ]),
      told([
        ['2026-04-01T23:50', 'NEW'],
        ['2026-04-02T10:00', 'CONTACTED'],
      ]),
      told([['2026-04-03T08:00', 'NEW']]),
      told([
        ['2026-03-31T23:50', 'NEW'],
        ['2026-04-02T11:00', 'LOST'],
      ]),
    ])

    const data = await counted(team.api, april)

    expect(data).toMatchObject({
      procedureShortId: 'lead',
      timeZone: 'Asia/Kolkata',
      bucket: 'day',
      buckets: ['2026-04-01T00:00', '2026-04-02T00:00', '2026-04-03T00:00'].map(local),
      created: { total: 3, counts: [2, 0, 1] },
    })
    expect(data.states.map(({ state: name }: { state: string }) => name)).toEqual([
      'NEW',
      'CONTACTED',
      'QUALIFIED',
      'CONVERTED',
      'LOST',
    ])
    expect(state(data, 'NEW')).toMatchObject({
      entered: [2, 0, 1],
      standing: 1,
      standingAt: [3, 0, 1],
      reached: 3,
      share: 1,
    })
    expect(state(data, 'CONTACTED')).toMatchObject({
      entered: [0, 2, 0],
      standing: 1,
      standingAt: [0, 2, 1],
      reached: 2,
    })
    expect(state(data, 'QUALIFIED')).toMatchObject({ entered: [0, 0, 1], reached: 1, share: 1 / 3, isDeleted: false })
    expect(state(data, 'LOST')).toMatchObject({ entered: [0, 1, 0], standing: 1, reached: 0, share: 0 })
  }),
)

test(
  'hours and days are those of the time zone that is asked for, also where it is off by three quarters of an hour',
  withLeads(async (team) => {
    // 18:20 and 18:10 UTC: the day before in London and Kathmandu, where it begins at 18:15 UTC
    await importLeads(team, [told([['2026-04-01T23:50', 'NEW']]), told([['2026-04-01T23:40', 'NEW']])])
    const range = 'from=2026-04-01&to=2026-04-03&bucket=day'

    const kathmandu = await counted(team.api, `processes/lead?${range}&timeZone=Asia/Kathmandu`)
    const london = await counted(team.api, `processes/lead?${range}&timeZone=Europe/London`)
    const hours = await counted(team.api, 'processes/lead?from=2026-04-01T22:00&to=2026-04-02T01:00&bucket=hour')

    expect(kathmandu.buckets[1]).toBe(Date.UTC(2026, 3, 1, 18, 15))
    expect(kathmandu.created.counts).toEqual([1, 1])
    expect(london.created.counts).toEqual([2, 0])
    expect(hours.buckets[0]).toBe(local('2026-04-01T22:00'))
    expect(hours.created.counts).toEqual([0, 2, 0])
  }),
)

test(
  'what happens is counted once, however many servers count, and a lead that comes back to a state has reached it once',
  withLeads(async (team) => {
    const { api, nadi } = team
    const others = await Promise.all([1, 2].map(() => startServer(nadi.databaseUrl, nadi.dataDir)))
    try {
      await bulkCreate(
        api,
        Array.from({ length: 2_500 }, (_, index) => ({ data: { name: `Lead ${index}` } })),
      )
      const { id } = (await api.post(base, { data: { name: 'Moving' } })).body._data
      for (const next of ['LOST', 'NEW', 'CONTACTED']) await api.put(`${base}/${id}`, { state: next })
      await api.post(base, { data: { name: 'Gone' } }).then(({ body }) => api.delete(`${base}/${body._data.id}`))

      const data = await counted(api, 'processes/lead')

      expect(data.created.total).toBe(2_502)
      expect(state(data, 'NEW')).toMatchObject({ reached: 2_502, standing: 2_500, share: 1 })
      expect(state(data, 'NEW')?.standingAt.at(-1)).toBe(2_500)
      expect(state(data, 'NEW')?.entered.at(-1)).toBe(2_503)
      expect(state(data, 'CONTACTED')).toMatchObject({ reached: 1, standing: 1 })
      expect(state(data, 'LOST')).toMatchObject({ reached: 1, standing: 0 })
    } finally {
      for (const other of others) await other.stop()
    }
  }),
)

test(
  'a state that the procedure has no more still shows what came through it',
  withLeads(async (team) => {
    await importLeads(team, [
      told([
        ['2026-04-01T10:00', 'NEW'],
        ['2026-04-02T10:00', 'WAITING'],
        ['2026-04-03T10:00', 'CONTACTED'],
      ]),
    ])

    expect(state(await counted(team.api, april), 'WAITING')).toMatchObject({
      isDeleted: true,
      entered: [0, 1, 0],
      standing: 0,
      standingAt: [0, 1, 0],
    })
  }),
)

test(
  'statistics of a procedure are for those who read all of it',
  withLeads(async (team) => {
    const agent = await actAs(team, {
      name: 'Own only',
      procedures: [{ procedure: 'lead', read: 'own', write: 'own' }],
    })

    const refused = await agent.api.get('/v1/ext/statistics/processes/lead')

    expect(refused.status).toBe(403)
    expect(refused.body._errors).toEqual([
      'The role "Own only" reads only a part of lead, and its statistics tell of all of it.',
    ])
    expect((await agent.api.get('/v1/ext/statistics/processes/ticket')).status).toBe(404)
  }),
)

test(
  'a manager sees what each user has to do, and what nobody has',
  withLeads(async (team) => {
    const { api } = team
    const asha = await makeUser(api, 'asha@people.example')
    const ravi = await makeUser(api, 'ravi@people.example')
    await api.put(`/v1/ext/user/${ravi.id}`, { availability: 'ON_BREAK' })
    const lead = async (input: object) => (await api.post(base, { data: { name: 'Lead' }, ...input })).body._data
    const first = await lead({ assignedTo: asha.username })
    await lead({ assignedTo: asha.username })
    await lead({ assignedTo: asha.username, state: 'LOST' })
    await lead({})
    const call = (input: object) =>
      api.post(`/v1/ext/p/lead/${first.id}/task/call`, { data: { call_disposition: 'RNR' }, ...input })
    await call({ assignedTo: asha.username, dueBy: Date.now() - 60_000 })
    await call({ assignedTo: asha.username, dueBy: Date.now() + 3_600_000 })
    await call({ assignedTo: ravi.username, status: 'COMPLETED' })
    await call({ assignedTo: ravi.username, status: 'COMPLETED' })

    const { agents, unassigned } = await counted(api, 'agents')

    const of = (username: string) => agents.find((each: { username: string }) => each.username === username)
    expect(of(asha.username)).toMatchObject({
      user: asha.id,
      availability: 'AVAILABLE',
      openProcesses: 2,
      openChats: 0,
      openTasks: 2,
      overdueTasks: 1,
      completedTasks: 0,
    })
    expect(of(ravi.username)).toMatchObject({ availability: 'ON_BREAK', openTasks: 0, completedTasks: 2 })
    expect(unassigned).toEqual({ openProcesses: 1, openChats: 0, openTasks: 0, overdueTasks: 0 })

    const agent = await actAs(team, { name: 'Agent only' })
    const manager = await actAs(team, { name: 'Team lead', roleType: 'MANAGER' })
    const refused = await agent.api.get('/v1/ext/statistics/agents')
    expect(refused.status).toBe(403)
    expect(refused.body._errors[0]).toMatch(
      /^The role "Agent only" is not of type MANAGER or ADMIN and lacks the permission/,
    )
    expect((await manager.api.get('/v1/ext/statistics/agents')).status).toBe(200)
  }),
)

const refusals: [what: string, query: string, path: string, message: RegExp][] = [
  ['a time zone that is none', 'timeZone=Asia/Kolkatta', 'timeZone', /must be a time zone like Asia\/Kolkata/],
  ['a time that is none', 'from=yesterday', 'from', /"from" must be a date and time, but "yesterday" was given/],
  ['a range without time', 'from=2026-04-02&to=2026-04-01', 'from', /"from" must lie before "to"/],
  ['more buckets than a picture shows', 'from=2020-01-01&bucket=hour', 'bucket', /more than 1000 buckets/],
]
for (const [what, query, path, message] of refusals) {
  test(
    `${what} is refused`,
    withLeads(async ({ api }) => {
      const { status, body } = await api.get(`/v1/ext/statistics/processes/lead?${query}`)

      expect([status, body._meta.errors[0].path]).toEqual([400, path])
      expect(body._errors[0]).toMatch(message)
    }),
  )
}
