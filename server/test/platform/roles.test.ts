import { expect, test } from 'vitest'
import { startNadi, type TeamAtHand, withTeam } from '../harness/nadi.ts'
import { actAs, makeRole } from '../harness/people.ts'

startNadi()

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/)

test(
  'a role is created, listed, fetched by id and by name, changed, deleted and restored',
  withTeam(async ({ api }) => {
    const created = await api.post('/v1/ext/role', {
      name: ' Agent ',
      description: 'Calls leads.',
      roleType: 'USER',
      permissions: ['messages.send'],
      procedures: [{ procedure: '*', read: 'all', write: 'own' }],
    })
    expect(created.status).toBe(200)
    const role = created.body._data
    expect(role).toEqual({
      id: uuid,
      name: 'Agent',
      description: 'Calls leads.',
      roleType: 'USER',
      permissions: ['messages.send'],
      procedures: [{ procedure: '*', procedureShortId: null, read: 'all', write: 'own' }],
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    })
    expect((await api.get('/v1/ext/roles')).body._data.map((each: { name: string }) => each.name)).toEqual([
      'Admin',
      'Agent',
    ])
    expect((await api.get(`/v1/ext/role/${role.id}`)).body._data).toEqual(role)
    expect((await api.get('/v1/ext/role/Agent')).body._data).toEqual(role)

    const changed = await api.put('/v1/ext/role/Agent', { description: 'Calls.', permissions: [] })
    expect(changed.body._data).toEqual({
      ...role,
      description: 'Calls.',
      permissions: [],
      updatedAt: expect.any(Number),
    })

    expect((await api.delete('/v1/ext/role/Agent')).body._data.id).toBe(role.id)
    expect((await api.get(`/v1/ext/role/${role.id}`)).status).toBe(404)
    expect((await api.post(`/v1/ext/role/${role.id}/restore`)).body._data.name).toBe('Agent')
    expect((await api.get('/v1/ext/role/Agent')).status).toBe(200)
  }),
)

test(
  'two roles cannot have one name, also where a deleted one would come back',
  withTeam(async (team) => {
    const { api } = team
    const first = await makeRole(team, { name: 'Agent' })
    const second = await makeRole(team, { name: 'Caller' })

    const again = await api.post('/v1/ext/role', { name: 'Agent', roleType: 'USER' })
    const renamed = await api.put(`/v1/ext/role/${second.id}`, { name: 'Agent' })
    await api.delete(`/v1/ext/role/${first.id}`)
    await api.put(`/v1/ext/role/${second.id}`, { name: 'Agent' })
    const restored = await api.post(`/v1/ext/role/${first.id}/restore`)

    for (const refused of [again, renamed, restored]) {
      expect(refused.status).toBe(409)
      expect(refused.body._errors).toEqual(['A role named "Agent" exists already.'])
      expect(refused.body._meta.errors[0]).toMatchObject({ path: 'name', hint: 'Choose another name.' })
    }
  }),
)

test(
  'an entry for a procedure that is not there says which entry and what can stand there',
  withTeam(async ({ api }) => {
    const refused = await api.post('/v1/ext/role', {
      name: 'Agent',
      roleType: 'USER',
      procedures: [
        { procedure: '*', read: 'own', write: 'all' },
        { procedure: 'laed', read: 'all', write: 'own' },
      ],
    })

    expect(refused.status).toBe(400)
    expect(refused.body._errors).toEqual([
      'A role cannot write all and read own: it writes only what it can read.',
      'There is no procedure "laed".',
    ])
    expect(refused.body._meta.errors.map((error: { path: string }) => error.path)).toEqual([
      'procedures.0.write',
      'procedures.1.procedure',
    ])
  }),
)

test(
  'a role that users and keys have is not deleted, and says how many have it',
  withTeam(async (team) => {
    await actAs(team, { name: 'Agent' })
    await team.api.post('/v1/ext/user', { username: 'second@people.example', role: 'Agent' })

    const refused = await team.api.delete('/v1/ext/role/Agent')

    expect(refused.status).toBe(409)
    expect(refused.body._errors).toEqual(['The role "Agent" is the role of 2 users and 1 API key.'])
    expect(refused.body._meta.errors[0].hint).toBe('Give them another role first.')
  }),
)

const modeller = {
  name: 'Modeller',
  roleType: 'MANAGER',
  permissions: ['model.manage', 'users.manage', 'keys.manage', 'chats.read_pod'],
  procedures: [{ procedure: '*', read: 'all', write: 'pod' }],
}

const escalations = [
  {
    sentence: 'a permission that they lack',
    role: { permissions: ['secrets.manage'] },
    lacks: 'the permission secrets.manage',
  },
  {
    sentence: 'a wider view of chats',
    role: { permissions: ['chats.read_all'] },
    lacks: 'the permission chats.read_all',
  },
  { sentence: 'a higher role type', role: { roleType: 'ADMIN' }, lacks: 'the role type ADMIN' },
  {
    sentence: 'a wider reach into the procedures',
    role: { procedures: [{ procedure: '*', read: 'all', write: 'all' }] },
    lacks: 'to write all processes of every procedure',
  },
]

for (const { sentence, role, lacks } of escalations) {
  test(
    `nobody gives a role ${sentence}`,
    withTeam(async (team) => {
      const { api } = await actAs(team, modeller)
      const wide = await makeRole(team, { name: 'Wide', ...role })
      const told = (name: string) =>
        `Nobody grants more than they hold: the role "${name}" takes ${lacks}, which your role "Modeller" lacks.`

      const made = await api.post('/v1/ext/role', { name: 'New', roleType: 'USER', ...role })
      await makeRole(team, { name: 'Narrow' })
      const widened = await api.put('/v1/ext/role/Narrow', role)
      const ownWidened = await api.put('/v1/ext/role/Modeller', role)
      const narrowed = await api.put('/v1/ext/role/Wide', { permissions: [] })
      const deleted = await api.delete('/v1/ext/role/Wide')
      const user = await api.post('/v1/ext/user', { username: 'x@people.example', role: wide.id })
      const key = await api.post('/v1/ext/key', { name: 'Key', role: wide.id })

      for (const refused of [made, widened, ownWidened, narrowed, deleted, user, key]) expect(refused.status).toBe(403)
      expect(made.body._errors).toEqual([told('New')])
      expect(widened.body._errors).toEqual([told('Narrow')])
      expect(user.body._errors).toEqual([told('Wide')])
      expect(made.body._meta.errors[0].code).toBe('exceeds_own_role')
      expect((await team.api.get('/v1/ext/role/Narrow')).body._data.permissions).toEqual([])
    }),
  )
}

test(
  'what one holds one may give',
  withTeam(async (team) => {
    const { api } = await actAs(team, modeller)

    const made = await api.post('/v1/ext/role', {
      name: 'Caller',
      roleType: 'MANAGER',
      permissions: ['chats.read_own', 'users.manage'],
      procedures: [{ procedure: '*', read: 'pod', write: 'own' }],
    })

    expect(made.status).toBe(200)
  }),
)

const lastAdministrator = [
  { sentence: 'deactivated', change: ({ api, admin }: Case) => api.put(`/v1/ext/user/${admin}`, { isActive: false }) },
  { sentence: 'deleted', change: ({ api, admin }: Case) => api.delete(`/v1/ext/user/${admin}`) },
  {
    sentence: 'given a lesser role',
    change: ({ api, admin }: Case) => api.put(`/v1/ext/user/${admin}`, { role: 'Agent' }),
  },
  {
    sentence: 'demoted through the role',
    change: ({ api }: Case) => api.put('/v1/ext/role/Admin', { roleType: 'USER' }),
  },
  {
    sentence: 'kept from managing users',
    change: ({ api }: Case) => api.put('/v1/ext/role/Admin', { permissions: [] }),
  },
]
type Case = { api: TeamAtHand['api']; admin: string }

for (const { sentence, change } of lastAdministrator) {
  test(
    `the last active administrator cannot be ${sentence}`,
    withTeam(async (team) => {
      await makeRole(team, { name: 'Agent' })
      const admin = String(team.scope.userId)
      const refused = await change({ api: team.api, admin })

      expect(refused.status).toBe(409)
      expect(refused.body._errors).toEqual(['The team would be left without an active administrator.'])
      expect((await team.api.get(`/v1/ext/user/${admin}`)).body._data).toMatchObject({
        isActive: true,
        isDeleted: false,
      })
    }),
  )
}

test(
  'an administrator can go when there is another',
  withTeam(async ({ api, scope }) => {
    await api.post('/v1/ext/user', { username: 'second@people.example', role: 'Admin' })
    const [key] = (await api.get('/v1/ext/keys')).body._data
    await api.post('/v1/ext/key', { name: 'Of nobody', role: 'Admin', user: null })

    expect(key.user).toBe(scope.userId)
    expect((await api.put(`/v1/ext/user/${scope.userId}`, { isActive: false })).status).toBe(200)
  }),
)

test(
  'of two administrators who leave at once, one stays',
  withTeam(async ({ api, scope, as }) => {
    const second = await api.post('/v1/ext/user', { username: 'second@people.example', role: 'Admin' })
    const key = await api.post('/v1/ext/key', { name: 'Of nobody', role: 'Admin', user: null })
    const operator = as(key.body._data.key)

    const answers = await Promise.all(
      [String(scope.userId), second.body._data.id].map((id) => operator.put(`/v1/ext/user/${id}`, { isActive: false })),
    )

    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409])
  }),
)
