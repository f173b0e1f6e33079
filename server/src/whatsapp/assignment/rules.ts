import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { BadInput, Conflict, NotFound, PreconditionFailed } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import { nearest } from '../../platform/attributes/nearest.ts'
import { FieldReader } from '../../platform/model/field-reader.ts'
import type { Models } from '../../platform/model/service.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import type { Scope } from '../../scope.ts'
import type { Plugins } from '../plugins/service.ts'
import { numberMeant } from './place.ts'
import type { AssignmentRule, AssignmentRuleChanges, NewAssignmentRule } from './rule-types.ts'
import * as store from './rules.store.ts'

/** The rules by which chats are given to people. */
export class AssignmentRules {
  readonly #db: Database
  readonly #models: Models
  readonly #plugins: Plugins
  readonly #newId: () => string

  constructor(parts: { db: Database; models: Models; plugins: Plugins; newId: () => string }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#plugins = parts.plugins
    this.#newId = parts.newId
  }

  async list(scope: Scope): Promise<AssignmentRule[]> {
    return (await store.findRules(scope.transaction ?? this.#db, scope)).map(toRule)
  }

  /** @throws Conflict where another rule is for the same number and procedure */
  async create(scope: Scope, input: NewAssignmentRule): Promise<AssignmentRule> {
    const now = new Date()
    const blank: store.RuleRow = {
      id: this.#newId(),
      name: '',
      pluginId: null,
      phoneNumberId: null,
      procedureId: null,
      strategy: 'ROUND_ROBIN',
      podIds: [],
      skillIds: [],
      userIds: [],
      mostChats: null,
      awayMessage: null,
      isActive: true,
      lastUserId: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    }
    const rule = await this.#changed(scope, blank, input)
    return inTransaction(this.#db, scope, async (tx) => {
      await placeFree(rule, () => store.insertRule(tx, scope, rule))
      const shown = toRule(rule)
      await recordEvent(tx, scope, { kind: 'assignment_rule.created', subjectId: rule.id, before: null, after: shown })
      return shown
    })
  }

  update(
    scope: Scope,
    id: string,
    changes: AssignmentRuleChanges,
    versions: readonly number[] | undefined,
  ): Promise<AssignmentRule> {
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await held(tx, scope, id, versions)
      const after = {
        ...(await this.#changed(scope, before, changes)),
        version: before.version + 1,
        updatedAt: new Date(),
      }
      await placeFree(after, () => store.updateRule(tx, scope, after))
      const shown = toRule(after)
      const event = { kind: 'assignment_rule.updated', subjectId: id, ...differences(toRule(before), shown) }
      await recordEvent(tx, scope, event)
      return shown
    })
  }

  delete(scope: Scope, id: string, versions: readonly number[] | undefined): Promise<AssignmentRule> {
    return inTransaction(this.#db, scope, async (tx) => {
      const rule = await held(tx, scope, id, versions)
      await store.updateRule(tx, scope, { ...rule, updatedAt: new Date() }, { isDeleted: true })
      const shown = toRule(rule)
      await recordEvent(tx, scope, { kind: 'assignment_rule.deleted', subjectId: id, before: shown, after: null })
      return shown
    })
  }

  async #changed(scope: Scope, rule: store.RuleRow, changes: AssignmentRuleChanges): Promise<store.RuleRow> {
    const model = await this.#models.of(scope)
    const reader = new FieldReader(model)
    const { plugin, whatsappPhoneNumberId, procedure, pods, skills, users } = changes
    const next: store.RuleRow = {
      ...rule,
      name: changes.name?.trim() ?? rule.name,
      strategy: changes.strategy ?? rule.strategy,
      mostChats: changes.mostChats === undefined ? rule.mostChats : changes.mostChats,
      awayMessage: changes.awayMessage === undefined ? rule.awayMessage : changes.awayMessage?.trim() || null,
      isActive: changes.isActive ?? rule.isActive,
      pluginId: plugin === undefined ? rule.pluginId : plugin,
      phoneNumberId: whatsappPhoneNumberId === undefined ? rule.phoneNumberId : whatsappPhoneNumberId || null,
      podIds: pods ? reader.named('pods', 'pod', model.pods, pods) : rule.podIds,
      skillIds: skills ? reader.named('skills', 'skill', model.skills, skills) : rule.skillIds,
      userIds: users ? (reader.attempt(() => usersNamed(model, users)) ?? []) : rule.userIds,
      procedureId:
        procedure === undefined
          ? rule.procedureId
          : procedure
            ? (reader.attempt(() => procedureMeant(model, procedure)) ?? null)
            : null,
    }
    reader.finish()
    if (plugin) await this.#plugins.get(scope, plugin)
    if (whatsappPhoneNumberId) await numberMeant(this.#plugins, scope, whatsappPhoneNumberId)
    return next
  }
}

export const toRule = (row: store.RuleRow): AssignmentRule => ({
  id: row.id,
  name: row.name,
  plugin: row.pluginId,
  whatsappPhoneNumberId: row.phoneNumberId,
  procedure: row.procedureId,
  strategy: row.strategy,
  pods: row.podIds,
  skills: row.skillIds,
  users: row.userIds,
  mostChats: row.mostChats,
  awayMessage: row.awayMessage,
  isActive: row.isActive,
  version: row.version,
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
})

/** @throws BadInput */
export function procedureMeant(model: TeamModel, reference: string): string {
  const procedure = model.procedureByShortId.get(reference) ?? model.procedures.get(reference.toLowerCase())
  if (procedure) return procedure.id
  const near = nearest(reference, [...model.procedureByShortId.keys()])
  throw new BadInput(
    `There is no procedure "${reference.slice(0, 80).toWellFormed()}"${near ? `; did you mean "${near}"?` : '.'}`,
    {
      code: 'unknown_procedure',
      path: 'procedure',
    },
  )
}

function usersNamed(model: TeamModel, references: readonly string[]): string[] {
  const ids = references.map((reference, index) => {
    const given = reference.trim().toLowerCase()
    const user = model.users.get(given) ?? model.userByUsername.get(given)
    if (user) return user.id
    throw new BadInput(`There is no user "${reference.slice(0, 80).toWellFormed()}".`, {
      code: 'unknown_user',
      path: `users.${index}`,
      hint: 'GET /v1/ext/users lists them.',
    })
  })
  return [...new Set(ids)]
}

async function held(tx: Tx, scope: Scope, id: string, versions: readonly number[] | undefined): Promise<store.RuleRow> {
  const rule = (await store.holdRules(tx, scope)).find((each) => each.id === id.toLowerCase())
  if (!rule) {
    throw new NotFound(`There is no assignment rule ${id}.`, { hint: 'GET /v1/ext/assignment-rules lists them.' })
  }
  if (!versions || versions.includes(rule.version)) return rule
  throw new PreconditionFailed(`The rule is at version ${rule.version} by now.`, {
    code: 'version_changed',
    path: 'If-Match',
    hint: 'Read it again and decide on what it is now.',
  })
}

async function placeFree({ name }: store.RuleRow, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'assignment_rules_place')) throw error
    throw new Conflict(`Another rule is for the same number and procedure as "${name}".`, {
      code: 'rule_exists',
      path: 'whatsappPhoneNumberId',
      hint: 'Change that rule, or name another number or procedure.',
    })
  }
}
