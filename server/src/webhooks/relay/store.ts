import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

/** From the next event on; where the team's events are relayed already, as before. */
export async function beginRelay(tx: Tx, { teamId }: Pick<Scope, 'teamId'>): Promise<void> {
  await sql`
    insert into webhook_relays (team_id, position, event_id, updated_at)
    values (
      ${teamId}, pg_snapshot_xmin(pg_current_snapshot())::text::bigint + event_position_offset(), '00000000-0000-0000-0000-000000000000', now()
    )
    on conflict (team_id) do nothing`.execute(tx)
}
