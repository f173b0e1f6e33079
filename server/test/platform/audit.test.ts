import { expect, test, vi } from 'vitest'
import { startNadi, withTeam } from '../harness/nadi.ts'
import { actAs, makeRole } from '../harness/people.ts'

startNadi()

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/)
const kindsOf = (answer: { body: { _data: { kind: string }[] } }) => answer.body._data.map((event) => event.kind)

test(
  'the log tells who changed what, from what to what, by which key; the newest first',
  withTeam(async ({ api, scope }) => {
    const role = (await api.post('/v1/ext/role', { name: 'Agent', roleType: 'USER' })).body._data
    await api.put('/v1/ext/role/Agent', { name: 'Caller', description: 'Calls.' })
    const key = (await api.get('/v1/ext/keys')).body._data[0]

    const log = await api.get('/v1/ext/events')

    expect(log.status).toBe(200)
    expect(log.body._meta).toEqual({ hasMore: false, cursor: expect.any(String) })
    expect(kindsOf(log)).toEqual([
      'role.updated',
      'role.created',
      'key.created',
      'user.created',
      'role.created',
      'team.created',
    ])
    expect(log.body._data[0]).toEqual({
      id: uuid,
      kind: 'role.updated',
      at: expect.any(Number),
      subject: role.id,
      procedure: null,
      procedureShortId: null,
      user: scope.userId,
      username: key.username,
      key: key.id,
      before: { name: 'Agent', description: '' },
      after: { name: 'Caller', description: 'Calls.' },
    })
    expect(log.body._data[1]).toMatchObject({ before: null, after: { name: 'Agent', roleType: 'USER' } })
  }),
)

test(
  'the log is read page by page, each event once, though more happens meanwhile',
  withTeam(async ({ api }) => {
    for (const name of ['a', 'b', 'c', 'd']) await api.post('/v1/ext/pod', { name })

    const first = await api.get('/v1/ext/events?kind=pod.*&limit=3')
    await api.post('/v1/ext/pod', { name: 'e' })
    const second = await api.get(`/v1/ext/events?kind=pod.*&limit=3&cursor=${first.body._meta.cursor}`)

    const names = [...first.body._data, ...second.body._data].map((event) => event.after.name)
    expect(names).toEqual(['d', 'c', 'b', 'a'])
    expect(first.body._meta.hasMore).toBe(true)
    expect(second.body._meta.hasMore).toBe(false)
    expect((await api.get('/v1/ext/events?cursor=nonsense')).body._errors).toEqual([
      '"cursor" is not one that this call gave.',
    ])
  }),
)

test(
  'who follows the log, the oldest first, goes on later where the last page ended',
  withTeam(async ({ api }) => {
    const pods = '/v1/ext/events?kind=pod.created&order=oldest'
    await api.post('/v1/ext/pod', { name: 'a' })
    const first = await vi.waitFor(async () => {
      const page = await api.get(pods)
      expect(page.body._data).toHaveLength(1)
      return page
    }, 10_000)
    const nothingYet = await api.get(`${pods}&cursor=${first.body._meta.cursor}`)
    expect(nothingYet.body._data).toEqual([])
    expect(nothingYet.body._meta.cursor).toBe(first.body._meta.cursor)

    await api.post('/v1/ext/pod', { name: 'b' })

    await vi.waitFor(async () => {
      const next = await api.get(`${pods}&cursor=${nothingYet.body._meta.cursor}`)
      expect(next.body._data.map((event: { after: { name: string } }) => event.after.name)).toEqual(['b'])
    }, 10_000)
  }),
)

test(
  'the log is narrowed to a kind, a subject, a person and a time',
  withTeam(async (team) => {
    const { api } = team
    const lead = await actAs(team, { name: 'Lead', permissions: ['model.manage'] })
    await lead.api.post('/v1/ext/pod', { name: 'Pune' })
    const skill = (await api.post('/v1/ext/skill', { name: 'Loans' })).body._data
    const [newest] = (await api.get('/v1/ext/events')).body._data

    expect(kindsOf(await api.get('/v1/ext/events?kind=pod.created'))).toEqual(['pod.created'])
    expect(kindsOf(await api.get(`/v1/ext/events?subject=${skill.id}`))).toEqual(['skill.created'])
    expect(kindsOf(await api.get(`/v1/ext/events?user=${lead.user.username}`))).toEqual(['pod.created'])
    expect(kindsOf(await api.get(`/v1/ext/events?since=${newest.at}`))).toEqual(['skill.created'])
    expect(kindsOf(await api.get(`/v1/ext/events?until=${newest.at}`))[0]).toBe('pod.created')
    expect(kindsOf(await api.get(`/v1/ext/events?since=${new Date(newest.at + 1).toISOString()}`))).toEqual([])
    const refused = await api.get('/v1/ext/events?since=lately&user=nobody')
    expect(refused.status).toBe(400)
    expect(refused.body._meta.errors.map((error: { path: string }) => error.path)).toEqual(['user', 'since'])
  }),
)

test(
  'the log takes the permission audit.read, and shows no other team',
  withTeam(async (team) => {
    const agent = await actAs(team, { name: 'Agent' })
    const auditor = await actAs(team, { name: 'Auditor', permissions: ['audit.read'] })
    await makeRole(team, { name: 'Other' })

    const refused = await agent.api.get('/v1/ext/events')
    const seen = await auditor.api.get('/v1/ext/events?limit=1000')

    expect(refused.status).toBe(403)
    expect(refused.body._errors).toEqual(['The role "Agent" lacks the permission audit.read.'])
    expect(kindsOf(seen).filter((kind) => kind === 'team.created')).toHaveLength(1)
  }),
)
