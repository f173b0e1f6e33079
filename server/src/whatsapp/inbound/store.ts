import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { Scope } from '../../scope.ts'

const insert = prepared<{ inbound_event_id: string }>(
  'insert-inbound-event',
  `insert into inbound_events (team_id, plugin_id, inbound_event_id, digest, body, received_at)
   values ($1, $2, $3, $4, $5, now()) on conflict do nothing`,
)

export interface NewEvent {
  pluginId: string
  id: string
  /** SHA-256 of the body */
  digest: Buffer
  body: Buffer
}

/** A repeat of the same bytes is the same event: nothing happens then. */
export async function insertEvent(db: Reader, { teamId }: Scope, event: NewEvent): Promise<void> {
  await insert(db, [teamId, event.pluginId, event.id, event.digest, event.body])
}

/** Parts of other events that are kept by themselves. */
export async function insertForeign(
  tx: Tx,
  { teamId }: Scope,
  events: readonly (NewEvent & { receivedAt: Date })[],
): Promise<void> {
  await tx
    .insertInto('inbound_events')
    .values(
      events.map(({ pluginId, id, digest, body, receivedAt }) => ({
        team_id: teamId,
        plugin_id: pluginId,
        inbound_event_id: id,
        digest,
        body,
        status: 'FOREIGN',
        received_at: receivedAt,
        settled_at: new Date(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export interface WaitingEvent {
  id: string
  body: Buffer
  attempts: number
  /** not again before this time */
  tryAfter: Date | null
  receivedAt: Date
}

/** bodies that are held in memory at once; one event is always taken, whatever its size */
const mostBytes = 4_000_000

const selectWaiting = prepared<WaitingEvent & { found: number }>(
  'find-waiting-inbound-events',
  `select inbound_event_id as id, body, attempts, try_after as "tryAfter", received_at as "receivedAt", found
   from (
     select e.*, count(*) over () as found, sum(octet_length(body)) over (order by inbound_event_id) - octet_length(body) as bytes_before
     from (
       select inbound_event_id, body, attempts, try_after, received_at from inbound_events
       where team_id = $1 and plugin_id = $2 and status = 'RECEIVED' and inbound_event_id > $3 order by inbound_event_id limit $4
     ) e
   ) w where bytes_before < ${mostBytes} order by inbound_event_id`,
)

/** The next events of a plugin in the order in which they came, also those that are to be tried again later. */
export async function findWaiting(
  db: Reader,
  { teamId }: Scope,
  pluginId: string,
  page: { after: string; limit: number },
): Promise<{ events: WaitingEvent[]; isLast: boolean }> {
  const rows = await selectWaiting(db, [teamId, pluginId, page.after, page.limit])
  const found = rows[0]?.found ?? 0
  return { events: rows, isLast: found < page.limit && rows.length === found }
}

/** True for whoever works on the plugin's events until the transaction ends; nobody waits. */
export async function claimPlugin(tx: Tx, pluginId: string): Promise<boolean> {
  const { rows } = await sql<{ claimed: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`inbound ${pluginId}`}, 0)) as claimed`.execute(tx)
  return rows[0]?.claimed === true
}

export interface Settled {
  id: string
  status: 'APPLIED' | 'FOREIGN' | 'FAILED'
  error: string | null
}

export async function settleEvents(tx: Tx, { teamId }: Scope, settled: readonly Settled[]): Promise<void> {
  await sql`
    update inbound_events e set status = s.status, error = s.error, try_after = null, settled_at = now()
    from unnest(${settled.map(({ id }) => id)}::uuid[], ${settled.map(({ status }) => status)}::text[],
      ${settled.map(({ error }) => error)}::text[]) as s (id, status, error)
    where e.team_id = ${teamId} and e.inbound_event_id = s.id`.execute(tx)
}

/** Notes a failed attempt; `tryAfter` null gives the event up. */
export async function noteFailure(
  tx: Tx,
  { teamId }: Scope,
  id: string,
  { error, attempts, tryAfter }: { error: string; attempts: number; tryAfter: Date | null },
): Promise<void> {
  await sql`
    update inbound_events set error = ${error}, attempts = ${attempts}, try_after = ${tryAfter},
      status = ${tryAfter ? 'RECEIVED' : 'FAILED'}, settled_at = ${tryAfter ? null : new Date()}
    where team_id = ${teamId} and inbound_event_id = ${id}`.execute(tx)
}

export type EventStatus = 'RECEIVED' | 'APPLIED' | 'FOREIGN' | 'FAILED'

export interface EventRow {
  id: string
  status: EventStatus
  attempts: number
  error: string | null
  tryAfter: Date | null
  receivedAt: Date
  settledAt: Date | null
  size: number
}

const columns = sql`inbound_event_id as id, status, attempts, error, try_after as "tryAfter", received_at as "receivedAt",
  settled_at as "settledAt", octet_length(body) as size`

/** Newest first, before an id. */
export async function listEvents(
  db: Reader,
  { teamId }: Scope,
  pluginId: string,
  page: { status: EventStatus | undefined; before: string | null; limit: number },
): Promise<EventRow[]> {
  // a literal, so that the planner sees which of the partial indexes serves
  const byStatus = page.status ? sql`and status = ${sql.lit(page.status)}` : sql``
  const beforeId = page.before === null ? sql`` : sql`and inbound_event_id < ${page.before}`
  const { rows } = await sql<EventRow>`
    select ${columns} from inbound_events where team_id = ${teamId} and plugin_id = ${pluginId} ${byStatus} ${beforeId}
    order by inbound_event_id desc limit ${page.limit}`.execute(db)
  return rows
}

export async function findEvent(
  db: Reader,
  { teamId }: Scope,
  pluginId: string,
  id: string,
): Promise<(EventRow & { body: Buffer }) | undefined> {
  const { rows } = await sql<EventRow & { body: Buffer }>`
    select ${columns}, body from inbound_events
    where team_id = ${teamId} and plugin_id = ${pluginId} and inbound_event_id = ${id}`.execute(db)
  return rows[0]
}

/** Only one that was given up, or found foreign. */
export async function receiveAgain(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  id: string,
): Promise<EventRow | undefined> {
  const { rows } = await sql<EventRow>`
    update inbound_events set status = 'RECEIVED', attempts = 0, error = null, try_after = null, settled_at = null
    where team_id = ${teamId} and plugin_id = ${pluginId} and inbound_event_id = ${id} and status in ('FAILED', 'FOREIGN')
    returning ${columns}`.execute(tx)
  return rows[0]
}

/** What was found foreign is looked at once more. */
export async function receiveForeignAgain(db: Reader, { teamId }: Scope, pluginId: string): Promise<void> {
  await sql`
    update inbound_events set status = 'RECEIVED', attempts = 0, error = null, try_after = null, settled_at = null
    where team_id = ${teamId} and plugin_id = ${pluginId} and status = 'FOREIGN'`.execute(db)
}

/** Those that still wait or failed are kept. */
export async function deleteEventsBefore(db: Reader, { teamId }: Pick<Scope, 'teamId'>, time: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from inbound_events where team_id = ${teamId} and inbound_event_id < ${firstIdAt(time)} and status in ('APPLIED', 'FOREIGN')
      and received_at < ${time}`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** The least UUIDv7 of a millisecond: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7 */
function firstIdAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
