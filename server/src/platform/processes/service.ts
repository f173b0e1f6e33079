import type { Database, Reader, Tx } from '../../database/database.ts'
import { Gathering } from '../../database/gathering.ts'
import { inTransaction, undone } from '../../database/transaction.ts'
import { BadInput, NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { uuidForm } from '../../uuid.ts'
import { ingest } from '../attributes/ingest.ts'
import type { Models } from '../model/service.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { accessTo, reachedProcedures } from '../roles/access.ts'
import { isWithin, procedureNamed } from './access.ts'
import { type CreateInput, createMany, type Making, setNumber } from './create-many.ts'
import type { DuePage } from './due.ts'
import { creationEvent } from './events.ts'
import { allProblems, partsOf, readIntent } from './intent.ts'
import { keyNamed } from './key-named.ts'
import { newRow } from './next-row.ts'
import { noSuchProcess } from './no-such-process.ts'
import { Numbering, NumbersToCome } from './numbering.ts'
import { type Outcome, onlyOutcome, onlyRow } from './outcome.ts'
import { presentProcess } from './present.ts'
import { resolveReferences } from './references.ts'
import type { ProcessRow, ToldChange } from './row.ts'
import { keysOf, sideRows } from './side-rows.ts'
import { countDueProcesses, findDueProcesses } from './sql/find-due.ts'
import { findHistories } from './sql/find-history.ts'
import { findOpenProcesses, findProcedureOf, findProcessIds, findRecordIds } from './sql/find-ids.ts'
import { findInOrder, type Place } from './sql/find-in-order.ts'
import { findProcesses } from './sql/find-many.ts'
import { findEach, findProcess, findProcessByKey, type Sought } from './sql/find-processes.ts'
import { insertProcesses } from './sql/insert-processes.ts'
import { findOwners, keyOf } from './sql/process-keys.ts'
import type { Process, ProcessChange, ProcessInput } from './types.ts'
import { type Change, updateInTurns } from './update-many.ts'
import { inItsRow, type NamedChange, resolveNames } from './update-named.ts'

/** How a path names one process: by uuid, or by a key attribute and its value. */
export type ProcessName = { id: string } | { key: string; value: string }

const noneIsToBlame = (): boolean => false

export class Processes {
  readonly #db: Database
  readonly #models: Models
  readonly #making: Making
  readonly #fetches: Gathering<Sought, ProcessRow | undefined>

  /** @param parts.aside connections beside those of `db`, for the numbers that are taken while a transaction is open */
  constructor({ db, aside, models, newId }: { db: Database; aside: Database; models: Models; newId: () => string }) {
    this.#db = db
    this.#models = models
    this.#fetches = new Gathering((teamId, sought) => findEach(db, { teamId }, sought), noneIsToBlame)
    this.#making = { newId, numbering: new Numbering({ db: aside }) }
  }

  /** @throws NotFound also for a process that is deleted or outside the role's reach */
  async fetch(scope: Scope, procedureName: string, name: ProcessName): Promise<Process> {
    const { model, procedure } = await this.#procedure(scope, procedureName, 'read')
    return presentProcess(scope, model, procedure, await this.find(scope, model, procedure, name))
  }

  /** A new process, or the one that it was merged into. */
  async create(
    scope: Scope,
    procedureName: string,
    input: ProcessInput,
  ): Promise<{ process: Process; wasMerged: boolean }> {
    const { model, procedure } = await this.#procedure(scope, procedureName, 'write')
    const made = await this.#createAtOnce(scope, model, procedure, input)
    const { row, wasMerged } = made
      ? { row: made, wasMerged: false }
      : await inTransaction(this.#db, scope, async (tx) =>
          onlyOutcome(await this.createManyIn(tx, scope, model, procedure, [{ input, prefix: '' }])),
        )
    return { process: presentProcess(scope, model, procedure, row), wasMerged }
  }

  async update(
    scope: Scope,
    procedureName: string,
    name: ProcessName,
    input: ProcessChange,
    ifVersion?: number[],
  ): Promise<Process> {
    const { model, procedure } = await this.#procedure(scope, procedureName, 'write')
    const intent = readIntent(model, procedure, input, { mode: 'update', prefix: '' })
    return this.#change(scope, model, procedure, name, { action: { kind: 'change', intent }, ifVersion })
  }

  /** It vanishes from every list and gives its keys up; `restore` brings it back. */
  async delete(scope: Scope, procedureName: string, name: ProcessName, ifVersion?: number[]): Promise<Process> {
    const { model, procedure } = await this.#procedure(scope, procedureName, 'write')
    return this.#change(scope, model, procedure, name, { action: { kind: 'delete' }, ifVersion })
  }

  /** @throws Conflict where another process has taken one of its keys meanwhile */
  async restore(scope: Scope, procedureName: string, processId: string): Promise<Process> {
    const { model, procedure } = await this.#procedure(scope, procedureName, 'write')
    return this.#change(scope, model, procedure, { id: processId }, { action: { kind: 'restore' } })
  }

  /** @throws BadInput where processes of the procedure are not merged by a phone number, and so none is named by one */
  async updateByPhone(
    scope: Scope,
    procedureName: string,
    phone: string,
    input: ProcessChange,
    ifVersion?: number[],
  ): Promise<Process> {
    const { model, procedure } = await this.#procedure(scope, procedureName, 'write')
    const attribute = procedure.merging?.attribute
    if (!attribute) {
      throw new BadInput(`A ${procedure.shortId} is not named by a phone number: merging is off for it.`, {
        code: 'not_merged',
        path: 'phoneNumber',
        hint: 'Update it by its uuid or primary key, or turn merging on.',
      })
    }
    // as WhatsApp writes numbers: with the country's code, without a plus
    const asGiven = ingest(attribute, phone, model.context, 'phoneNumber')
    const value = 'problem' in asGiven && /^\d/.test(phone) ? `+${phone}` : phone
    return this.update(scope, procedureName, { key: attribute.shortId, value }, input, ifVersion)
  }

  /** For bulk work and imports: the rows' outcomes in their order. */
  createManyIn(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    inputs: readonly CreateInput[],
  ): Promise<Outcome[]> {
    return createMany(tx, scope, model, procedure, inputs, this.#making)
  }

  /** What `createManyIn` would answer: it is done, and taken back. Numbers are looked at, not taken. */
  tryMany(scope: Scope, model: TeamModel, procedure: Procedure, inputs: readonly CreateInput[]): Promise<Outcome[]> {
    const { newId } = this.#making
    return undone(this.#db, (tx) =>
      createMany(tx, scope, model, procedure, inputs, { newId, numbering: new NumbersToCome(tx) }),
    )
  }

  /** Processes of a procedure in the order in which they were made, each with all that happened to it. */
  async inOrder(
    scope: Scope,
    procedure: Procedure,
    page: { after: Place | undefined; limit: number },
  ): Promise<{ rows: ProcessRow[]; histories: Map<string, ToldChange[]> }> {
    const db = scope.transaction ?? this.#db
    const rows = await findInOrder(db, scope, procedure.id, page)
    return {
      rows,
      histories: await findHistories(
        db,
        scope,
        rows.map(({ id }) => id),
      ),
    }
  }

  /**
   * For an agenda: the open processes of a user whose next action falls into a span of time, with how many there are (up to a bound). None has a
   * next action at no time.
   */
  async due(
    scope: Scope,
    model: TeamModel,
    { userId, span, after, limit, mostCounted }: DuePage,
  ): Promise<{ due: { id: string; dueAt: number }[]; total: number }> {
    if (!span) return { due: [], total: 0 }
    const db = scope.transaction ?? this.#db
    const procedures = reachedProcedures(scope.role, model.procedures.keys())
    const [due, total] = await Promise.all([
      findDueProcesses(db, scope, procedures, { userId, span, after }, limit),
      countDueProcesses(db, scope, procedures, { userId, span }, mostCounted),
    ])
    return { due, total }
  }

  /** For those who tell others of events: the processes as they are now, deleted ones too, whoever may see them. */
  async shown(db: Reader, scope: Scope, model: TeamModel, ids: readonly string[]): Promise<Map<string, Process>> {
    const rows = ids.length > 0 ? await findProcesses(db, scope, ids) : []
    return new Map(
      rows.flatMap((row): [string, Process][] => {
        const procedure = model.procedures.get(row.procedureId)
        return procedure ? [[row.id, presentProcess(scope, model, procedure, row)]] : []
      }),
    )
  }

  /** Which of these ids are those of processes, also of deleted ones. */
  thereAlready(tx: Tx, scope: Scope, processIds: readonly string[]): Promise<Set<string>> {
    return findProcessIds(tx, scope, processIds)
  }

  /** Which of these ids are those of records. */
  recordsThereAlready(tx: Tx, scope: Scope, recordIds: readonly string[]): Promise<Set<string>> {
    return findRecordIds(tx, scope, recordIds)
  }

  /** Which of these processes are open, with the procedure of each. */
  openAmong(tx: Tx, scope: Scope, processIds: readonly string[]): Promise<Map<string, string>> {
    return findOpenProcesses(tx, scope, processIds)
  }

  /** The process that each of these numbers (E.164) names; none where the procedure's processes are not merged by their number. */
  async namedByPhone(
    tx: Tx,
    scope: Scope,
    procedure: Procedure,
    phones: readonly string[],
  ): Promise<Map<string, string>> {
    const attributeId = procedure.merging?.attribute.id
    if (!attributeId) return new Map()
    const keys = phones.map((value) => ({ attributeId, value }))
    const owners = await findOwners(tx, scope, keys)
    return new Map(
      keys.flatMap((key): [string, string][] => {
        const owner = owners.get(keyOf(key))
        return owner ? [[key.value, owner]] : []
      }),
    )
  }

  /** For tasks: the changes' outcomes in their order. */
  async updateManyIn(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    changes: readonly Change[],
  ): Promise<Outcome[]> {
    const intents = changes.flatMap(({ action }) => (action.kind === 'change' ? [action.intent] : []))
    await resolveReferences(tx, scope, model, intents.flatMap(partsOf))
    return updateInTurns(tx, scope, model, procedure, changes)
  }

  /** For bulk work: processes are named as callers name them; the outcomes are in the order of the changes. */
  async updateNamedIn(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    named: readonly NamedChange[],
  ): Promise<Outcome[]> {
    const resolved = await resolveNames(tx, scope, model, procedure, named)
    const changes = resolved.filter((change) => 'processId' in change)
    const outcomes = (await this.updateManyIn(tx, scope, model, procedure, changes)).values()
    return resolved.map((change) => ('error' in change ? change : inItsRow(outcomes.next().value as Outcome)))
  }

  /** @throws NotFound also for a process that is deleted or outside the role's reach */
  async find(scope: Scope, model: TeamModel, procedure: Procedure, name: ProcessName): Promise<ProcessRow> {
    const row = await this.#named(scope, model, procedure, name)
    if (row && row.deletedAt === null && isWithin(accessTo(scope.role, procedure.id).read, scope, row)) return row
    throw noSuchProcess(procedure, name)
  }

  /**
   * A process of a procedure that is named, or of whichever has its uuid; by uuid or primary key.
   * @throws NotFound also for a process that is deleted or outside the role's reach
   */
  async meant(
    scope: Scope,
    { procedure: named, process }: { procedure?: string | undefined; process: string },
  ): Promise<{ model: TeamModel; procedure: Procedure; row: ProcessRow }> {
    const id = uuidForm.test(process) ? process.toLowerCase() : undefined
    const name = named ?? (id && (await findProcedureOf(scope.transaction ?? this.#db, scope, id)))
    if (!name)
      throw new NotFound(`There is no process ${process} in this team.`, { code: 'no_such_process', path: 'process' })
    const { model, procedure } = await this.#procedure(scope, name, 'read')
    if (!id && !procedure.primaryKey) {
      throw new BadInput(`A ${procedure.shortId} has no primary key, and "${process}" is no uuid.`, {
        code: 'not_a_key',
        path: 'process',
        hint: 'Name the process by its uuid.',
      })
    }
    const key = procedure.primaryKey?.shortId ?? ''
    return { model, procedure, row: await this.find(scope, model, procedure, id ? { id } : { key, value: process }) }
  }

  async #procedure(
    scope: Scope,
    name: string,
    purpose: 'read' | 'write',
  ): Promise<{ model: TeamModel; procedure: Procedure }> {
    const current = this.#models.of(scope)
    const model = current instanceof Promise ? await current : current
    return { model, procedure: procedureNamed(scope, model, name, purpose) }
  }

  async #change(
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    name: ProcessName,
    change: Omit<Change, 'processId'>,
  ): Promise<Process> {
    const row = await inTransaction(this.#db, scope, async (tx) => {
      const processId =
        'id' in name ? name.id : (await this.find({ ...scope, transaction: tx }, model, procedure, name)).id
      return onlyRow(await this.updateManyIn(tx, scope, model, procedure, [{ ...change, processId }]))
    })
    return presentProcess(scope, model, procedure, row)
  }

  /**
   * The common case of `create` in one statement, without a transaction of its own: no known phone number to merge with, no record to join,
   * no key taken. undefined where it is not that case; nothing was written then.
   */
  async #createAtOnce(
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    input: ProcessInput,
  ): Promise<ProcessRow | undefined> {
    const intent = readIntent(model, procedure, input, { mode: 'create', prefix: '' })
    if (scope.transaction || intent.recordId || accessTo(scope.role, procedure.id).write !== 'all') return undefined
    await resolveReferences(this.#db, scope, model, partsOf(intent))
    const problems = allProblems(intent)
    if (problems.length > 0) throw new BadInput(problems)
    const { newId, numbering } = this.#making
    const row = newRow(scope, model, procedure, intent, { id: newId(), recordId: newId(), at: new Date() })
    if (await this.#isNumberKnown(scope, procedure, row)) return undefined
    if (procedure.numbering && procedure.primaryKey) {
      if (row.data[procedure.primaryKey.shortId] !== undefined) return undefined
      const [number] = await numbering.next(scope, procedure, 1)
      setNumber(model, procedure, row, number)
    }
    try {
      const side = sideRows(procedure.attributes, row.data, row.derivedData)
      await insertProcesses(this.#db, scope, [
        { row, keys: keysOf(procedure, row), side, event: creationEvent(procedure, row) },
      ])
      return row
    } catch (error) {
      if ((error as { constraint?: string }).constraint === 'process_keys_pkey') return undefined
      throw error
    }
  }

  #named(scope: Scope, model: TeamModel, procedure: Procedure, name: ProcessName): Promise<ProcessRow | undefined> {
    if ('key' in name)
      return findProcessByKey(scope.transaction ?? this.#db, scope, procedure.id, keyNamed(model, procedure, name))
    if (scope.transaction) return findProcess(scope.transaction, scope, procedure, name.id)
    return this.#fetches.add(scope.teamId, { procedure, processId: name.id })
  }

  async #isNumberKnown(scope: Scope, procedure: Procedure, row: ProcessRow): Promise<boolean> {
    const attributeId = procedure.merging?.attribute.id
    const key = keysOf(procedure, row).find((each) => each.attributeId === attributeId)
    return key !== undefined && (await findOwners(this.#db, scope, [key])).size > 0
  }
}
