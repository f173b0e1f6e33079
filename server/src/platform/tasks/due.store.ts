import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { DueFilter } from '../processes/due.ts'
import type { ReachedProcedures } from '../roles/access.ts'
import type { TaskRow } from './row.ts'
import { reachedTasks, run } from './store.ts'

type Filter = Omit<DueFilter, 'after'>

/** Open tasks of a user, as the index `tasks_due` holds them. */
function dueTasks(db: Reader, scope: Scope, procedures: ReachedProcedures, { userId, span }: Filter) {
  let query = reachedTasks(db, scope, procedures).where('t.assigned_to', '=', userId).where('t.status', '=', 'OPEN')
  if (!span) return query.where('t.due_by', 'is', null)
  query = query.where('t.due_by', 'is not', null)
  if (span.from !== undefined) query = query.where('t.due_by', '>=', new Date(span.from))
  if (span.before !== undefined) query = query.where('t.due_by', '<', new Date(span.before))
  return query
}

export function findDueTasks(
  db: Reader,
  scope: Scope,
  procedures: ReachedProcedures,
  { after, ...filter }: DueFilter,
  limit: number,
): Promise<TaskRow[]> {
  let query = dueTasks(db, scope, procedures, filter)
  if (after?.dueAt == null) query = after ? query.where('t.task_id', '>', after.id) : query
  else query = query.where(sql<boolean>`(t.due_by, t.task_id) > (${new Date(after.dueAt)}, ${after.id}::uuid)`)
  return run(query.orderBy('t.due_by').orderBy('t.task_id').limit(limit))
}

export async function countDueTasks(
  db: Reader,
  scope: Scope,
  procedures: ReachedProcedures,
  filter: Filter,
  most: number,
): Promise<number> {
  const some = dueTasks(db, scope, procedures, filter).clearSelect().select('t.task_id').limit(most)
  const { total } = await db
    .selectFrom(some.as('t'))
    .select((count) => count.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}
