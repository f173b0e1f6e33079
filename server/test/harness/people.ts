import type { Api } from './api.ts'

/** Makes a user of the team, and says who it is. */
export async function makeUser(api: Api, username: string, role = 'Agent'): Promise<{ id: string; username: string }> {
  const made = await api.post('/v1/ext/user', { username, role })
  if (made.status !== 200) throw new Error(made.body._errors.join(' '))
  return { id: made.body._data.id, username }
}
