import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { ToldChange } from '../row.ts'

export interface HistoryRow {
  id: string
  kind: string
  at: Date
  userId: string | null
  username: string | null
  keyId: string | null
  keyName: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** What happened to each of these processes, the oldest first. */
export async function findHistories(
  db: Reader,
  { teamId }: Scope,
  processIds: readonly string[],
): Promise<Map<string, ToldChange[]>> {
  const { rows } = await sql<ToldChange>`
    select subject_id as "processId", kind, at, user_id as "userId", before, after from events
    where team_id = ${teamId} and subject_id = any(${processIds}::uuid[]) and kind ~ '^(process|task|lead)[.]'
    order by subject_id, at, event_id`.execute(db)
  return Map.groupBy(rows, (row) => row.processId)
}

/** What happened to a process, the newest first. Users and keys keep their names here after they are gone. */
export async function findHistory(
  db: Reader,
  { teamId }: Scope,
  processId: string,
  { after, limit }: { after: { at: number; id: string } | undefined; limit: number },
): Promise<HistoryRow[]> {
  const isEarlier = after
    ? sql`and (e.at, e.event_id) < (${new Date(after.at)}::timestamptz, ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<HistoryRow>`
    select e.event_id as id, e.kind, e.at, e.user_id as "userId", u.username, e.key_id as "keyId", k.name as "keyName", e.before, e.after
    from events e
    left join lateral (select username from users where team_id = e.team_id and user_id = e.user_id offset 0) u on true
    left join lateral (select name from api_keys where team_id = e.team_id and key_id = e.key_id offset 0) k on true
    where e.team_id = ${teamId} and e.subject_id = ${processId} ${isEarlier}
    order by e.at desc, e.event_id desc limit ${limit}`.execute(db)
  return rows
}
