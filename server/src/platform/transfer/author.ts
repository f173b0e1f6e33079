import type { Problem } from '../../errors.ts'
import { nearest } from '../attributes/nearest.ts'
import type { TeamModel } from '../model/types.ts'

/** A user by username or uuid, also one who is not active: what they did is history. */
export function authorNamed(
  model: TeamModel,
  name: string | null | undefined,
  path: string,
  problems: Problem[],
): string | null | undefined {
  if (name === undefined) return undefined
  if (name === null || name === '') return null
  const user = model.userByUsername.get(name.toLowerCase()) ?? model.users.get(name.toLowerCase())
  if (user) return user.id
  const near = nearest(name, model.userByUsername.keys())
  problems.push({
    code: 'unknown_user',
    message: `There is no user "${name}" in this team${near ? `; did you mean "${near}"?` : '.'}`,
    path,
    hint: 'Make the user first (not active, if they have left), or give null.',
  })
  return undefined
}
