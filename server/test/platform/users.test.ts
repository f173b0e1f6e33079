import { expect, test } from 'vitest'
import { makeTeam, startNadi, type TeamAtHand, withTeam } from '../harness/nadi.ts'
import { actAs, makeRole } from '../harness/people.ts'

startNadi()

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/)

async function withAsha(team: TeamAtHand) {
  const { api } = team
  const role = await makeRole(team, { name: 'Agent' })
  const pod = (await api.post('/v1/ext/pod', { name: 'Pune' })).body._data
  const skill = (await api.post('/v1/ext/skill', { name: 'Home loans' })).body._data
  const created = await api.post('/v1/ext/user', {
    username: 'Asha.Rao@PaisaPay.com',
    firstName: ' Asha ',
    middleName: 'K.',
    lastName: 'Rao',
    gender: 'female',
    dob: '1990-05-17',
    bio: 'Knows home loans.',
    phones: [{ phone: '098765 43210' }, { phone: '+1 202 555 0143', label: 'Office' }],
    emails: ['asha@example.org', { email: 'rao@example.org', isPrimary: true }],
    profileImageUrl: 'https://example.org/asha.jpg',
    coverImageUrl: 'https://example.org/sea.jpg',
    timezone: 'Asia/Dubai',
    data: { employee_code: 'P-118' },
    onboardingData: { step: 2 },
    role: 'Agent',
    pods: ['Pune'],
    skills: [skill.id],
  })
  expect(created.body._errors).toEqual([])
  const asha = {
    id: uuid,
    createdAt: expect.any(Number),
    updatedAt: expect.any(Number),
    username: 'asha.rao@paisapay.com',
    firstName: 'Asha',
    lastName: 'Rao',
    middleName: 'K.',
    displayName: 'Asha K. Rao',
    gender: 'female',
    dob: '1990-05-17',
    bio: 'Knows home loans.',
    phones: [
      { phone: '+919876543210', isPrimary: true },
      { phone: '+12025550143', isPrimary: false, label: 'Office' },
    ],
    emails: [
      { email: 'asha@example.org', isPrimary: false },
      { email: 'rao@example.org', isPrimary: true },
    ],
    profileImageUrl: 'https://example.org/asha.jpg',
    coverImageUrl: 'https://example.org/sea.jpg',
    timezone: 'Asia/Dubai',
    data: { employee_code: 'P-118' },
    onboardingData: { step: 2 },
    availability: 'AVAILABLE',
    isActive: true,
    isDeleted: false,
    deletedAt: null,
    team: team.scope.teamId,
    role: role.id,
    pods: [pod.id],
    skills: [skill.id],
  }
  return { created, asha, id: created.body._data.id as string }
}

test(
  'a user is created, and fetched with every field of the contract, by uuid and by username',
  withTeam(async (team) => {
    const { created, asha, id } = await withAsha(team)

    expect(created.status).toBe(200)
    expect(created.body).toEqual({ _data: asha, _meta: {}, _errors: [] })
    expect((await team.api.get(`/v1/ext/user/${id}`)).body).toEqual({ _data: asha, _meta: {}, _errors: [] })
    expect((await team.api.get('/v1/ext/user/ASHA.rao@paisapay.com')).body._data).toEqual(asha)
    expect((await team.api.get(`/v1/user/${id}`)).body._data).toEqual(asha)
  }),
)

test(
  'the second version names roles, pods and skills, where the first gives their uuids',
  withTeam(async (team) => {
    const { asha, id } = await withAsha(team)
    const named = { ...asha, role: 'Agent', pods: ['Pune'], skills: ['Home loans'] }

    expect((await team.api.get(`/v2/ext/user/${id}`)).body).toEqual({ _data: named, _meta: {}, _errors: [] })
    const [first, second] = (await team.api.get('/v2/ext/users')).body._data
    expect(first).toMatchObject({ id: team.scope.userId, role: 'Admin', pods: [], skills: [] })
    expect(second).toEqual(named)
  }),
)

test(
  'users are listed in the order in which they came, page by page, with their number on request',
  withTeam(async (team) => {
    const { api } = team
    const { asha } = await withAsha(team)
    for (const name of ['b', 'c']) await api.post('/v1/ext/user', { username: `${name}@example.org`, role: 'Agent' })

    const all = await api.get('/v1/ext/users')
    const page = await api.get('/v1/ext/users?skip=1&limit=2&total=true')

    expect(all.status).toBe(200)
    expect(all.body._data).toHaveLength(4)
    expect(all.body._data[1]).toEqual(asha)
    expect(all.body._meta).toEqual({ hasMore: false })
    expect(page.body._data.map((user: { username: string }) => user.username)).toEqual([asha.username, 'b@example.org'])
    expect(page.body._meta).toEqual({ hasMore: true, total: 4 })
    expect((await api.get('/v1/ext/users?limit=101')).status).toBe(400)
  }),
)

test(
  'users are searched by their names, and filtered by role, pod and whether they are active',
  withTeam(async (team) => {
    const { api } = team
    await withAsha(team)
    await api.post('/v1/ext/user', {
      username: 'percent@example.org',
      role: 'Agent',
      displayName: '100% Bo',
      isActive: false,
    })
    const found = async (query: string) =>
      (await api.get(`/v1/ext/users?${query}`)).body._data.map((user: { username: string }) => user.username)

    expect(await found('search=asha%20k')).toEqual(['asha.rao@paisapay.com'])
    expect(await found('search=PAISAPAY')).toEqual(['asha.rao@paisapay.com'])
    expect(await found('search=0%25')).toEqual(['percent@example.org'])
    expect(await found('search=1_0')).toEqual([])
    expect(await found('role=Agent')).toEqual(['asha.rao@paisapay.com', 'percent@example.org'])
    expect(await found('pod=Pune')).toEqual(['asha.rao@paisapay.com'])
    expect(await found('role=Agent&isActive=false')).toEqual(['percent@example.org'])
    const unknown = await api.get('/v1/ext/users?role=Agents')
    expect(unknown.status).toBe(400)
    expect(unknown.body._errors).toEqual(['There is no role "Agents"; did you mean "Agent"?'])
  }),
)

test(
  'an update changes what is passed and nothing else',
  withTeam(async (team) => {
    const { asha, id } = await withAsha(team)

    const updated = await team.api.put(`/v1/ext/user/${id}`, { firstName: 'Usha', lastName: 'Iyer' })

    const usha = { ...asha, firstName: 'Usha', lastName: 'Iyer', displayName: 'Usha K. Iyer' }
    expect(updated.status).toBe(200)
    expect(updated.body).toEqual({ _data: usha, _meta: {}, _errors: [] })
    expect((await team.api.get(`/v1/ext/user/${id}`)).body._data).toEqual(usha)
  }),
)

test(
  'null clears a field, data merges by key, and a blank display name is made of the names',
  withTeam(async (team) => {
    const { asha, id } = await withAsha(team)
    const { api } = team
    await api.put(`/v1/ext/user/${id}`, { displayName: 'Ash' })

    const updated = await api.put(`/v1/ext/user/${id}`, {
      displayName: '',
      firstName: '',
      middleName: '',
      lastName: '',
      bio: null,
      dob: null,
      timezone: null,
      profileImageUrl: null,
      phones: [],
      pods: [],
      data: { desk: 4, employee_code: null },
    })

    expect(updated.body._data).toEqual({
      ...asha,
      firstName: '',
      middleName: '',
      lastName: '',
      displayName: asha.username,
      bio: null,
      dob: null,
      timezone: null,
      profileImageUrl: null,
      phones: [],
      pods: [],
      data: { desk: 4 },
    })
  }),
)

test(
  'everything that is wrong with a user is told at once',
  withTeam(async ({ api }) => {
    const refused = await api.post('/v1/ext/user', {
      username: 'asha',
      role: 'Admn',
      dob: 'yesterday',
      phones: [{ phone: '12' }],
      emails: ['a@b.example', { email: 'nobody' }],
      profileImageUrl: 'javascript:alert(1)',
      timezone: 'Asia/Poona',
      pods: ['Pune'],
    })

    expect(refused.status).toBe(400)
    expect(refused.body._data).toBeNull()
    expect(refused.body._errors).toEqual([
      'username must be an e-mail address, but "asha" was given.',
      expect.stringContaining('dob must be a date'),
      'phones must be a phone number, but "12" was given.',
      'emails must be an e-mail address, but "nobody" was given.',
      'profileImageUrl must be a web address of at most 2,000 characters, but "javascript:alert(1)" was given.',
      '"timezone" must be a time zone like Asia/Kolkata, but "Asia/Poona" is none.',
      'There is no role "Admn"; did you mean "Admin"?',
      'There is no pod "Pune".',
    ])
    expect(refused.body._meta.errors.map((error: { path: string }) => error.path)).toEqual([
      'username',
      'dob',
      'phones.0',
      'emails.1',
      'profileImageUrl',
      'timezone',
      'role',
      'pods.0',
    ])
  }),
)

test(
  'a username belongs to one user, however it is written; a deleted user frees it',
  withTeam(async (team) => {
    const { api } = team
    const { id } = await withAsha(team)
    const twin = { username: 'ASHA.RAO@paisapay.com', role: 'Agent' }

    const refused = await api.post('/v1/ext/user', twin)
    expect(refused.status).toBe(409)
    expect(refused.body._errors).toEqual(['A user "asha.rao@paisapay.com" exists already.'])
    expect(refused.body._meta.errors[0].path).toBe('username')

    await api.delete(`/v1/ext/user/${id}`)
    expect((await api.post('/v1/ext/user', twin)).status).toBe(200)
    expect((await api.post(`/v1/ext/user/${id}/restore`)).status).toBe(409)
  }),
)

test(
  'a deleted user leaves the lists, is still shown by uuid, and can be restored',
  withTeam(async (team) => {
    const { api } = team
    const { asha, id } = await withAsha(team)

    const deleted = await api.delete(`/v1/ext/user/${id}`)
    expect(deleted.body._data).toEqual({ ...asha, isDeleted: true, deletedAt: expect.any(Number) })
    expect((await api.get('/v1/ext/users')).body._data).toHaveLength(1)
    expect((await api.get('/v1/ext/users?isDeleted=true')).body._data).toEqual([deleted.body._data])
    expect((await api.get(`/v1/ext/user/${id}`)).body._data.isDeleted).toBe(true)
    const changed = await api.put(`/v1/ext/user/${id}`, { firstName: 'Usha' })
    expect(changed.status).toBe(404)
    expect(changed.body._meta.errors[0].hint).toBe(`Restore them first: POST /v1/ext/user/${id}/restore.`)

    expect((await api.post(`/v1/ext/user/${id}/restore`)).body._data).toEqual(asha)
    expect((await api.get('/v1/ext/users')).body._data).toHaveLength(2)
  }),
)

test(
  'a user whose role was deleted meanwhile comes back after the role',
  withTeam(async (team) => {
    const { api } = team
    const { asha, id } = await withAsha(team)
    await api.delete(`/v1/ext/user/${id}`)
    await api.delete('/v1/ext/role/Agent')

    const refused = await api.post(`/v1/ext/user/${id}/restore`)

    expect(refused.status).toBe(409)
    expect(refused.body._meta.errors[0].hint).toContain(`/v1/ext/role/${asha.role}/restore`)
    await api.post(`/v1/ext/role/${asha.role}/restore`)
    expect((await api.post(`/v1/ext/user/${id}/restore`)).status).toBe(200)
  }),
)

test(
  'the keys of a user who is not active stop, and go on when the user is active again',
  withTeam(async (team) => {
    const { api, user } = await actAs(team, { name: 'Agent' })
    expect((await api.get('/v1/health')).status).toBe(200)

    await team.api.put(`/v1/ext/user/${user.id}`, { isActive: false })
    const stopped = await api.get('/v1/health')
    expect(stopped.status).toBe(401)
    expect(stopped.body._errors).toEqual(['The user in whose name this API key acts is not active.'])

    await team.api.put(`/v1/ext/user/${user.id}`, { isActive: true })
    expect((await api.get('/v1/health')).status).toBe(200)
    await team.api.delete(`/v1/ext/user/${user.id}`)
    expect((await api.get('/v1/health')).status).toBe(401)
  }),
)

test(
  'users change their own profile and availability, and nothing that gives them more',
  withTeam(async (team) => {
    const { api, user } = await actAs(team, { name: 'Agent' })
    const own = await api.put(`/v1/ext/user/${user.id}`, { firstName: 'Bo', availability: 'ON_BREAK' })
    expect(own.status).toBe(200)
    expect(own.body._data).toMatchObject({ firstName: 'Bo', availability: 'ON_BREAK' })

    const managed = [
      { role: 'Admin' },
      { pods: [] },
      { skills: [] },
      { isActive: true },
      { username: 'x@example.org' },
      { data: {} },
      { onboardingData: {} },
    ]
    for (const change of managed) {
      const refused = await api.put(`/v1/ext/user/${user.id}`, { firstName: 'Ed', ...change })
      expect(refused.status).toBe(403)
      expect(refused.body._errors).toEqual([
        `The role "Agent" lacks the permission users.manage, which it takes to change "${Object.keys(change)[0]}" of a user.`,
      ])
    }
    expect((await api.get(`/v1/ext/user/${user.id}`)).body._data.firstName).toBe('Bo')
  }),
)

test(
  'without users.manage nobody changes another user, creates or deletes one; everybody sees who is there',
  withTeam(async (team) => {
    const { api } = await actAs(team, { name: 'Agent' })
    const admin = team.scope.userId

    expect((await api.get('/v1/ext/users')).body._data).toHaveLength(2)
    const refused = await api.put(`/v1/ext/user/${admin}`, { firstName: 'X' })
    expect(refused.status).toBe(403)
    expect(refused.body._errors).toEqual([
      'The role "Agent" lacks the permission users.manage, which it takes to change another user.',
    ])
    expect((await api.post('/v1/ext/user', { username: 'x@example.org', role: 'Agent' })).status).toBe(403)
    expect((await api.delete(`/v1/ext/user/${admin}`)).status).toBe(403)
    expect((await api.post(`/v1/ext/user/${admin}/restore`)).status).toBe(403)
  }),
)

test(
  'who manages users does not touch one whose role is above their own, nor lift one above it',
  withTeam(async (team) => {
    const { api, user } = await actAs(team, { name: 'Lead', permissions: ['users.manage'] })
    const admin = team.scope.userId

    for (const change of [
      { isActive: false },
      { role: 'Lead' },
      { username: 'mine@example.org' },
      { firstName: 'X' },
    ]) {
      expect((await api.put(`/v1/ext/user/${admin}`, change)).status).toBe(403)
    }
    expect((await api.delete(`/v1/ext/user/${admin}`)).status).toBe(403)
    const lifted = await api.put(`/v1/ext/user/${user.id}`, { role: 'Admin' })
    expect(lifted.status).toBe(403)
    expect(lifted.body._errors[0]).toMatch(
      /^Nobody grants more than they hold: the role "Admin" takes the role type ADMIN/,
    )
  }),
)

test(
  'a user of another team is not there',
  withTeam(async (team) => {
    const other = await makeTeam(team.nadi)
    const { id } = await withAsha(team)

    for (const answer of [
      await other.api.get(`/v1/ext/user/${id}`),
      await other.api.put(`/v1/ext/user/${id}`, { firstName: 'X' }),
      await other.api.delete(`/v1/ext/user/${id}`),
      await other.api.get('/v1/ext/user/nobody@example.org'),
      await other.api.post(`/v1/ext/user/${id}/restore`),
    ]) {
      expect(answer.status).toBe(404)
      expect(answer.body._data).toBeNull()
    }
  }),
)

test(
  'an id that is not a uuid is refused where only a uuid can stand',
  withTeam(async ({ api, scope }) => {
    for (const id of ['1', 'urn:uuid:0190c9a8-0000-7000-8000-000000000000', `${scope.userId}0`]) {
      expect((await api.post(`/v1/ext/user/${id}/restore`)).status).toBe(400)
      expect((await api.get(`/v1/ext/user/${id}`)).status).toBe(404)
    }
  }),
)
