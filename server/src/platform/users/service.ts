import { validate as isUuid } from 'uuid'
import type { Database, Reader, Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { changeModel } from '../model/change.ts'
import { FieldReader } from '../model/field-reader.ts'
import type { Models } from '../model/service.ts'
import type { TeamModel } from '../model/types.ts'
import { assertAdministratorLeft } from '../roles/administrators.ts'
import { roleMeant } from '../roles/find.ts'
import { applyChanges } from './apply-changes.ts'
import { blankUser } from './blank-user.ts'
import type { NewUser, UserChanges } from './input.ts'
import { assertManagesUsers, assertMayChange, assertMayGive } from './permission.ts'
import { type ShowUser, showUser } from './show.ts'
import * as store from './store.ts'
import type { User, UserPage, UserQuery } from './types.ts'

export class Users {
  readonly #db: Database
  readonly #models: Models
  readonly #newId: () => string
  readonly #dutyChanged: (tx: Tx, scope: Scope) => Promise<void>
  readonly #left: (tx: Tx, scope: Scope, userId: string) => Promise<void>

  /**
   * @param parts.dutyChanged runs in the transaction in which somebody becomes available, or no longer is
   * @param parts.left runs in the transaction in which somebody is no longer active, or deleted
   */
  constructor(parts: {
    db: Database
    models: Models
    newId: () => string
    dutyChanged?: (tx: Tx, scope: Scope) => Promise<void>
    left: (tx: Tx, scope: Scope, userId: string) => Promise<void>
  }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#newId = parts.newId
    this.#dutyChanged = parts.dutyChanged ?? (async () => undefined)
    this.#left = parts.left
  }

  /** In the order in which they were created. */
  async list(scope: Scope, query: UserQuery, show: ShowUser = showUser): Promise<UserPage> {
    const db = scope.transaction ?? this.#db
    const model = await this.#models.of(scope)
    const filter = readFilter(query, model)
    const rows = await store.findUsers(db, scope, filter, { skip: query.skip, limit: query.limit + 1 })
    return {
      users: rows.slice(0, query.limit).map((row) => show(row, model)),
      hasMore: rows.length > query.limit,
      ...(query.total && { total: await store.countUsers(db, scope, filter) }),
    }
  }

  /** @param reference uuid or username; a deleted user is found by uuid */
  async fetch(scope: Scope, reference: string, show: ShowUser = showUser): Promise<User> {
    const model = await this.#models.of(scope)
    return show(await this.#find(scope.transaction ?? this.#db, scope, reference, model), model)
  }

  /**
   * @throws Conflict where the team has a user of that username
   * @throws Forbidden where their role would exceed that of who asks
   */
  create(scope: Scope, input: NewUser): Promise<User> {
    return this.#change(scope, async (tx, model) => {
      assertManagesUsers(scope)
      const user = applyChanges(blankUser(this.#newId(), new Date()), input, model)
      assertMayGive(scope, user.roleId, model)
      await usernameFree(user.username, () => store.insertUser(tx, scope, user))
      const shown = showUser(user, model)
      await recordEvent(tx, scope, { kind: 'user.created', subjectId: user.id, before: null, after: shown })
      return shown
    })
  }

  /** Only the fields that are passed change. */
  update(scope: Scope, reference: string, changes: UserChanges): Promise<User> {
    return this.#change(scope, async (tx, model) => {
      const before = await this.#findPresent(tx, scope, reference, model)
      assertMayChange(scope, before, changes, model)
      const after = { ...applyChanges(before, changes, model), updatedAt: new Date() }
      if (after.roleId !== before.roleId) assertMayGive(scope, after.roleId, model)
      assertAdministratorLeft(model, { user: after })
      await usernameFree(after.username, () => store.updateUser(tx, scope, after))
      const shown = showUser(after, model)
      const event = { kind: 'user.updated', subjectId: after.id, ...differences(showUser(before, model), shown) }
      await recordEvent(tx, scope, event)
      if (isOnDuty(before) !== isOnDuty(after)) await this.#dutyChanged(tx, scope)
      if (before.isActive && !after.isActive) await this.#left(tx, scope, after.id)
      return shown
    })
  }

  /** What they did and what they are assigned stays; their keys stop. */
  delete(scope: Scope, reference: string): Promise<User> {
    return this.#change(scope, async (tx, model) => {
      assertManagesUsers(scope)
      const user = await this.#findPresent(tx, scope, reference, model)
      assertMayGive(scope, user.roleId, model)
      assertAdministratorLeft(model, { user: { ...user, isActive: false } })
      const deleted = { ...user, deletedAt: new Date(), updatedAt: new Date() }
      await store.updateUser(tx, scope, deleted)
      const before = showUser(user, model)
      await recordEvent(tx, scope, { kind: 'user.deleted', subjectId: user.id, before, after: null })
      await this.#dutyChanged(tx, scope)
      await this.#left(tx, scope, user.id)
      return showUser(deleted, model)
    })
  }

  /** @throws Conflict where their username was given to another user meanwhile, or their role was deleted */
  restore(scope: Scope, id: string): Promise<User> {
    return this.#change(scope, async (tx, model) => {
      assertManagesUsers(scope)
      const user = await store.findUser(tx, scope, id)
      if (!user?.deletedAt) throw new NotFound(`There is no deleted user ${id}.`)
      if (!model.roles.has(user.roleId)) {
        throw new Conflict(`The role of ${user.username} was deleted meanwhile.`, {
          code: 'role_deleted',
          hint: `Restore the role first: POST /v1/ext/role/${user.roleId}/restore.`,
        })
      }
      assertMayGive(scope, user.roleId, model)
      const restored = { ...user, deletedAt: null, updatedAt: new Date() }
      await usernameFree(user.username, () => store.updateUser(tx, scope, restored))
      const after = showUser(restored, model)
      await recordEvent(tx, scope, { kind: 'user.restored', subjectId: id, before: null, after })
      await this.#dutyChanged(tx, scope)
      return after
    })
  }

  #change(scope: Scope, work: (tx: Tx, model: TeamModel) => Promise<User>): Promise<User> {
    return changeModel({ db: this.#db, models: this.#models }, scope, work)
  }

  async #find(db: Reader, scope: Scope, reference: string, model: TeamModel): Promise<store.UserRow> {
    const id = model.userByUsername.get(reference.toLowerCase())?.id ?? reference
    const user = isUuid(id) ? await store.findUser(db, scope, id) : undefined
    if (!user) throw new NotFound(`There is no user ${reference}.`, { hint: 'GET /v1/ext/users lists them.' })
    return user
  }

  async #findPresent(tx: Tx, scope: Scope, reference: string, model: TeamModel): Promise<store.UserRow> {
    const user = await this.#find(tx, scope, reference, model)
    if (!user.deletedAt) return user
    throw new NotFound(`The user ${user.username} is deleted.`, {
      code: 'deleted',
      hint: `Restore them first: POST /v1/ext/user/${user.id}/restore.`,
    })
  }
}

const isOnDuty = ({ isActive, availability }: store.UserRow): boolean => isActive && availability === 'AVAILABLE'

function readFilter(query: UserQuery, model: TeamModel): store.UserFilter {
  const { role, pod, search, isActive, isDeleted } = query
  const reader = new FieldReader(model)
  const filter = {
    search: search?.trim(),
    isActive,
    isDeleted,
    roleId: role === undefined ? undefined : reader.attempt(() => roleMeant(model, role, 'role').id),
    podId: pod === undefined ? undefined : reader.named('pod', 'pod', model.pods, [pod])[0],
  }
  reader.finish()
  return filter
}

async function usernameFree(username: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'users_username')) throw error
    throw new Conflict(`A user "${username}" exists already.`, {
      path: 'username',
      hint: 'Choose another username, or change that user.',
    })
  }
}
