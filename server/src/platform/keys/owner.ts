import { BadInput, Forbidden } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { TeamModel } from '../model/types.ts'
import { assertCovers, holds } from '../roles/access.ts'

/**
 * In whose name a new key is to act: by default of who makes it; of another only by who may manage users and could give that role.
 * @param reference uuid or username, null for nobody
 */
export function ownerMeant(scope: Scope, model: TeamModel, reference: string | null | undefined): string | null {
  if (reference === undefined) return scope.userId
  if (reference === null) return null
  const user = model.users.get(reference) ?? model.userByUsername.get(reference.toLowerCase())
  if (!user) throw new BadInput(`There is no user "${reference}".`, { code: 'unknown_user', path: 'user' })
  if (user.id === scope.userId) return user.id
  if (!holds(scope.role, 'users.manage')) {
    throw new Forbidden('A key in the name of another user takes the permission users.manage.', {
      code: 'permission_missing',
      path: 'user',
      hint: 'Leave "user" out for a key in your own name.',
    })
  }
  const role = model.roles.get(user.roleId)
  if (role) assertCovers(scope.role, role, { doing: `a key in the name of ${user.username}`, model })
  return user.id
}
