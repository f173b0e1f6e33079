import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { ReachedProcedures } from '../../roles/access.ts'
import { withinReach } from '../../roles/within-reach.ts'
import type { DueFilter, Span } from '../due.ts'

interface Filter {
  userId: string
  span: NonNullable<Span>
}

const bound = (at: number | undefined, otherwise: string): RawBuilder<Date> =>
  sql`${at === undefined ? otherwise : new Date(at)}::timestamptz`

/** Open processes of a user with a next action, as the index `processes_due` holds them. */
const dueProcesses = (
  scope: Scope,
  procedures: ReachedProcedures,
  { userId, span }: Filter,
): RawBuilder<unknown> => sql`
  from processes p
  where p.team_id = ${scope.teamId} and p.assigned_to = ${userId} and p.status = 'OPEN' and p.deleted_at is null
    and p.next_action_at is not null
    and p.next_action_at >= ${bound(span.from, '-infinity')} and p.next_action_at < ${bound(span.before, 'infinity')}
    and ${withinReach(scope, procedures, 'p.procedure_id')}`

export async function findDueProcesses(
  db: Reader,
  scope: Scope,
  procedures: ReachedProcedures,
  { after, ...filter }: Filter & Pick<DueFilter, 'after'>,
  limit: number,
): Promise<{ id: string; dueAt: number }[]> {
  const place = after
    ? sql`and (p.next_action_at, p.process_id) > (${new Date(after.dueAt ?? 0)}, ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<{ id: string; dueAt: Date }>`
    select p.process_id as id, p.next_action_at as "dueAt" ${dueProcesses(scope, procedures, filter)} ${place}
    order by p.next_action_at, p.process_id limit ${limit}`.execute(db)
  return rows.map(({ id, dueAt }) => ({ id, dueAt: dueAt.getTime() }))
}

export async function countDueProcesses(
  db: Reader,
  scope: Scope,
  procedures: ReachedProcedures,
  filter: Filter,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from (select 1 ${dueProcesses(scope, procedures, filter)} limit ${most}) p`.execute(
    db,
  )
  return rows[0]?.total ?? 0
}
