import type { Api } from './api.ts'
import type { TeamAtHand } from './nadi.ts'

/** Makes a user of the team, and says who it is. */
export async function makeUser(api: Api, username: string, role = 'Agent'): Promise<{ id: string; username: string }> {
  const made = await api.post('/v1/ext/user', { username, role })
  if (made.status !== 200) throw new Error(made.body._errors.join(' '))
  return { id: made.body._data.id, username }
}

export interface RoleAtHand {
  name: string
  roleType?: string
  permissions?: string[]
  procedures?: object[]
}

/** A role of the team, made by its administrator. */
export async function makeRole({ api }: TeamAtHand, role: RoleAtHand) {
  const made = await api.post('/v1/ext/role', { roleType: 'USER', ...role })
  if (made.status !== 200) throw new Error(made.body._errors.join(' '))
  return made.body._data
}

/** The API as somebody whose key has a role of just these rights; the user too whose key it is. */
export async function actAs(
  team: TeamAtHand,
  role: RoleAtHand,
): Promise<{ api: Api; user: { id: string; username: string } }> {
  const made = await makeRole(team, role)
  const username = `${role.name.toLowerCase().replaceAll(/[^a-z]/g, '')}@people.example`
  const user = await team.api.post('/v1/ext/user', { username, role: made.id })
  const key = await team.api.post('/v1/ext/key', { name: role.name, role: made.id, user: username })
  if (key.status !== 200) throw new Error([...user.body._errors, ...key.body._errors].join(' '))
  return { api: team.as(key.body._data.key), user: user.body._data }
}
