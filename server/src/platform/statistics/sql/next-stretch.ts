import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import { horizon, type Place } from '../../../events/follower/store.ts'
import type { Scope } from '../../../scope.ts'
import type { Stretch } from '../stretch.ts'

/** The next so many final events after a place; undefined where there are none. */
export async function nextStretch(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  after: Place,
  most: number,
): Promise<{ stretch: Stretch; hasMore: boolean } | undefined> {
  const { rows } = await sql<Place & { count: number }>`
    select position, event_id as "eventId", count(*) over () as count from (
      select position, event_id from events
      where team_id = ${teamId} and (position, event_id) > (${after.position}::bigint, ${after.eventId}::uuid) and position < ${horizon}
      order by position, event_id limit ${most}
    ) e order by position desc, event_id desc limit 1`.execute(db)
  const [last] = rows
  if (!last) return undefined
  const { count, ...upTo } = last
  return { stretch: { teamId, after, upTo }, hasMore: count === most }
}
