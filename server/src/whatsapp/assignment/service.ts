import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { recordEvents } from '../../events/record.ts'
import { addJob } from '../../jobs/add.ts'
import type { Models } from '../../platform/model/service.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Scope } from '../../scope.ts'
import { assignChats } from '../chats/assigned.ts'
import type { Chats } from '../chats/service.ts'
import { candidatesOf, choose, isOnDuty, ruleOf } from './choose.ts'
import type { Hours } from './hours.ts'
import type { AssignmentTest, AssignmentVerdict } from './rule-types.ts'
import { findRules, holdRules, noteTurn, type RuleRow } from './rules.store.ts'
import { procedureMeant } from './rules.ts'
import { type ChatToAssign, countOpenChats, findWaiting, holdOpenChats, noteAway } from './sql/chats-to-assign.ts'
import type { Period } from './working-time.ts'

/** Chats that wait are looked at so many at a time, and so many in one run. */
const chunk = 200
const mostInOneRun = 5_000

interface Given {
  chat: ChatToAssign
  to: string | null
  rule: RuleRow
}

/** Gives chats to people. */
export class Assignment {
  readonly #db: Database
  readonly #models: Models
  readonly #hours: Hours
  readonly #chats: Chats

  constructor(parts: { db: Database; models: Models; hours: Hours; chats: Chats }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#hours = parts.hours
    this.#chats = parts.chats
  }

  /**
   * Of these chats those that nobody has, or somebody who is not there, go to whom their rule chooses, within working time. Where there is nobody,
   * nobody has them, and the customer is told once an absence. Chats without a rule stay as they are.
   */
  async assign(tx: Tx, scope: Scope, chatIds: readonly string[]): Promise<void> {
    if (chatIds.length === 0) return
    const known = await findRules(tx, scope)
    if (!known.some(({ isActive }) => isActive)) return
    // not the cached model: somebody may have come or gone just now
    const model = await this.#models.read(tx, scope)
    const held = await holdOpenChats(tx, scope, chatIds)
    const inNeed = held.filter(({ assignedTo }) => assignedTo === null || !isOnDuty(model.users.get(assignedTo)))
    if (inNeed.length === 0) return
    const rules = await holdRules(tx, scope)
    const now = new Date()
    const periodOf = await this.#hours.periods(tx, scope, now)
    const given = await this.#give(tx, scope, model, rules, inNeed, periodOf)
    await write(tx, scope, given)
    await tell(tx, scope, given, periodOf, now)
  }

  /** What waits in a team: looked at when a user comes or goes, and every few minutes, since hours begin and end. */
  async assignWaiting(teamId: string): Promise<void> {
    const scope = operatorScope(teamId)
    const rules = await findRules(this.#db, scope)
    if (!rules.some(({ isActive }) => isActive)) return
    const model = await this.#models.read(this.#db, scope)
    const absent = [...model.users.values()].filter((user) => !isOnDuty(user)).map(({ id }) => id)
    let after: { at: Date; id: string } | undefined
    for (let seen = 0; seen < mostInOneRun; seen += chunk) {
      const waiting = await findWaiting(this.#db, scope, { absent, after, count: chunk })
      await inTransaction(this.#db, scope, (tx) =>
        this.assign(
          tx,
          scope,
          waiting.map(({ id }) => id),
        ),
      )
      after = waiting.at(-1)
      if (waiting.length < chunk) return
    }
  }

  /** Who would get a chat, and why. */
  async test(scope: Scope, { chatId, procedure, at, ...place }: AssignmentTest): Promise<AssignmentVerdict> {
    const db = scope.transaction ?? this.#db
    const model = await this.#models.of(scope)
    const chat = chatId ? await this.#chats.fetch(scope, chatId) : undefined
    const where = {
      pluginId: chat?.plugin ?? place.plugin ?? '',
      phoneNumberId: chat?.whatsappPhoneNumberId ?? place.whatsappPhoneNumberId ?? '',
      procedureId: chat ? chat.procedure : procedure ? procedureMeant(model, procedure) : null,
    }
    const rule = ruleOf(await findRules(db, scope), where)
    const period = (await this.#hours.periods(db, scope, new Date(at ?? Date.now())))(where.phoneNumberId)
    const counts = await countOpenChats(db, scope, [...model.users.keys()])
    const candidates = rule ? candidatesOf(rule, model, counts) : []
    const choice = rule && period.isWorking ? choose(rule, candidates) : undefined
    return {
      assignedTo: choice?.candidate.member.id ?? null,
      reason: reasonOf(rule, period, choice?.reason, candidates.length),
      rule: rule?.id ?? null,
      isWorkingTime: period.isWorking,
      candidates: candidates.map(({ member, openChats, refusal }) => ({
        user: member.id,
        username: member.username,
        openChats,
        refusal,
      })),
    }
  }

  async #give(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    rules: readonly RuleRow[],
    chats: readonly ChatToAssign[],
    periodOf: (phoneNumberId: string) => Period,
  ): Promise<Given[]> {
    const counts = await countOpenChats(tx, scope, [...model.users.keys()])
    return chats.flatMap((chat) => {
      const rule = ruleOf(rules, chat)
      if (!rule) return []
      const isWorking = periodOf(chat.phoneNumberId).isWorking
      const to = isWorking ? choose(rule, candidatesOf(rule, model, counts))?.candidate.member.id : undefined
      if (to !== undefined) {
        counts.set(to, (counts.get(to) ?? 0) + 1)
        rule.lastUserId = to
      }
      return { chat, to: to ?? null, rule }
    })
  }
}

async function write(tx: Tx, scope: Scope, given: readonly Given[]): Promise<void> {
  const changed = given.filter(({ chat, to }) => chat.assignedTo !== to)
  if (changed.length === 0) return
  await assignChats(
    tx,
    scope,
    changed.map(({ chat, to }) => ({ id: chat.id, to })),
  )
  await recordEvents(
    tx,
    scope,
    changed.map(({ chat, to, rule }) => ({
      kind: 'chat.assigned',
      subjectId: chat.id,
      before: { assignedTo: chat.assignedTo },
      after: { assignedTo: to, by: 'RULE', rule: rule.id },
      userId: null,
    })),
  )
  for (const rule of new Set(given.flatMap(({ to, rule }) => (to === null ? [] : [rule])))) {
    if (rule.lastUserId !== null) await noteTurn(tx, scope, rule.id, rule.lastUserId)
  }
}

/** The away message, to whoever may be written to and was not told since this absence began. */
async function tell(
  tx: Tx,
  scope: Scope,
  given: readonly Given[],
  periodOf: (phoneNumberId: string) => Period,
  now: Date,
): Promise<void> {
  const untold = given.filter(
    ({ chat, to, rule }) =>
      to === null &&
      rule.awayMessage !== null &&
      chat.windowEndsAt !== null &&
      chat.windowEndsAt > now &&
      (chat.awaySentAt === null || chat.awaySentAt < periodOf(chat.phoneNumberId).since),
  )
  if (untold.length === 0) return
  await noteAway(
    tx,
    scope,
    untold.map(({ chat }) => chat.id),
    now,
  )
  for (const { chat, rule } of untold) {
    // tried once: told twice is worse than not told
    await addJob(tx, 'away-message', { teamId: scope.teamId, chatId: chat.id, ruleId: rule.id }, { maxAttempts: 1 })
  }
}

function reasonOf(rule: RuleRow | undefined, period: Period, chosen: string | undefined, candidates: number): string {
  if (!rule) return 'No active rule is for such a chat.'
  if (!period.isWorking) return 'It is outside working hours.'
  return chosen ?? (candidates === 0 ? 'The rule means nobody.' : 'Nobody whom the rule means can take a chat now.')
}
