import type { Database } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import type { Keys } from '../keys/service.ts'
import { changeModel } from '../model/change.ts'
import type { Models } from '../model/service.ts'
import type { TeamModel } from '../model/types.ts'
import { assertCovers } from './access.ts'
import { assertAdministratorLeft } from './administrators.ts'
import { roleAt } from './find.ts'
import { readProcedureAccess } from './procedure-access.ts'
import * as store from './store.ts'
import type { NewRole, Role, RoleChanges, ShownRole } from './types.ts'

export class Roles {
  readonly #db: Database
  readonly #models: Models
  readonly #newId: () => string
  readonly #keys: Keys

  constructor(parts: { db: Database; models: Models; newId: () => string; keys: Keys }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#newId = parts.newId
    this.#keys = parts.keys
  }

  async list(scope: Scope): Promise<ShownRole[]> {
    const model = await this.#models.of(scope)
    return [...model.roles.values()].map((role) => showRole(role, model))
  }

  /** @param reference uuid or name */
  async fetch(scope: Scope, reference: string): Promise<ShownRole> {
    const model = await this.#models.of(scope)
    return showRole(roleAt(model, reference), model)
  }

  /**
   * @throws Conflict where the team has a role of that name
   * @throws Forbidden where it would hold more than the role of who asks
   */
  create(scope: Scope, input: NewRole): Promise<ShownRole> {
    return this.#change(scope, async (tx, model) => {
      const now = Date.now()
      const role: Role = {
        id: this.#newId(),
        name: input.name.trim(),
        description: input.description ?? '',
        roleType: input.roleType,
        permissions: input.permissions ?? [],
        procedures: readProcedureAccess(model, input.procedures ?? []),
        createdAt: now,
        updatedAt: now,
      }
      assertCovers(scope.role, role, granting(role, model))
      await nameFree(role, () => store.insertRole(tx, scope, role))
      await recordEvent(tx, scope, { kind: 'role.created', subjectId: role.id, before: null, after: role })
      return showRole(role, model)
    })
  }

  /** Only the fields that are passed change. */
  update(scope: Scope, reference: string, changes: RoleChanges): Promise<ShownRole> {
    return this.#change(scope, async (tx, model) => {
      const before = roleAt(model, reference)
      const after: Role = {
        ...before,
        ...changes,
        name: changes.name?.trim() ?? before.name,
        procedures: changes.procedures ? readProcedureAccess(model, changes.procedures) : before.procedures,
        updatedAt: Date.now(),
      }
      // one may neither take from a role that is above one's own, nor raise a role above it
      assertCovers(scope.role, before, granting(before, model))
      assertCovers(scope.role, after, granting(after, model))
      assertAdministratorLeft(model, { role: after })
      await nameFree(after, () => store.updateRole(tx, scope, after))
      await recordEvent(tx, scope, { kind: 'role.updated', subjectId: after.id, ...differences(before, after) })
      return showRole(after, model)
    })
  }

  /** @throws Conflict where users or keys have it */
  delete(scope: Scope, reference: string): Promise<ShownRole> {
    return this.#change(scope, async (tx, model) => {
      const role = roleAt(model, reference)
      assertCovers(scope.role, role, granting(role, model))
      const users = [...model.users.values()].filter((user) => user.roleId === role.id).length
      const keys = await this.#keys.countOfRole(tx, scope, role.id)
      if (users + keys > 0) {
        const holders = [users && count(users, 'user'), keys && count(keys, 'API key')].filter(Boolean).join(' and ')
        throw new Conflict(`The role "${role.name}" is the role of ${holders}.`, {
          code: 'role_in_use',
          hint: 'Give them another role first.',
        })
      }
      await store.markRoleDeleted(tx, scope, role.id, new Date())
      await recordEvent(tx, scope, { kind: 'role.deleted', subjectId: role.id, before: role, after: null })
      return showRole(role, model)
    })
  }

  /** @throws Conflict where its name was given to another role meanwhile */
  restore(scope: Scope, id: string): Promise<ShownRole> {
    return this.#change(scope, async (tx, model) => {
      const role = await store.findDeletedRole(tx, scope, id)
      if (!role) throw new NotFound(`There is no deleted role ${id}.`)
      assertCovers(scope.role, role, granting(role, model))
      await nameFree(role, () => store.markRoleDeleted(tx, scope, role.id, null))
      await recordEvent(tx, scope, { kind: 'role.restored', subjectId: role.id, before: null, after: role })
      return showRole(role, model)
    })
  }

  #change(scope: Scope, work: Parameters<typeof changeModel<ShownRole>>[2]): Promise<ShownRole> {
    return changeModel({ db: this.#db, models: this.#models }, scope, work)
  }
}

const showRole = (role: Role, model: TeamModel): ShownRole => ({
  ...role,
  procedures: role.procedures.map((entry) => ({
    ...entry,
    procedureShortId: model.procedures.get(entry.procedure)?.shortId ?? null,
  })),
})

const granting = (role: Role, model: TeamModel) => ({ doing: `the role "${role.name}"`, model })

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

async function nameFree(role: Role, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'roles_name')) throw error
    throw new Conflict(`A role named "${role.name}" exists already.`, { path: 'name', hint: 'Choose another name.' })
  }
}
