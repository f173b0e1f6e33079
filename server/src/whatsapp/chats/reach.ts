import { sql } from 'kysely'
import { Forbidden } from '../../errors.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import { holds } from '../../platform/roles/access.ts'
import type { Scope } from '../../scope.ts'
import type { Fragment } from '../listing/field.ts'

/**
 * Which chats somebody sees and may change: all; or those of some users and those that nobody has yet, since from these they take their next.
 */
export type ChatReach = { kind: 'all' } | { kind: 'users'; userIds: readonly string[] }

/**
 * `chats.read_all` reaches every chat, `chats.read_pod` one's own and those of whoever shares a pod, `chats.read_own` one's own; the last two
 * also what nobody has.
 * @throws Forbidden where the role reaches none
 */
export function chatReach(scope: Scope, model: TeamModel): ChatReach {
  const { role, userId, podIds } = scope
  if (holds(role, 'chats.read_all')) return { kind: 'all' }
  const own = userId === null ? [] : [userId]
  if (holds(role, 'chats.read_pod')) {
    const pods = new Set(podIds)
    const others = [...model.users.values()].filter((user) => user.podIds.some((pod) => pods.has(pod)))
    return { kind: 'users', userIds: [...new Set([...own, ...others.map(({ id }) => id)])] }
  }
  if (holds(role, 'chats.read_own')) return { kind: 'users', userIds: own }
  throw new Forbidden(`The role "${role.name}" reads no chats.`, {
    code: 'permission_missing',
    hint: 'Give the role chats.read_own, chats.read_pod or chats.read_all.',
  })
}

/** The chats `h` within reach. */
export const isWithin = (reach: ChatReach): Fragment =>
  reach.kind === 'all' ? sql`true` : sql`(h.assigned_to is null or h.assigned_to = any(${[...reach.userIds]}::uuid[]))`
