import type { Named, TeamModel } from '../model/types.ts'
import { displayNameOf } from './display-name.ts'
import type { UserRow } from './store.ts'
import type { User } from './types.ts'

/** A user as v1 answers: roles, pods and skills by uuid. Pods and skills that were deleted are left out. */
export function showUser({ roleId, podIds, skillIds, ...row }: UserRow, model: TeamModel): User {
  return {
    ...row,
    phones: [...row.phones],
    emails: [...row.emails],
    displayName: displayNameOf(row),
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    isDeleted: row.deletedAt !== null,
    deletedAt: row.deletedAt?.getTime() ?? null,
    team: model.team.id,
    role: roleId,
    pods: podIds.filter((id) => model.pods.has(id)),
    skills: skillIds.filter((id) => model.skills.has(id)),
  }
}

/** A user as v2 answers: roles, pods and skills by name. */
export function showUserToPeople(row: UserRow, model: TeamModel): User {
  const user = showUser(row, model)
  const names = (ids: readonly string[], known: ReadonlyMap<string, Named>) =>
    ids.flatMap((id) => known.get(id)?.name ?? [])
  return {
    ...user,
    role: model.roles.get(row.roleId)?.name ?? row.roleId,
    pods: names(user.pods, model.pods),
    skills: names(user.skills, model.skills),
  }
}

export type ShowUser = (row: UserRow, model: TeamModel) => User
