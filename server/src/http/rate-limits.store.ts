import { sql } from 'kysely'
import type { Reader } from '../database/database.ts'
import type { Scope } from '../scope.ts'
import type { Limited } from './rate-limits.ts'

/** Takes up to `block` requests of the key's window; answers how many were granted and how many are left for others. */
export async function leaseRequests(
  db: Reader,
  { teamId, clientId, requestsPerMinute }: Limited,
  windowStart: Date,
  block: number,
): Promise<{ granted: number; unleased: number }> {
  const { rows } = await sql<{ leased: number }>`
    insert into rate_windows as w (team_id, client_id, window_start, leased) values (${teamId}, ${clientId}, ${windowStart}, ${block})
    on conflict (team_id, client_id, window_start) do update set leased = w.leased + excluded.leased
    returning leased`.execute(db)
  // the count goes past the limit by the blocks that found nothing left
  const leased = rows[0]?.leased ?? requestsPerMinute + block
  return {
    granted: Math.min(block, Math.max(0, requestsPerMinute - (leased - block))),
    unleased: Math.max(0, requestsPerMinute - leased),
  }
}

export async function deleteWindowsBefore(db: Reader, { teamId }: Pick<Scope, 'teamId'>, time: Date): Promise<number> {
  const result = await db
    .deleteFrom('rate_windows')
    .where('team_id', '=', teamId)
    .where('window_start', '<', time)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
