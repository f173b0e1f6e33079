import { sql } from 'kysely'
import { copyIn, copyValue } from '../../database/copy.ts'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Status } from '../model/types.ts'
import type { ReachedProcedures } from '../roles/access.ts'
import { withinReach } from '../roles/within-reach.ts'
import type { TaskRow } from './row.ts'

const columns = [
  't.task_id as id',
  't.process_id as processId',
  't.procedure_id as procedureId',
  't.state_task_id as stateTaskId',
  't.title',
  't.description',
  't.sort_order as sortOrder',
  't.status',
  't.data',
  't.created_by as createdBy',
  't.assigned_to as assignedTo',
  't.pod_id as podId',
  't.parent_task_id as parentTaskId',
  't.starts_at as startsAt',
  't.ends_at as endsAt',
  't.due_by as dueBy',
  't.started_at as startedAt',
  't.completed_at as completedAt',
  't.cancelled_at as cancelledAt',
  't.version',
  't.created_at as createdAt',
  't.updated_at as updatedAt',
] as const

const select = (db: Reader, { teamId }: Scope) =>
  db.selectFrom('tasks as t').select(columns).where('t.team_id', '=', teamId).where('t.deleted_at', 'is', null)

/** The columns are the same wherever tasks are selected; Kysely's types of a query with more tables say less. */
export const run = async (query: { execute(): Promise<object[]> }): Promise<TaskRow[]> =>
  (await query.execute()) as TaskRow[]

const toColumns = (row: TaskRow) => ({
  title: row.title,
  description: row.description,
  sort_order: row.sortOrder,
  status: row.status,
  data: JSON.stringify(row.data),
  assigned_to: row.assignedTo,
  pod_id: row.podId,
  starts_at: row.startsAt,
  ends_at: row.endsAt,
  due_by: row.dueBy,
  started_at: row.startedAt,
  completed_at: row.completedAt,
  cancelled_at: row.cancelledAt,
  version: row.version,
  updated_at: row.updatedAt,
})

export async function insertTask(tx: Tx, { teamId }: Scope, row: TaskRow): Promise<void> {
  await tx
    .insertInto('tasks')
    .values({
      ...toColumns(row),
      team_id: teamId,
      task_id: row.id,
      process_id: row.processId,
      procedure_id: row.procedureId,
      state_task_id: row.stateTaskId,
      created_by: row.createdBy,
      parent_task_id: row.parentTaskId,
      created_at: row.createdAt,
    })
    .execute()
}

/** Tasks with whatever times they are given. */
export async function insertTasks(tx: Tx, { teamId }: Scope, rows: readonly TaskRow[]): Promise<void> {
  const lines = rows.map((row) =>
    [
      teamId,
      row.id,
      row.processId,
      row.procedureId,
      row.stateTaskId,
      row.title,
      row.description,
      row.sortOrder,
      row.status,
      JSON.stringify(row.data),
      row.createdBy,
      row.assignedTo,
      row.podId,
      row.startsAt,
      row.endsAt,
      row.dueBy,
      row.startedAt,
      row.completedAt,
      row.cancelledAt,
      row.createdAt,
      row.updatedAt,
    ]
      .map(copyValue)
      .join('\t'),
  )
  const statement = `copy tasks (team_id, task_id, process_id, procedure_id, state_task_id, title, description, sort_order, status, data, created_by,
    assigned_to, pod_id, starts_at, ends_at, due_by, started_at, completed_at, cancelled_at, created_at, updated_at) from stdin`
  await copyIn(tx, statement, lines.map((line) => `${line}\n`).join(''))
}

/** Which of these ids are those of tasks, also of deleted ones. */
export async function findTaskIds(db: Reader, { teamId }: Scope, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select t.id from unnest(${ids}::uuid[]) as given (id)
    cross join lateral (select task_id as id from tasks where team_id = ${teamId} and task_id = given.id offset 0) t`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}

export async function updateTask(tx: Tx, { teamId }: Scope, row: TaskRow): Promise<void> {
  await tx
    .updateTable('tasks')
    .set(toColumns(row))
    .where('team_id', '=', teamId)
    .where('task_id', '=', row.id)
    .execute()
}

export async function markTaskDeleted(tx: Tx, { teamId }: Scope, taskId: string, at: Date): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({ deleted_at: at })
    .where('team_id', '=', teamId)
    .where('task_id', '=', taskId)
    .execute()
}

export async function findTask(db: Reader, scope: Scope, taskId: string): Promise<TaskRow | undefined> {
  return (await run(select(db, scope).where('t.task_id', '=', taskId)))[0]
}

/** Holds the task until the transaction ends. */
export async function lockTask(tx: Tx, scope: Scope, taskId: string): Promise<TaskRow | undefined> {
  return (await run(select(tx, scope).where('t.task_id', '=', taskId).forUpdate()))[0]
}

export const findTasksOfProcess = (db: Reader, scope: Scope, processId: string): Promise<TaskRow[]> =>
  run(
    select(db, scope)
      .where('t.process_id', '=', processId)
      .orderBy('t.created_at', 'desc')
      .orderBy('t.task_id', 'desc'),
  )

export const findTasksOfProcesses = (db: Reader, scope: Scope, processIds: readonly string[]): Promise<TaskRow[]> =>
  run(
    select(db, scope)
      .where('t.process_id', '=', sql<string>`any(${processIds}::uuid[])`)
      .orderBy('t.created_at')
      .orderBy('t.task_id'),
  )

export interface TaskFilter {
  status: Status | undefined
  assignedTo: string | undefined
  dueAfter: Date | undefined
  dueBefore: Date | undefined
  procedures: ReachedProcedures
  after: { dueBy: Date | null; taskId: string } | undefined
  limit: number
}

/** Tasks within a role's reach, never those of a deleted process. */
export const reachedTasks = (db: Reader, scope: Scope, procedures: ReachedProcedures) =>
  select(db, scope)
    .innerJoinLateral(
      // fenced, so that each process is looked up by its primary key: the indexes of those not deleted hold it behind its procedure and time
      (from) =>
        from
          .selectFrom('processes')
          .select(['pod_id', 'assigned_to', 'deleted_at'])
          .where('team_id', '=', scope.teamId)
          .whereRef('process_id', '=', 't.process_id')
          .offset(sql<number>`0`)
          .as('p'),
      (join) => join.onTrue(),
    )
    .where('p.deleted_at', 'is', null)
    .where(withinReach(scope, procedures, 't.procedure_id'))

/** Tasks by what is due first; those without a due time last. */
export function findTasks(db: Reader, scope: Scope, filter: TaskFilter): Promise<TaskRow[]> {
  let query = reachedTasks(db, scope, filter.procedures)
  if (filter.status) query = query.where('t.status', '=', filter.status)
  if (filter.assignedTo) query = query.where('t.assigned_to', '=', filter.assignedTo)
  if (filter.dueAfter) query = query.where('t.due_by', '>=', filter.dueAfter)
  if (filter.dueBefore) query = query.where('t.due_by', '<', filter.dueBefore)
  if (filter.after) {
    const { dueBy, taskId } = filter.after
    query = query.where(
      sql<boolean>`(coalesce(t.due_by, 'infinity'), t.task_id) > (coalesce(${dueBy}::timestamptz, 'infinity'), ${taskId}::uuid)`,
    )
  }
  return run(query.orderBy(sql`coalesce(t.due_by, 'infinity')`).orderBy('t.task_id').limit(filter.limit))
}
