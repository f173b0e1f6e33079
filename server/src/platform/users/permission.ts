import { Forbidden } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { TeamModel } from '../model/types.ts'
import { assertCovers, holds } from '../roles/access.ts'
import { profileFields, type UserChanges } from './input.ts'
import type { UserRow } from './store.ts'

/**
 * Users change their own profile; everything else takes users.manage, and a role that covers the user's: else somebody could rise through
 * an account that is above their own.
 */
export function assertMayChange(scope: Scope, user: UserRow, changes: UserChanges, model: TeamModel): void {
  const managed = Object.keys(changes).filter((field) => !profileFields.has(field))
  const isOwn = user.id === scope.userId
  if (isOwn && managed.length === 0) return
  if (!holds(scope.role, 'users.manage')) {
    const what = isOwn ? `change "${managed[0]}" of a user` : 'change another user'
    throw new Forbidden(`The role "${scope.role.name}" lacks the permission users.manage, which it takes to ${what}.`, {
      code: 'permission_missing',
      hint: `Without it users change only ${[...profileFields].join(', ')} of themselves.`,
    })
  }
  assertMayGive(scope, user.roleId, model)
}

/** The configuration creates and deletes users too, with another permission on its door; so this stands behind both. */
export function assertManagesUsers({ role }: Scope): void {
  if (holds(role, 'users.manage')) return
  throw new Forbidden(`The role "${role.name}" lacks the permission users.manage.`, {
    code: 'permission_missing',
    hint: 'Give the role the permission users.manage, or use a key whose role has it.',
  })
}

/** @throws Forbidden where the role exceeds that of who asks */
export function assertMayGive(scope: Scope, roleId: string, model: TeamModel): void {
  const role = model.roles.get(roleId)
  if (role) assertCovers(scope.role, role, { doing: `the role "${role.name}"`, model })
}
