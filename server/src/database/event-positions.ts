import { sql } from 'kysely'
import type { Database } from './database.ts'
import { listTeams } from './global-lookups.ts'

/**
 * Makes new events come after those there are. An event's position is the number of its transaction, and these begin anew in a database restored
 * from a dump: there the offset that is added to them is raised past the last position. Safe from several servers at once. Answers whether it was.
 */
export async function continueEventPositions(db: Database): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('nadi event positions'))`.execute(tx)
    let newest = 0
    for (const { teamId } of await listTeams(tx)) {
      const { rows } = await sql<{ newest: number | null }>`
        select max(position) as newest from events where team_id = ${teamId}`.execute(tx)
      newest = Math.max(newest, rows[0]?.newest ?? 0)
    }
    // no event that can be seen is of a transaction yet to come, unless it was written in another cluster
    const { rows } = await sql<{ number: number; next: number }>`
      select n.number, n.number + event_position_offset() as next
      from (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as number) n`.execute(tx)
    const coming = rows[0]
    if (!coming || newest < coming.next) return false
    const offset = sql.lit(newest + 1 - coming.number)
    await sql`
      create or replace function event_position_offset() returns bigint language sql immutable return ${offset}::bigint`.execute(
      tx,
    )
    return true
  })
}
