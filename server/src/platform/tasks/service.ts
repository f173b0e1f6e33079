import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, NotFound, PreconditionFailed, type Problem } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import type { Models } from '../model/service.ts'
import type { Procedure, StateTask, TeamModel } from '../model/types.ts'
import { isWithin, procedureNamed } from '../processes/access.ts'
import type { DuePage } from '../processes/due.ts'
import { findAssignee, readIntent, readTime } from '../processes/intent.ts'
import { onlyRow } from '../processes/outcome.ts'
import type { Data } from '../processes/row.ts'
import type { Processes } from '../processes/service.ts'
import { accessTo, reachedProcedures } from '../roles/access.ts'
import { cursorOf, readCursor } from './cursor.ts'
import { countDueTasks, findDueTasks } from './due.store.ts'
import { kindOf, toldTask } from './events.ts'
import { fillTask } from './fill.ts'
import { checkState, nameOf, stateTaskNamed } from './names.ts'
import { presentTask } from './present.ts'
import type { TaskRow } from './row.ts'
import * as store from './store.ts'
import type { Task, TaskInput, TaskListQuery } from './types.ts'

export class Tasks {
  readonly #db: Database
  readonly #models: Models
  readonly #processes: Processes
  readonly #newId: () => string

  constructor(parts: { db: Database; models: Models; processes: Processes; newId: () => string }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#processes = parts.processes
    this.#newId = parts.newId
  }

  /**
   * A filled form of a state. A completed one sets attributes of the process and moves it, as the state task says, in the same transaction.
   * @throws Conflict where the process is in a state to which the task does not belong
   */
  async create(
    scope: Scope,
    procedureName: string,
    processName: string,
    stateTaskName: string,
    input: TaskInput,
  ): Promise<Task> {
    const model = await this.#models.of(scope)
    const procedure = procedureNamed(scope, model, procedureName, 'write')
    const stateTask = stateTaskNamed(procedure, stateTaskName)
    return inTransaction(this.#db, scope, async (tx) => {
      const inTx = { ...scope, transaction: tx }
      const process = await this.#processes.find(inTx, model, procedure, nameOf(procedure, processName))
      checkState(procedure, stateTask, process)
      const now = new Date()
      const empty: TaskRow = {
        id: this.#newId(),
        processId: process.id,
        procedureId: procedure.id,
        stateTaskId: stateTask.id,
        title: stateTask.name,
        description: stateTask.description,
        sortOrder: stateTask.sortOrder,
        status: 'OPEN',
        data: {},
        createdBy: scope.userId,
        assignedTo: null,
        podId: process.podId,
        parentTaskId: null,
        startsAt: null,
        endsAt: null,
        dueBy: null,
        startedAt: null,
        completedAt: null,
        cancelledAt: null,
        version: 1,
        createdAt: now,
        updatedAt: now,
      }
      const row = await fillTask(tx, inTx, model, stateTask, empty, input, now)
      await store.insertTask(tx, scope, row)
      await this.#afterChange(tx, inTx, model, procedure, stateTask, undefined, row)
      return presentTask(scope, model, row)
    })
  }

  async fetch(scope: Scope, taskId: string): Promise<Task> {
    const model = await this.#models.of(scope)
    const row = await store.findTask(scope.transaction ?? this.#db, scope, taskId)
    if (!row) throw noSuchTask(taskId)
    await this.#processOf(scope, model, row, 'read')
    return presentTask(scope, model, row)
  }

  async update(scope: Scope, taskId: string, input: TaskInput, ifVersion?: readonly number[]): Promise<Task> {
    const model = await this.#models.of(scope)
    return inTransaction(this.#db, scope, async (tx) => {
      const inTx = { ...scope, transaction: tx }
      const before = await store.lockTask(tx, scope, taskId)
      if (!before) throw noSuchTask(taskId)
      const { procedure, stateTask } = await this.#processOf(inTx, model, before, 'write')
      if (ifVersion && !ifVersion.includes(before.version)) {
        throw new PreconditionFailed(`This task was changed meanwhile: its version is ${before.version} now.`, {
          path: 'If-Match',
          hint: 'Fetch it again and send the change with the new ETag.',
        })
      }
      const now = new Date()
      const filled = await fillTask(tx, inTx, model, stateTask, before, input, now)
      const row = { ...filled, version: before.version + 1, updatedAt: now }
      await store.updateTask(tx, scope, row)
      await this.#afterChange(tx, inTx, model, procedure, stateTask, before, row)
      return presentTask(scope, model, row)
    })
  }

  async delete(scope: Scope, taskId: string): Promise<Task> {
    const model = await this.#models.of(scope)
    return inTransaction(this.#db, scope, async (tx) => {
      const row = await store.lockTask(tx, scope, taskId)
      if (!row) throw noSuchTask(taskId)
      await this.#processOf({ ...scope, transaction: tx }, model, row, 'write')
      await store.markTaskDeleted(tx, scope, taskId, new Date())
      await recordEvent(tx, scope, {
        kind: 'task.deleted',
        subjectId: row.processId,
        procedureId: row.procedureId,
        before: toldTask(model, row),
        after: null,
      })
      return presentTask(scope, model, row)
    })
  }

  async ofProcess(scope: Scope, procedureName: string, processName: string): Promise<Task[]> {
    const model = await this.#models.of(scope)
    const procedure = procedureNamed(scope, model, procedureName, 'read')
    const process = await this.#processes.find(scope, model, procedure, nameOf(procedure, processName))
    const rows = await store.findTasksOfProcess(scope.transaction ?? this.#db, scope, process.id)
    return rows.map((row) => presentTask(scope, model, row))
  }

  async list(scope: Scope, query: TaskListQuery): Promise<{ tasks: Task[]; nextCursor: string | null }> {
    const model = await this.#models.of(scope)
    const problems: Problem[] = []
    const refuse = (problem: Problem): undefined => void problems.push(problem)
    const assignedTo = findAssignee(model, query.assignedTo, 'assignedTo', refuse)
    const dueAfter = readTime(model, query.dueAfter, 'dueAfter', refuse)
    const dueBefore = readTime(model, query.dueBefore, 'dueBefore', refuse)
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
    if (problems.length > 0) throw new BadInput(problems)
    const rows = await store.findTasks(scope.transaction ?? this.#db, scope, {
      status: query.status,
      assignedTo: assignedTo ?? undefined,
      dueAfter: dueAfter ?? undefined,
      dueBefore: dueBefore ?? undefined,
      procedures: reachedProcedures(scope.role, model.procedures.keys()),
      after,
      limit: query.limit + 1,
    })
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      tasks: page.map((row) => presentTask(scope, model, row)),
      nextCursor: rows.length > query.limit && last ? cursorOf(last) : null,
    }
  }

  /** For an agenda: the open tasks of a user that are due in a span of time, or those without a time, with how many there are (up to a bound). */
  async due(
    scope: Scope,
    model: TeamModel,
    { limit, mostCounted, ...filter }: DuePage,
  ): Promise<{ tasks: Task[]; total: number }> {
    const db = scope.transaction ?? this.#db
    const procedures = reachedProcedures(scope.role, model.procedures.keys())
    const [rows, total] = await Promise.all([
      findDueTasks(db, scope, procedures, filter, limit),
      countDueTasks(db, scope, procedures, filter, mostCounted),
    ])
    return { tasks: rows.map((row) => presentTask(scope, model, row)), total }
  }

  /** For imports: tasks as they are, without effect on their processes. Their history is written by whoever imports them. */
  insertManyIn(tx: Tx, scope: Scope, rows: readonly TaskRow[]): Promise<void> {
    return store.insertTasks(tx, scope, rows)
  }

  /** The tasks of each of these processes, the oldest first. */
  async ofEach(scope: Scope, processIds: readonly string[]): Promise<Map<string, TaskRow[]>> {
    const rows = await store.findTasksOfProcesses(scope.transaction ?? this.#db, scope, processIds)
    return Map.groupBy(rows, (row) => row.processId)
  }

  /** Which of these ids are those of tasks, also of deleted ones. */
  thereAlready(tx: Tx, scope: Scope, taskIds: readonly string[]): Promise<Set<string>> {
    return store.findTaskIds(tx, scope, taskIds)
  }

  /** History, and what a completed task does to its process. */
  async #afterChange(
    tx: Tx,
    scope: Scope,
    model: TeamModel,
    procedure: Procedure,
    stateTask: StateTask,
    before: TaskRow | undefined,
    after: TaskRow,
  ): Promise<void> {
    await recordEvent(tx, scope, {
      kind: kindOf(before?.status, after.status, before === undefined),
      subjectId: after.processId,
      procedureId: procedure.id,
      before: before ? toldTask(model, before) : null,
      after: toldTask(model, after),
      at: after.updatedAt,
    })
    if (after.status !== 'COMPLETED' || before?.status === 'COMPLETED') return
    const change = {
      ...(stateTask.movesToState && { state: stateTask.movesToState }),
      data: mapped(stateTask, after.data),
    }
    const intent = readIntent(model, procedure, change, { mode: 'update', prefix: '' })
    const action = { kind: 'change' as const, intent }
    onlyRow(await this.#processes.updateManyIn(tx, scope, model, procedure, [{ processId: after.processId, action }]))
  }

  /** The process of a task, if the role may read or write it: a task is as open to a role as its process. */
  async #processOf(scope: Scope, model: TeamModel, row: TaskRow, purpose: 'read' | 'write') {
    const procedure = procedureNamed(scope, model, row.procedureId, purpose)
    const process = await this.#processes.find(scope, model, procedure, { id: row.processId })
    const stateTask = model.stateTasks.get(row.stateTaskId)
    if (!stateTask || !isWithin(accessTo(scope.role, procedure.id)[purpose], scope, process)) throw noSuchTask(row.id)
    return { procedure, process, stateTask }
  }
}

const noSuchTask = (taskId: string): NotFound =>
  new NotFound(`There is no task ${taskId} in this team, or the role may not change it.`, {
    code: 'no_such_task',
    path: 'taskId',
  })

function mapped(stateTask: StateTask, data: Data): Data {
  const values: Data = {}
  for (const [from, to] of Object.entries(stateTask.mapping)) {
    const value = data[from]
    if (value !== undefined) values[to] = value
  }
  return values
}
