import { Forbidden } from '../../errors.ts'
import type { TeamModel } from '../model/types.ts'
import type { Permission, Reach, Role } from './types.ts'

export interface Access {
  readonly read: Reach
  readonly write: Reach
}

type Holder = Pick<Role, 'roleType' | 'permissions' | 'procedures'>

const noAccess: Access = { read: 'none', write: 'none' }

/** How far a role reaches into a procedure: by the entry of that procedure, else by that of `*`. */
export function accessTo(role: Pick<Role, 'procedures'>, procedureId: string): Access {
  let access = noAccess
  for (const entry of role.procedures) {
    if (entry.procedure === procedureId) return entry
    if (entry.procedure === '*') access = entry
  }
  return access
}

/** Of these procedures those whose processes a role reads, by how far. */
export function reachedProcedures(role: Pick<Role, 'procedures'>, procedureIds: Iterable<string>): ReachedProcedures {
  const ids = [...procedureIds]
  const within = (reach: Reach) => ids.filter((id) => accessTo(role, id).read === reach)
  return { all: within('all'), pod: within('pod'), own: within('own') }
}

export type ReachedProcedures = Record<Exclude<Reach, 'none'>, string[]>

const breadth: Record<Reach, number> = { none: 0, own: 1, pod: 2, all: 3 }
/** Whether `one` takes in more processes than `other`. */
export const isWider = (one: Reach, other: Reach): boolean => breadth[one] > breadth[other]

const rank: Record<Role['roleType'], number> = { USER: 0, MANAGER: 1, ADMIN: 2 }

const impliedBy: Partial<Record<Permission, readonly Permission[]>> = {
  'chats.read_own': ['chats.read_pod', 'chats.read_all'],
  'chats.read_pod': ['chats.read_all'],
}

export const holds = (role: Pick<Role, 'permissions'>, permission: Permission): boolean =>
  role.permissions.includes(permission) ||
  (impliedBy[permission] ?? []).some((wider) => role.permissions.includes(wider))

/** An administrator can put everything else right, so a team never loses its last one. */
export const isAdministrator = (role: Holder): boolean => role.roleType === 'ADMIN' && holds(role, 'users.manage')

/**
 * What `granted` may do that `held` may not, in words; empty where the one covers the other.
 * @param nameOf the short id of a procedure
 */
export function excessOf(held: Holder, granted: Holder, nameOf: (procedureId: string) => string): string[] {
  const excess: string[] = []
  if (rank[granted.roleType] > rank[held.roleType]) excess.push(`the role type ${granted.roleType}`)
  for (const permission of granted.permissions) {
    if (!holds(held, permission)) excess.push(`the permission ${permission}`)
  }
  const procedures = new Set(['*', ...[...held.procedures, ...granted.procedures].map((entry) => entry.procedure)])
  for (const procedure of procedures) {
    const name = procedure === '*' ? 'every procedure' : nameOf(procedure)
    for (const way of ['read', 'write'] as const) {
      const reach = accessTo(granted, procedure)[way]
      if (isWider(reach, accessTo(held, procedure)[way])) excess.push(`to ${way} ${shown[reach]} of ${name}`)
    }
  }
  return excess
}

const shown: Record<Reach, string> = {
  all: 'all processes',
  pod: "the pod's processes",
  own: "the user's own processes",
  none: 'no processes',
}

/** @throws Forbidden where `granted` exceeds the role of who asks; `doing` begins the sentence: `the role "Agent"` */
export function assertCovers(held: Role, granted: Role, { doing, model }: { doing: string; model: TeamModel }): void {
  const excess = excessOf(held, granted, (id) => model.procedures.get(id)?.shortId ?? id)
  if (excess.length === 0) return
  throw new Forbidden(
    `Nobody grants more than they hold: ${doing} takes ${excess.join(', ')}, which your role "${held.name}" lacks.`,
    {
      code: 'exceeds_own_role',
      hint: 'Ask somebody whose role holds it, or leave it out.',
    },
  )
}
