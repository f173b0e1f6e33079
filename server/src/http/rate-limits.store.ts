import { sql } from 'kysely'
import type { Reader } from '../database/database.ts'
import type { Limited } from './rate-limits.ts'

/** Takes up to `block` requests of the key's window; answers how many were granted and how many are left for others. */
export async function leaseRequests(
  db: Reader,
  { teamId, keyId, requestsPerMinute }: Limited,
  windowStart: Date,
  block: number,
): Promise<{ granted: number; unleased: number }> {
  const { rows } = await sql<{ leased: number; granted: number }>`
    insert into rate_windows as w (team_id, key_id, window_start, leased)
    values (${teamId}, ${keyId}, ${windowStart}, 0)
    on conflict (team_id, key_id, window_start) do nothing`
    .execute(db)
    .then(() =>
      sql<{ leased: number; granted: number }>`
        with present as (
          select leased from rate_windows
          where team_id = ${teamId} and key_id = ${keyId} and window_start = ${windowStart} for update
        )
        update rate_windows w set leased = least(present.leased + ${block}, ${requestsPerMinute}::int)
        from present
        where w.team_id = ${teamId} and w.key_id = ${keyId} and w.window_start = ${windowStart}
        returning w.leased, greatest(w.leased - present.leased, 0) as granted`.execute(db),
    )
  const [row] = rows
  return row
    ? { granted: row.granted, unleased: Math.max(0, requestsPerMinute - row.leased) }
    : { granted: 0, unleased: 0 }
}
