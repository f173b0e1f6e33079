import { sql } from 'kysely'
import type { Database, Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

type Team = Pick<Scope, 'teamId'>

/** An event is final when no transaction can still commit one before it: see migration 002. */
const horizon = sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint + event_position_offset()`

/** After the transaction that asks; where the team's events are relayed already, as before. */
export async function beginRelay(tx: Tx, { teamId }: Team): Promise<void> {
  await sql`
    insert into webhook_relays (team_id, position, event_id, updated_at)
    values (
      ${teamId}, pg_current_xact_id()::text::bigint + event_position_offset(), 'ffffffff-ffff-ffff-ffff-ffffffffffff', now()
    )
    on conflict (team_id) do nothing`.execute(tx)
}

/** The teams among these that have events to relay. */
export async function findTeamsToRelay(db: Database, teamIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ teamId: string }>`
    select r.team_id as "teamId" from webhook_relays r
    where r.team_id = any (${[...teamIds]}::uuid[]) and exists (
      select from events e
      where e.team_id = r.team_id and (e.position, e.event_id) > (r.position, r.event_id) and e.position < ${horizon}
    )`.execute(db)
  return rows.map(({ teamId }) => teamId)
}

export interface RelayPlace {
  position: number
  eventId: string
}

/** Where the relay of a team stands; undefined while another worker moves it. The row stays locked until the transaction ends. */
export async function claimRelay(tx: Tx, { teamId }: Team): Promise<RelayPlace | undefined> {
  return tx
    .selectFrom('webhook_relays')
    .select(['position', 'event_id as eventId'])
    .where('team_id', '=', teamId)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function moveRelay(tx: Tx, { teamId }: Team, { position, eventId }: RelayPlace): Promise<void> {
  await sql`
    update webhook_relays set position = ${position}, event_id = ${eventId}, updated_at = now() where team_id = ${teamId}`.execute(
    tx,
  )
}

export interface RelayedEvent extends RelayPlace {
  kind: string
  subjectId: string
  procedureId: string | null
  userId: string | null
  keyId: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  at: Date
}

/** Final events after a place, the oldest first. */
export async function findEventsAfter(
  db: Reader,
  { teamId }: Team,
  { position, eventId }: RelayPlace,
  limit: number,
): Promise<RelayedEvent[]> {
  const { rows } = await sql<RelayedEvent>`
    select position, event_id as "eventId", kind, subject_id as "subjectId", procedure_id as "procedureId", user_id as "userId", key_id as "keyId",
           before, after, at
    from events
    where team_id = ${teamId} and (position, event_id) > (${position}::bigint, ${eventId}::uuid) and position < ${horizon}
    order by position, event_id limit ${limit}`.execute(db)
  return rows
}
