import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Range } from './range.ts'
import { nobody } from './sql/count-tasks.ts'

type Team = Pick<Scope, 'teamId'>

/** Whether events of the team wait to be counted, or to be final. */
export async function isBehind(db: Reader, { teamId }: Team): Promise<boolean> {
  const { rows } = await sql<{ isBehind: boolean }>`
    select exists (
      select from events e where e.team_id = ${teamId} and (e.position, e.event_id) > (p.position, p.event_id)
      order by e.position, e.event_id offset 0
    ) as "isBehind" from statistics_places p where p.team_id = ${teamId}`.execute(db)
  // a new team whose events nobody follows yet
  return rows[0]?.isBehind ?? true
}

export interface StateCount {
  /** from 1 on; one more than there are buckets: after the range */
  bucket: number
  state: string
  created: number
  entered: number
  departed: number
  reached: number
}

/** From the beginning of the range until now. */
export async function findStateCounts(
  db: Reader,
  { teamId }: Team,
  procedureId: string,
  { from, to, starts }: Range,
): Promise<StateCount[]> {
  const { rows } = await sql<StateCount>`
    select width_bucket(slot, ${[...starts, to]}::timestamptz[]) as bucket, state, sum(created) as created, sum(entered) as entered,
      sum(departed) as departed, sum(reached) as reached
    from statistics_states where team_id = ${teamId} and procedure_id = ${procedureId} and slot >= ${from}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** Open processes by whom they are assigned to; null: nobody. */
export async function countOpenProcesses(db: Reader, { teamId }: Team): Promise<Map<string | null, number>> {
  const { rows } = await sql<{ userId: string | null; count: number }>`
    select assigned_to as "userId", count(*) from processes
    where team_id = ${teamId} and status = 'OPEN' and deleted_at is null group by 1`.execute(db)
  return new Map(rows.map(({ userId, count }) => [userId, count]))
}

export interface OpenTasks {
  userId: string | null
  open: number
  overdue: number
}

export async function countOpenTasks(db: Reader, { teamId }: Team, now: Date): Promise<OpenTasks[]> {
  const { rows } = await sql<OpenTasks>`
    select assigned_to as "userId", count(*) as open, count(*) filter (where due_by < ${now}) as overdue from tasks
    where team_id = ${teamId} and status = 'OPEN' and deleted_at is null group by 1`.execute(db)
  return rows
}

export async function countCompletedTasks(
  db: Reader,
  { teamId }: Team,
  { from, to }: Pick<Range, 'from' | 'to'>,
): Promise<Map<string | null, number>> {
  const { rows } = await sql<{ userId: string | null; count: number }>`
    select nullif(user_id, ${nobody}::uuid) as "userId", sum(completed) as count from statistics_tasks
    where team_id = ${teamId} and slot >= ${from} and slot < ${to} group by 1`.execute(db)
  return new Map(rows.map(({ userId, count }) => [userId, count]))
}
