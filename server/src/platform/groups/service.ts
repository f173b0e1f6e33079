import type { Database } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { changeModel } from '../model/change.ts'
import type { Models } from '../model/service.ts'
import type { Named, TeamModel } from '../model/types.ts'
import * as store from './store.ts'
import type { Group, GroupKind, NewGroup } from './types.ts'

/** The pods of a team, or its skills. */
export class Groups {
  readonly kind: GroupKind
  readonly #db: Database
  readonly #models: Models
  readonly #newId: () => string

  constructor(kind: GroupKind, parts: { db: Database; models: Models; newId: () => string }) {
    this.kind = kind
    this.#db = parts.db
    this.#models = parts.models
    this.#newId = parts.newId
  }

  async list(scope: Scope): Promise<Group[]> {
    return [...this.#in(await this.#models.of(scope)).values()].map(toGroup)
  }

  /** @throws Conflict where there is one of that name */
  create(scope: Scope, input: NewGroup): Promise<Group> {
    return this.#change(scope, async (tx) => {
      const now = Date.now()
      const group: Group = { id: this.#newId(), name: input.name.trim(), createdAt: now, updatedAt: now }
      await this.#nameFree(group, () => store.insertGroup(tx, scope, this.kind, group))
      await recordEvent(tx, scope, {
        kind: `${this.kind.noun}.created`,
        subjectId: group.id,
        before: null,
        after: group,
      })
      return group
    })
  }

  /** @param reference uuid or name */
  rename(scope: Scope, reference: string, { name }: NewGroup): Promise<Group> {
    return this.#change(scope, async (tx, model) => {
      const before = this.#at(model, reference)
      const after: Group = { ...before, name: name.trim(), updatedAt: Date.now() }
      await this.#nameFree(after, () => store.renameGroup(tx, scope, this.kind, after))
      const event = { kind: `${this.kind.noun}.updated`, subjectId: after.id, ...differences(before, after) }
      await recordEvent(tx, scope, event)
      return after
    })
  }

  /** Its users are in it no longer, until it is restored. */
  delete(scope: Scope, reference: string): Promise<Group> {
    return this.#change(scope, async (tx, model) => {
      const group = this.#at(model, reference)
      await store.markGroupDeleted(tx, scope, this.kind, { id: group.id, deletedAt: new Date() })
      await recordEvent(tx, scope, {
        kind: `${this.kind.noun}.deleted`,
        subjectId: group.id,
        before: group,
        after: null,
      })
      return group
    })
  }

  /** @throws Conflict where its name was given to another meanwhile */
  restore(scope: Scope, id: string): Promise<Group> {
    return this.#change(scope, async (tx) => {
      const group = await store.findDeletedGroup(tx, scope, this.kind, id)
      if (!group) throw new NotFound(`There is no deleted ${this.kind.noun} ${id}.`)
      await this.#nameFree(group, () => store.markGroupDeleted(tx, scope, this.kind, { id, deletedAt: null }))
      await recordEvent(tx, scope, { kind: `${this.kind.noun}.restored`, subjectId: id, before: null, after: group })
      return group
    })
  }

  #change(scope: Scope, work: Parameters<typeof changeModel<Group>>[2]): Promise<Group> {
    return changeModel({ db: this.#db, models: this.#models }, scope, work)
  }

  #in(model: TeamModel): ReadonlyMap<string, Named> {
    return this.kind.noun === 'pod' ? model.pods : model.skills
  }

  #at(model: TeamModel, reference: string): Group {
    const known = this.#in(model)
    const group = known.get(reference) ?? [...known.values()].find(({ name }) => name === reference)
    if (group) return toGroup(group)
    throw new NotFound(`There is no ${this.kind.noun} ${reference}.`, {
      hint: `GET /v1/ext/${this.kind.table} lists them.`,
    })
  }

  async #nameFree({ name }: Group, write: () => Promise<void>): Promise<void> {
    try {
      await write()
    } catch (error) {
      if (!isUniqueViolation(error, `${this.kind.table}_name`)) throw error
      throw new Conflict(`A ${this.kind.noun} named "${name}" exists already.`, {
        path: 'name',
        hint: 'Choose another name.',
      })
    }
  }
}

const toGroup = ({ id, name, createdAt, updatedAt }: Named): Group => ({
  id,
  name,
  createdAt: createdAt.getTime(),
  updatedAt: updatedAt.getTime(),
})
