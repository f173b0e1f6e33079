import { expect, test } from 'vitest'
import type { Api } from '../harness/api.ts'
import { withLeads } from '../harness/model.ts'
import { startNadi, type TeamAtHand, withTeam } from '../harness/nadi.ts'
import { actAs } from '../harness/people.ts'

startNadi()

const nobody = '0190c9a8-0000-7000-8000-000000000000'

/** What each permission opens; every other key of the team is refused, whatever else its role holds. */
const doors: { permission: string; opens: string; knock: (api: Api) => Promise<{ status: number }> }[] = [
  {
    permission: 'model.manage',
    opens: 'changing roles',
    knock: (api) => api.post('/v1/ext/role', { name: 'New', roleType: 'USER' }),
  },
  { permission: 'model.manage', opens: 'deleting roles', knock: (api) => api.delete(`/v1/ext/role/${nobody}`) },
  { permission: 'model.manage', opens: 'changing pods', knock: (api) => api.post('/v1/ext/pod', { name: 'New' }) },
  { permission: 'model.manage', opens: 'changing skills', knock: (api) => api.post('/v1/ext/skill', { name: 'New' }) },
  { permission: 'model.manage', opens: 'changing the team', knock: (api) => api.put('/v1/ext/team', { name: 'New' }) },
  {
    permission: 'users.manage',
    opens: 'creating users',
    knock: (api) => api.post('/v1/ext/user', { username: 'new@people.example', role: 'Agent' }),
  },
  { permission: 'users.manage', opens: 'deleting users', knock: (api) => api.delete(`/v1/ext/user/${nobody}`) },
  {
    permission: 'users.manage',
    opens: 'changing what others may do',
    knock: (api) => api.put('/v1/ext/user/agent@people.example', { isActive: false }),
  },
  { permission: 'keys.manage', opens: 'listing keys', knock: (api) => api.get('/v1/ext/keys') },
  {
    permission: 'keys.manage',
    opens: 'making keys',
    knock: (api) => api.post('/v1/ext/key', { name: 'New', role: 'Agent' }),
  },
  { permission: 'keys.manage', opens: 'revoking keys', knock: (api) => api.delete(`/v1/ext/key/${nobody}`) },
  { permission: 'audit.read', opens: 'reading the log', knock: (api) => api.get('/v1/ext/events') },
]
const all = [...new Set(doors.map((door) => door.permission))]

for (const { permission, opens, knock } of doors) {
  test(
    `${opens} takes ${permission}, and no other permission opens it`,
    withTeam(async (team) => {
      await actAs(team, { name: 'Agent' })
      const holder = await actAs(team, { name: 'Holder', permissions: [permission] })
      const others = await actAs(team, { name: 'Others', permissions: all.filter((each) => each !== permission) })

      const refused = await knock(others.api)
      const opened = await knock(holder.api)

      expect(refused.status).toBe(403)
      expect([200, 404]).toContain(opened.status)
    }),
  )
}

test(
  'everybody in the team sees its people, roles, pods and skills; a stranger nothing',
  withTeam(async (team) => {
    const { api } = await actAs(team, { name: 'Agent' })
    for (const path of ['users', 'roles', 'pods', 'skills', 'team']) {
      expect((await api.get(`/v1/ext/${path}`)).status).toBe(200)
      expect((await team.as('').get(`/v1/ext/${path}`)).status).toBe(401)
      expect((await team.as(`${team.api.key}x`).get(`/v1/ext/${path}`)).status).toBe(401)
    }
  }),
)

/** Three leads: the agent's own, one of the agent's pod, and a stranger's. */
async function threeLeads(team: TeamAtHand, procedures: object[], { permissions = [] as string[] } = {}) {
  const { api } = team
  await api.post('/v1/ext/pod', { name: 'Pune' })
  await api.post('/v1/ext/pod', { name: 'Goa' })
  const agent = await actAs(team, { name: 'Caller', procedures, permissions })
  await api.put(`/v1/ext/user/${agent.user.id}`, { pods: ['Pune'] })
  const leadOf = async (name: string, pod: string) => {
    await api.post('/v1/ext/user', { username: `${name}@people.example`, role: 'Caller', pods: [pod] })
    const made = await api.post('/v1/ext/procedure/lead/process', {
      data: { name },
      assignedTo: name === 'own' ? agent.user.username : `${name}@people.example`,
    })
    return made.body._data.id as string
  }
  const leads = {
    own: await leadOf('own', 'Pune'),
    pod: await leadOf('pod', 'Pune'),
    other: await leadOf('other', 'Goa'),
  }
  return { api: agent.api, leads }
}

const path = (id: string) => `/v1/ext/procedure/lead/process/${id}`

const reaches = [
  { reach: 'all', sees: ['own', 'pod', 'other'], sentence: 'every lead' },
  { reach: 'pod', sees: ['own', 'pod'], sentence: 'the leads of their pods' },
  { reach: 'own', sees: ['own'], sentence: 'their own leads' },
  { reach: 'none', sees: [], sentence: 'no lead' },
] as const

for (const { reach, sees, sentence } of reaches) {
  test(
    `who reads "${reach}" sees ${sentence}; the others are not there`,
    withLeads(async (team) => {
      const { api, leads } = await threeLeads(team, [{ procedure: 'lead', read: reach, write: 'none' }])

      for (const [whose, id] of Object.entries(leads)) {
        const isSeen = sees.some((each) => each === whose)
        expect([whose, (await api.get(path(id))).status]).toEqual([whose, isSeen ? 200 : 404])
        expect([403, 404]).toContain((await api.put(path(id), { data: { city: 'Pune' } })).status)
      }
    }),
  )

  test(
    `who reads all and writes "${reach}" changes ${sentence}; the others only to look at`,
    withLeads(async (team) => {
      const { api, leads } = await threeLeads(team, [{ procedure: 'lead', read: 'all', write: reach }])

      for (const [whose, id] of Object.entries(leads)) {
        const isOpen = sees.some((each) => each === whose)
        const written = await api.put(path(id), { data: { city: 'Pune' } })
        expect([whose, written.status]).toEqual([whose, isOpen ? 200 : 403])
      }
    }),
  )
}

test(
  'the entry of a procedure wins over that of every procedure, also where it gives less',
  withLeads(async (team) => {
    const { api, leads } = await threeLeads(team, [
      { procedure: '*', read: 'all', write: 'all' },
      { procedure: 'lead', read: 'own', write: 'none' },
    ])

    expect((await api.get(path(leads.other))).status).toBe(404)
    expect((await api.put(path(leads.own), { data: { city: 'Pune' } })).status).toBe(403)
    const ticket = await api.post('/v1/ext/procedure/ticket/process', { data: { ticket_id: 'T-1', subject: 'Loan' } })
    expect(ticket.body._errors).toEqual([])
  }),
)

test(
  'nobody gives a reach into one procedure that they lack there, though they have it everywhere else',
  withLeads(async (team) => {
    const { api } = await actAs(team, {
      name: 'Modeller',
      permissions: ['model.manage'],
      procedures: [
        { procedure: '*', read: 'all', write: 'all' },
        { procedure: 'lead', read: 'own', write: 'none' },
      ],
    })

    const everywhere = await api.post('/v1/ext/role', {
      name: 'New',
      roleType: 'USER',
      procedures: [{ procedure: '*', read: 'all', write: 'none' }],
    })
    const elsewhere = await api.post('/v1/ext/role', {
      name: 'New',
      roleType: 'USER',
      procedures: [{ procedure: 'ticket', read: 'all', write: 'all' }],
    })

    expect(everywhere.status).toBe(403)
    expect(everywhere.body._errors).toEqual([
      'Nobody grants more than they hold: the role "New" takes to read all processes of lead, which your role "Modeller" lacks.',
    ])
    expect(elsewhere.status).toBe(200)
    expect(elsewhere.body._data.procedures[0]).toMatchObject({ procedureShortId: 'ticket', read: 'all', write: 'all' })
  }),
)

test(
  'the log shows the changes of leads only to who reads all leads',
  withLeads(async (team) => {
    const permissions = ['audit.read']
    const some = await threeLeads(team, [{ procedure: 'lead', read: 'pod', write: 'none' }], { permissions })
    const everything = await actAs(team, {
      name: 'Auditor',
      permissions,
      procedures: [{ procedure: 'lead', read: 'all', write: 'none' }],
    })
    const leadEvents = async (api: Api) => (await api.get('/v1/ext/events?kind=process.*')).body._data.length

    expect(await leadEvents(some.api)).toBe(0)
    expect(await leadEvents(everything.api)).toBe(3)
    expect((await some.api.get('/v1/ext/events?kind=user.*')).body._data.length).toBeGreaterThan(0)
  }),
)

test(
  'a lead is not given to a user who is not active, and stays with one who was',
  withLeads(async (team) => {
    const { api } = team
    const { leads } = await threeLeads(team, [{ procedure: '*', read: 'own', write: 'own' }])
    const other = (await api.put('/v1/ext/user/other@people.example', { isActive: false })).body._data

    const given = await api.put(path(leads.own), { assignedTo: other.username })

    expect(given.status).toBe(400)
    expect(given.body._meta.errors[0].path).toBe('assignedTo')
    expect((await api.get(path(leads.other))).body._data).toMatchObject({
      assignedTo: other.id,
      assignedToUsername: other.username,
    })
  }),
)
