import type { Member, TeamModel } from '../../platform/model/types.ts'
import { holds } from '../../platform/roles/access.ts'
import type { RuleRow } from './rules.store.ts'

/** What a chat is judged by. */
export interface Where {
  pluginId: string
  phoneNumberId: string
  procedureId: string | null
}

/** The rule of a chat: of those that fit the one that names most of it, a number before a procedure before a plugin. */
export function ruleOf(rules: readonly RuleRow[], chat: Partial<Where>): RuleRow | undefined {
  const fits = (named: string | null, actual: string | null | undefined) => named === null || named === actual
  const weight = (rule: RuleRow) =>
    (rule.phoneNumberId === null ? 0 : 4) + (rule.procedureId === null ? 0 : 2) + (rule.pluginId === null ? 0 : 1)
  return rules
    .filter(
      (rule) =>
        rule.isActive &&
        fits(rule.pluginId, chat.pluginId) &&
        fits(rule.phoneNumberId, chat.phoneNumberId) &&
        fits(rule.procedureId, chat.procedureId),
    )
    .reduce<RuleRow | undefined>((best, rule) => (best && weight(best) >= weight(rule) ? best : rule), undefined)
}

/** Whether somebody works on chats at all now. */
export const isOnDuty = (member: Member | undefined): boolean =>
  member?.isActive === true && member.availability === 'AVAILABLE'

export interface Candidate {
  member: Member
  openChats: number
  /** why they get no chat; null: they may */
  refusal: string | null
}

/** Everybody whom a rule means, in the order of taking turns. */
export function candidatesOf(rule: RuleRow, model: TeamModel, openChats: ReadonlyMap<string, number>): Candidate[] {
  return [...model.users.values()]
    .filter((member) => isMeant(rule, member))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map((member) => {
      const count = openChats.get(member.id) ?? 0
      return { member, openChats: count, refusal: refusalOf(rule, model, member, count) }
    })
}

const isMeant = ({ podIds, skillIds, userIds }: RuleRow, member: Member): boolean =>
  (podIds.length === 0 || podIds.some((pod) => member.podIds.includes(pod))) &&
  skillIds.every((skill) => member.skillIds.includes(skill)) &&
  (userIds.length === 0 || userIds.includes(member.id))

function refusalOf(rule: RuleRow, model: TeamModel, member: Member, openChats: number): string | null {
  const role = model.roles.get(member.roleId)
  if (!member.isActive) return 'is not active'
  if (!role || !holds(role, 'chats.read_own')) return 'has a role that reads no chats'
  if (member.availability === 'ON_BREAK') return 'is on a break'
  if (member.availability !== 'AVAILABLE') return 'is not available'
  if (rule.mostChats !== null && openChats >= rule.mostChats) return 'has as many open chats as the rule allows'
  return null
}

export interface Choice {
  candidate: Candidate
  reason: string
}

/** Who gets the next chat. */
export function choose(rule: RuleRow, candidates: readonly Candidate[]): Choice | undefined {
  const free = candidates.filter(({ refusal }) => refusal === null)
  // whoever comes after the last one in turn is first
  const next = free.findIndex(({ member }) => rule.lastUserId === null || member.id > rule.lastUserId)
  const inTurn = next < 0 ? free : [...free.slice(next), ...free.slice(0, next)]
  const [first] = inTurn
  if (!first) return undefined
  if (rule.strategy === 'ROUND_ROBIN') return { candidate: first, reason: `It is ${first.member.displayName}'s turn.` }
  const least = inTurn.reduce((best, one) => (one.openChats < best.openChats ? one : best))
  return {
    candidate: least,
    reason: `${least.member.displayName} has the fewest open chats (${least.openChats}).`,
  }
}
