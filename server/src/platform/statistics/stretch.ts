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

/** That an event `e` is one of these. */
export const isWithin = ({ teamId, after, upTo }: Stretch): Fragment =>
  sql`e.team_id = ${teamId}::uuid and (e.position, e.event_id) > (${after.position}::bigint, ${after.eventId}::uuid)
    and (e.position, e.event_id) <= (${upTo.position}::bigint, ${upTo.eventId}::uuid)`

/** The quarter of an hour that a time lies in: hours and days of every time zone are made of whole ones. */
export const slotOf = (time: Fragment): Fragment =>
  sql`date_bin('15 minutes', ${time}, timestamptz '2000-01-01 00:00:00+00')`
