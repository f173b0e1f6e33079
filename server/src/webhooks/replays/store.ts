import { type RawBuilder, sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { firstIdAt } from '../deliveries/first-id-at.ts'

type Team = Pick<Scope, 'teamId'>

export interface ReplayRow {
  id: string
  endpointId: string | null
  since: Date
  until: Date
  which: 'FAILED' | 'ALL'
  event: string | null
  status: 'IN_PROGRESS' | 'COMPLETED'
  total: number
  queued: number
  cursor: string | null
  userId: string | null
  createdAt: Date
  completedAt: Date | null
}

const columns = [
  'replay_id as id',
  'endpoint_id as endpointId',
  'since',
  'until',
  'which',
  'event',
  'status',
  'total',
  'queued',
  'cursor',
  'user_id as userId',
  'created_at as createdAt',
  'completed_at as completedAt',
] as const

/** The deliveries that a replay is about, beyond its cursor; those of deleted endpoints are not. */
const meant = (
  { teamId }: Team,
  { endpointId, since, until, which, event, cursor }: ReplayRow,
): RawBuilder<boolean> => sql`
  d.team_id = ${teamId} and d.delivery_id >= ${firstIdAt(since)} and d.delivery_id < ${firstIdAt(until)}
  and (${cursor}::uuid is null or d.delivery_id > ${cursor}::uuid)
  and (${endpointId}::uuid is null or d.endpoint_id = ${endpointId}::uuid)
  and (${event}::text is null or d.event = ${event} or (right(${event}, 2) = '.*' and starts_with(d.event, left(${event}, -1))))
  and ${which === 'FAILED' ? sql`d.status = 'FAILED'` : sql`d.status <> 'PENDING'`}
  and exists (select from webhook_endpoints e where e.team_id = ${teamId} and e.endpoint_id = d.endpoint_id and e.deleted_at is null)`

export async function countMeant(db: Reader, team: Team, replay: ReplayRow): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from webhook_deliveries d where d.team_id = ${team.teamId} and ${meant(team, replay)}`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Queues the next of them again, in the order in which they were made; answers how many, and the last. */
export async function queueNext(
  tx: Tx,
  team: Team,
  replay: ReplayRow,
  limit: number,
): Promise<{ count: number; last: string | null }> {
  const { rows } = await sql<{ count: number; last: string | null }>`
    with next as (
      select d.delivery_id from webhook_deliveries d where ${meant(team, replay)} order by d.delivery_id limit ${limit} for update
    ), queued as (
      update webhook_deliveries d set status = 'PENDING', tries = 0, due_at = now(), settled_at = null, replay_id = ${replay.id}
      from next where d.team_id = ${team.teamId} and d.delivery_id = next.delivery_id
      returning d.delivery_id
    )
    select count(*)::int as count, (array_agg(delivery_id order by delivery_id desc))[1] as last from queued`.execute(
    tx,
  )
  return rows[0] ?? { count: 0, last: null }
}

export async function insertReplay(tx: Tx, { teamId }: Team, row: ReplayRow): Promise<void> {
  await tx
    .insertInto('webhook_replays')
    .values({
      team_id: teamId,
      replay_id: row.id,
      endpoint_id: row.endpointId,
      since: row.since,
      until: row.until,
      which: row.which,
      event: row.event,
      status: row.status,
      total: row.total,
      user_id: row.userId,
      created_at: row.createdAt,
      updated_at: row.createdAt,
    })
    .execute()
}

export async function updateReplay(tx: Tx, { teamId }: Team, row: ReplayRow): Promise<void> {
  await tx
    .updateTable('webhook_replays')
    .set({
      status: row.status,
      queued: row.queued,
      cursor: row.cursor,
      completed_at: row.completedAt,
      updated_at: new Date(),
    })
    .where('team_id', '=', teamId)
    .where('replay_id', '=', row.id)
    .execute()
}

export async function findReplay(db: Reader, { teamId }: Team, id: string): Promise<ReplayRow | undefined> {
  const row = await db
    .selectFrom('webhook_replays')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('replay_id', '=', id)
    .executeTakeFirst()
  return row as ReplayRow | undefined
}

/** The row stays locked until the transaction ends. */
export async function lockReplay(tx: Tx, { teamId }: Team, id: string): Promise<ReplayRow | undefined> {
  const row = await tx
    .selectFrom('webhook_replays')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('replay_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row as ReplayRow | undefined
}

/** Newest first. */
export async function findReplays(db: Reader, { teamId }: Team, limit: number): Promise<ReplayRow[]> {
  const rows = await db
    .selectFrom('webhook_replays')
    .select(columns)
    .where('team_id', '=', teamId)
    .orderBy('replay_id', 'desc')
    .limit(limit)
    .execute()
  return rows as ReplayRow[]
}

export interface ReplayCounts {
  delivered: number
  failed: number
}

/** Where the deliveries that replays queued stand now. */
export async function countOutcomes(
  db: Reader,
  { teamId }: Team,
  ids: readonly string[],
): Promise<Map<string, ReplayCounts>> {
  const { rows } = await sql<ReplayCounts & { id: string }>`
    select replay_id as id, count(*) filter (where status = 'DELIVERED')::int as delivered, count(*) filter (where status = 'FAILED')::int as failed
    from webhook_deliveries where team_id = ${teamId} and replay_id = any (${[...ids]}::uuid[]) group by replay_id`.execute(
    db,
  )
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}
