import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

/** A table with the place of each team: what follows the events of some teams, or of all. */
export type Places = 'webhook_relays' | 'statistics_places'

/** How far the events of a team have been followed: up to this one. */
export interface Place {
  position: number
  eventId: string
}

type Team = Pick<Scope, 'teamId'>

/** An event is final when no transaction can still commit one before it: see migration 002. */
export const horizon = sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint + event_position_offset()`

/** After the transaction that asks; where the team's events are followed already, as before. */
export async function beginNow(tx: Tx, places: Places, { teamId }: Team): Promise<void> {
  await sql`
    insert into ${sql.table(places)} (team_id, position, event_id, updated_at)
    values (
      ${teamId}, pg_current_xact_id()::text::bigint + event_position_offset(), 'ffffffff-ffff-ffff-ffff-ffffffffffff', now()
    )
    on conflict (team_id) do nothing`.execute(tx)
}

/** From the first event on, for each of the teams that is not followed yet. */
export async function beginAtFirst(db: Database, places: Places, teamIds: readonly string[]): Promise<void> {
  await sql`
    insert into ${sql.table(places)} (team_id, position, event_id, updated_at)
    select t.team_id, 0, '00000000-0000-0000-0000-000000000000', now() from unnest(${[...teamIds]}::uuid[]) as t (team_id)
    where not exists (select from ${sql.table(places)} p where p.team_id = t.team_id)
    on conflict (team_id) do nothing`.execute(db)
}

/** The teams among these that have events to follow. In their order, so that the index is walked however many the planner takes them for. */
export async function findTeamsBehind(db: Database, places: Places, teamIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ teamId: string }>`
    select r.team_id as "teamId" from ${sql.table(places)} r cross join lateral (
      select from events e
      where e.team_id = r.team_id and (e.position, e.event_id) > (r.position, r.event_id) and e.position < ${horizon}
      order by e.position, e.event_id limit 1
    ) e
    where r.team_id = any (${[...teamIds]}::uuid[])`.execute(db)
  return rows.map(({ teamId }) => teamId)
}

/** Where a team stands; undefined while another worker moves it. The row stays locked until the transaction ends. */
export async function claimPlace(tx: Tx, places: Places, { teamId }: Team): Promise<Place | undefined> {
  return tx
    .selectFrom(places)
    .select(['position', 'event_id as eventId'])
    .where('team_id', '=', teamId)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function movePlace(tx: Tx, places: Places, { teamId }: Team, { position, eventId }: Place): Promise<void> {
  await sql`
    update ${sql.table(places)} set position = ${position}, event_id = ${eventId}, updated_at = now()
    where team_id = ${teamId}`.execute(tx)
}
