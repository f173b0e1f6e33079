import { Conflict } from '../../errors.ts'
import type { TeamModel } from '../model/types.ts'
import { isAdministrator } from './access.ts'
import type { Role } from './types.ts'

export interface Change {
  /** a role as it would become */
  role?: Role
  /** a user as they would become */
  user?: { id: string; roleId: string; isActive: boolean }
}

/** @throws Conflict where a change would leave a team, which has an active administrator, without one */
export function assertAdministratorLeft(model: TeamModel, { role: changed, user: changedUser }: Change): void {
  const isOne = (user: { roleId: string; isActive: boolean }, changedRole?: Role): boolean => {
    const role = user.roleId === changedRole?.id ? changedRole : model.roles.get(user.roleId)
    return user.isActive && role !== undefined && isAdministrator(role)
  }
  const users = [...model.users.values()]
  if (!users.some((user) => isOne(user))) return
  if (users.some((user) => isOne(user.id === changedUser?.id ? changedUser : user, changed))) return
  throw new Conflict('The team would be left without an active administrator.', {
    code: 'last_administrator',
    hint: 'First make another active user an administrator: with a role of the type ADMIN that holds users.manage.',
  })
}
