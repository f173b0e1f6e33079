import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, Conflict, Forbidden, NotFound } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { ingestData } from '../attributes/ingest-data.ts'
import type { Models } from '../model/service.ts'
import type { Entity, TeamModel } from '../model/types.ts'
import { Cursors } from '../processes/list/cursor.ts'
import { derivedOf, mergedData } from '../processes/next-row.ts'
import { presentRecord } from '../processes/present.ts'
import { resolveReferences } from '../processes/references.ts'
import type { RecordRow } from '../processes/row.ts'
import { entityReached } from './reach.ts'
import * as store from './store.ts'
import type { EntityRecord, RecordInput, RecordQuery } from './types.ts'

/** The records of entities, by themselves: mostly they are made and changed with the processes that share them. */
export class Records {
  readonly #db: Database
  readonly #models: Models
  readonly #newId: () => string

  constructor({ db, models, newId }: { db: Database; models: Models; newId: () => string }) {
    this.#db = db
    this.#models = models
    this.#newId = newId
  }

  /** The newest first. */
  async list(scope: Scope, entityName: string, { limit, skip, cursor, isDeleted }: RecordQuery) {
    const { entity, reach } = entityReached(
      scope,
      await this.#models.of(scope),
      entityName,
      isDeleted ? 'write' : 'read',
    )
    const cursors = new Cursors([entity.id, isDeleted])
    const position = cursor === undefined ? undefined : cursors.read(cursor)
    const after = position && { at: new Date(position.at), id: position.id }
    const page = { isDeleted, skip: after ? 0 : skip, count: limit + 1, after }
    const rows = await store.findRecords(scope.transaction ?? this.#db, scope, entity.id, reach, page)
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return {
      records: shown.map((row) => presentRecord(scope, row, entity.attributes)),
      hasMore: last !== undefined,
      ...(last && { nextCursor: cursors.write({ key: null, at: last.createdAt.getTime(), id: last.id }) }),
    }
  }

  async fetch(scope: Scope, entityName: string, id: string): Promise<EntityRecord> {
    const { entity, reach } = entityReached(scope, await this.#models.of(scope), entityName, 'read')
    const row = await store.findRecord(scope.transaction ?? this.#db, scope, entity.id, reach, id)
    if (!row) throw notThere(entity, id)
    return presentRecord(scope, row, entity.attributes)
  }

  async create(scope: Scope, entityName: string, input: RecordInput): Promise<EntityRecord> {
    const model = await this.#models.of(scope)
    const { entity, reach } = entityReached(scope, model, entityName, 'write')
    if (!reach.reachesAll) {
      throw new Forbidden(`The role "${scope.role.name}" makes ${entity.shortId} records only with its processes.`, {
        code: 'outside_reach',
        hint: 'Make a process, with the record in it.',
      })
    }
    return inTransaction(this.#db, scope, async (tx) => {
      const { values } = await readData(tx, scope, model, entity, input, 'create')
      const at = new Date()
      const row: RecordRow = {
        id: this.#newId(),
        entityId: entity.id,
        data: values,
        derivedData: derivedOf(model, entity.attributes, values),
        createdBy: scope.userId,
        createdAt: at,
        updatedAt: at,
        deletedAt: null,
      }
      await store.insertRecord(tx, scope, row)
      const record = presentRecord(scope, row, entity.attributes)
      await recordEvent(tx, scope, { kind: 'record.created', subjectId: row.id, before: null, after: record })
      return record
    })
  }

  /** Only the attributes that are passed change. */
  update(scope: Scope, entityName: string, id: string, input: RecordInput): Promise<EntityRecord> {
    return this.#change(scope, entityName, id, async (tx, model, entity, row) => {
      if (row.deletedAt) throw deleted(entity, id)
      const change = await readData(tx, scope, model, entity, input, 'update')
      const data = mergedData(row.data, change)
      if (data === row.data) return undefined
      return { kind: 'record.updated', row: { ...row, data, derivedData: derivedOf(model, entity.attributes, data) } }
    })
  }

  /** @throws Conflict while processes share it */
  delete(scope: Scope, entityName: string, id: string): Promise<EntityRecord> {
    return this.#change(scope, entityName, id, async (tx, _, entity, row) => {
      if (row.deletedAt) throw deleted(entity, id)
      const processes = await store.countProcesses(tx, scope, id)
      if (processes > 0) {
        throw new Conflict(
          `The ${entity.shortId} record ${id} is shared by ${processes === 1 ? 'a process' : `${processes} processes`}.`,
          { code: 'record_in_use', hint: 'Delete those first.' },
        )
      }
      return { kind: 'record.deleted', row: { ...row, deletedAt: new Date() } }
    })
  }

  restore(scope: Scope, entityName: string, id: string): Promise<EntityRecord> {
    return this.#change(scope, entityName, id, async (_, __, entity, row) => {
      if (!row.deletedAt) throw new NotFound(`There is no deleted ${entity.shortId} record ${id}.`)
      return { kind: 'record.restored', row: { ...row, deletedAt: null } }
    })
  }

  async #change(
    scope: Scope,
    entityName: string,
    id: string,
    work: (
      tx: Tx,
      model: TeamModel,
      entity: Entity,
      row: RecordRow,
    ) => Promise<{ kind: string; row: RecordRow } | undefined>,
  ): Promise<EntityRecord> {
    const model = await this.#models.of(scope)
    const { entity, reach } = entityReached(scope, model, entityName, 'write')
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await store.lockRecord(tx, scope, entity.id, reach, id)
      if (!before) throw notThere(entity, id)
      const changed = await work(tx, model, entity, before)
      if (!changed) return presentRecord(scope, before, entity.attributes)
      const after = { ...changed.row, updatedAt: new Date() }
      await store.saveRecord(tx, scope, after)
      const [was, is] = [
        presentRecord(scope, before, entity.attributes),
        presentRecord(scope, after, entity.attributes),
      ]
      await recordEvent(tx, scope, { kind: changed.kind, subjectId: id, ...differences(was, is) })
      return is
    })
  }
}

async function readData(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  entity: Entity,
  input: RecordInput,
  mode: 'create' | 'update',
) {
  const data = ingestData(entity.attributes, input.data, model.context, { mode })
  await resolveReferences(tx, scope, model, [data])
  if (data.problems.length > 0) throw new BadInput(data.problems)
  return data
}

const notThere = (entity: Entity, id: string): NotFound =>
  new NotFound(`There is no ${entity.shortId} record ${id} that this key may see.`, { code: 'unknown_record' })

const deleted = (entity: Entity, id: string): NotFound =>
  new NotFound(`The ${entity.shortId} record ${id} is deleted.`, { code: 'deleted', hint: 'Restore it first.' })
