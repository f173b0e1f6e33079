import type { Scope } from '../../scope.ts'
import type { Groups } from '../groups/service.ts'
import type { TeamModel } from '../model/types.ts'
import type { Roles } from '../roles/service.ts'
import { permissions } from '../roles/types.ts'
import type { Teams } from '../teams/service.ts'
import { displayNameOf } from '../users/display-name.ts'
import type { Users } from '../users/service.ts'
import { showUserToPeople } from '../users/show.ts'
import type { User } from '../users/types.ts'
import type { Difference } from './compare.ts'
import type { People } from './inventory.ts'
import { fieldsOf, type Item } from './items.ts'
import type { RoleSpec, TeamSpec, UserSpec } from './spec.ts'

/** Who keeps a team and its people; a document's parts about them go through these, with their rules. */
export interface PeopleServices {
  teams: Teams
  roles: Roles
  pods: Groups
  skills: Groups
  users: Users
}

/** @param scope with the transaction to read in */
export async function readPeople({ users }: PeopleServices, scope: Scope, model: TeamModel): Promise<People> {
  const read: User[] = []
  for (let hasMore = true; hasMore; ) {
    const page = await users.list(
      scope,
      { skip: read.length, limit: 500, isDeleted: false, total: false },
      showUserToPeople,
    )
    read.push(...page.users)
    hasMore = page.hasMore
  }
  return {
    roles: [...model.roles.values()].map((role) => ({
      id: role.id,
      name: role.name,
      description: role.description,
      type: role.roleType,
      permissions: permissions.filter((each) => role.permissions.includes(each)),
      procedures: Object.fromEntries(
        role.procedures.flatMap(({ procedure, read, write }) => {
          const name = procedure === '*' ? '*' : model.procedures.get(procedure)?.shortId
          return name === undefined ? [] : [[name, { read, write }]]
        }),
      ),
    })),
    pods: model.pods.values(),
    skills: model.skills.values(),
    users: read.map(toUserSpec),
  }
}

function toUserSpec(user: User): { id: string; username: string } & UserSpec {
  const { id, username, firstName, middleName, lastName, timezone } = user
  const names = { username, firstName, middleName, lastName, displayName: '' }
  return {
    id,
    ...names,
    // one that is made of the names goes on being made of them
    displayName: user.displayName === displayNameOf(names) ? '' : user.displayName,
    timezone,
    role: user.role,
    pods: user.pods.toSorted(),
    skills: user.skills.toSorted(),
    active: user.isActive,
  }
}

export async function writeTeam(
  { teams }: PeopleServices,
  scope: Scope,
  differences: readonly Difference[],
): Promise<void> {
  const change = differences.find(({ kind }) => kind === 'team')
  if (change) await teams.update(scope, fieldsOf<TeamSpec>(change.after))
}

/** Carries out the differences of roles, pods, skills and users, in an order in which each finds what it names. */
export async function writePeople(
  { roles, pods, skills, users }: PeopleServices,
  scope: Scope,
  differences: readonly Difference[],
): Promise<void> {
  const of = (kind: Difference['kind'], isRemoval: boolean) =>
    differences.filter((each) => each.kind === kind && (each.action === 'remove') === isRemoval)
  for (const { after } of of('pod', false)) await pods.create(scope, { name: keyOf(after) })
  for (const { after } of of('skill', false)) await skills.create(scope, { name: keyOf(after) })
  for (const { action, after } of of('role', false)) {
    const role = toRole(after)
    await (action === 'add' ? roles.create(scope, role) : roles.update(scope, role.name, role))
  }
  for (const { action, after } of of('user', false)) {
    const { active, ...user } = fieldsOf<UserSpec>(after)
    const input = { ...user, isActive: active }
    const username = keyOf(after)
    await (action === 'add' ? users.create(scope, { ...input, username }) : users.update(scope, username, input))
  }
  for (const { before } of of('user', true)) await users.delete(scope, keyOf(before))
  for (const { before } of of('role', true)) await roles.delete(scope, keyOf(before))
  for (const { before } of of('skill', true)) await skills.delete(scope, keyOf(before))
  for (const { before } of of('pod', true)) await pods.delete(scope, keyOf(before))
}

const keyOf = (item: Item | undefined): string => item?.key ?? ''

function toRole(item: Item | undefined) {
  const { type, description, permissions: held, procedures } = fieldsOf<RoleSpec>(item)
  return {
    name: keyOf(item),
    description,
    roleType: type,
    permissions: held,
    procedures: Object.entries(procedures).map(([procedure, access]) => ({ procedure, ...access })),
  }
}
