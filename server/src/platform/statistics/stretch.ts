import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Place } from '../../events/follower/store.ts'

type Fragment = RawBuilder<unknown>

/** Some events of a team, one after the other in their order. What they tell is counted in one transaction. */
export interface Stretch {
  teamId: string
  after: Place
  upTo: Place
}

/** Counts what a stretch tells, in the transaction that moves the team's place behind it. */
export type Counter = (tx: Tx, stretch: Stretch) => Promise<void>

/** Events that one transaction counts. */
export const mostAtOnce = 1_000

/**
 * The events of a stretch, to be put behind `from` as `e`. Its limit tells the planner how few they are, which it can't see in the bounds. What belongs to
 * them is to be looked up behind fences (`offset 0`), one by one: where a plan takes them for many, it reads all that the team has.
 */
export const eventsOf = ({ teamId, after, upTo }: Stretch): Fragment =>
  sql`(select * from events
    where team_id = ${teamId}::uuid and (position, event_id) > (${after.position}::bigint, ${after.eventId}::uuid)
      and (position, event_id) <= (${upTo.position}::bigint, ${upTo.eventId}::uuid)
    order by position, event_id limit ${mostAtOnce})`

/** The quarter of an hour that a time lies in: hours and days of every time zone are made of whole ones. */
export const slotOf = (time: Fragment): Fragment =>
  sql`date_bin('15 minutes', ${time}, timestamptz '2000-01-01 00:00:00+00')`
