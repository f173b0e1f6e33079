import { sql } from 'kysely'
import type { Database, Reader, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'

/** The dispatcher works for all teams at once: each statement names the teams that it is about. */

export interface Leased {
  teamId: string
  endpointId: string
}

/** Takes endpoints that have something due and that no living worker holds. */
export async function takeLeases(
  db: Database,
  {
    teamIds,
    workerId,
    leaseMs,
    limit,
  }: { teamIds: readonly string[]; workerId: string; leaseMs: number; limit: number },
): Promise<Leased[]> {
  const { rows } = await sql<Leased>`
    insert into webhook_leases (team_id, endpoint_id, worker_id, leased_until)
    select e.team_id, e.endpoint_id, ${workerId}, now() + make_interval(secs => ${leaseMs / 1000})
    from webhook_endpoints e
    where e.team_id = any (${[...teamIds]}::uuid[]) and e.status = 'ACTIVE' and e.deleted_at is null
      and exists (
        select from webhook_deliveries d
        where d.team_id = e.team_id and d.endpoint_id = e.endpoint_id and d.status = 'PENDING' and d.due_at <= now()
      )
      and not exists (
        select from webhook_leases l
        where l.team_id = e.team_id and l.endpoint_id = e.endpoint_id and l.leased_until > now()
      )
    limit ${limit}
    on conflict (team_id, endpoint_id) do update set worker_id = excluded.worker_id, leased_until = excluded.leased_until
    where webhook_leases.leased_until <= now()
    returning team_id as "teamId", endpoint_id as "endpointId"`.execute(db)
  return rows
}

/** Answers those that are still held. */
export async function renewLeases(
  db: Database,
  workerId: string,
  leases: readonly Leased[],
  leaseMs: number,
): Promise<Leased[]> {
  const { rows } = await sql<Leased>`
    update webhook_leases l set leased_until = now() + make_interval(secs => ${leaseMs / 1000})
    from unnest(${leases.map(({ teamId }) => teamId)}::uuid[], ${leases.map(({ endpointId }) => endpointId)}::uuid[]) as mine (team_id, endpoint_id)
    where l.team_id = mine.team_id and l.endpoint_id = mine.endpoint_id and l.worker_id = ${workerId}
    returning l.team_id as "teamId", l.endpoint_id as "endpointId"`.execute(db)
  return rows
}

export async function giveLeasesBack(db: Database, workerId: string, leases: readonly Leased[]): Promise<void> {
  await sql`
    delete from webhook_leases l
    using unnest(${leases.map(({ teamId }) => teamId)}::uuid[], ${leases.map(({ endpointId }) => endpointId)}::uuid[]) as mine (team_id, endpoint_id)
    where l.team_id = mine.team_id and l.endpoint_id = mine.endpoint_id and l.worker_id = ${workerId}`.execute(db)
}

/** What sending to an endpoint takes. */
export interface Destination extends Leased {
  url: string
  failingSince: Date | null
  lastSuccessAt: Date | null
}

/** Only those that may be sent to now. */
export async function findDestinations(db: Reader, leases: readonly Leased[]): Promise<Destination[]> {
  const { rows } = await sql<Destination>`
    select e.team_id as "teamId", e.endpoint_id as "endpointId", e.url, e.failing_since as "failingSince", e.last_success_at as "lastSuccessAt"
    from unnest(${leases.map(({ teamId }) => teamId)}::uuid[], ${leases.map(({ endpointId }) => endpointId)}::uuid[]) as mine (team_id, endpoint_id)
    join webhook_endpoints e on e.team_id = mine.team_id and e.endpoint_id = mine.endpoint_id
    where e.status = 'ACTIVE' and e.deleted_at is null`.execute(db)
  return rows
}

export interface DueDelivery extends Leased {
  id: string
  payloadId: string
  about: string | null
  tries: number
  attempts: number
}

const due = prepared<DueDelivery>(
  'webhook deliveries due',
  `select w.team_id as "teamId", w.endpoint_id as "endpointId", d.delivery_id as id, d.payload_id as "payloadId", p.about, d.tries, d.attempts
   from unnest($1::uuid[], $2::uuid[], $3::int[]) as w (team_id, endpoint_id, places)
   cross join lateral (
     select delivery_id, payload_id, due_at, tries, attempts from webhook_deliveries d
     where d.team_id = w.team_id and d.endpoint_id = w.endpoint_id and d.status = 'PENDING' and d.due_at <= now()
       and d.delivery_id <> all ($4::uuid[])
     order by d.due_at, d.delivery_id limit w.places
   ) as d
   join webhook_payloads p on p.team_id = w.team_id and p.payload_id = d.payload_id
   order by d.due_at, d.delivery_id`,
)

/** The oldest that are due, beside those that are known. */
export const findDue = (
  db: Database,
  wanted: readonly (Leased & { places: number })[],
  known: readonly string[],
): Promise<DueDelivery[]> =>
  due(db, [
    wanted.map(({ teamId }) => teamId),
    wanted.map(({ endpointId }) => endpointId),
    wanted.map(({ places }) => places),
    known,
  ])

const bodies = prepared<{ id: string; body: Buffer }>(
  'webhook bodies',
  `select p.payload_id as id, p.body
   from (
     select p.team_id, p.payload_id, p.body, sum(octet_length(p.body)) over (order by w.place) - octet_length(p.body) as before
     from unnest($1::uuid[], $2::uuid[]) with ordinality as w (team_id, payload_id, place)
     join webhook_payloads p on p.team_id = w.team_id and p.payload_id = w.payload_id
   ) as p
   where p.before < $3`,
)

/** In their order, until so many bytes are full. */
export async function findBodies(
  db: Database,
  payloads: readonly { teamId: string; payloadId: string }[],
  bytes: number,
): Promise<Map<string, Buffer>> {
  const rows = await bodies(db, [
    payloads.map(({ teamId }) => teamId),
    payloads.map(({ payloadId }) => payloadId),
    bytes,
  ])
  return new Map(rows.map(({ id, body }) => [id, body]))
}

export interface Outcome {
  teamId: string
  deliveryId: string
  status: 'PENDING' | 'DELIVERED' | 'FAILED'
  tries: number
  /** which attempt of the delivery it was, from 1 */
  attempt: number
  /** until the next try, where there is one */
  delayMs: number
  url: string
  at: Date
  ms: number
  responseStatus: number | null
  error: string | null
  responseHeaders: Record<string, string> | null
  responseBody: Buffer | null
}

const settle = prepared<{ id: string }>(
  'webhook outcomes',
  `with o as (
     select * from unnest(
       $1::uuid[], $2::uuid[], $3::text[], $4::smallint[], $5::int[], $6::int[], $7::text[], $8::timestamptz[], $9::int[], $10::smallint[], $11::text[],
       $12::jsonb[], $13::bytea[]
     ) as o (team_id, delivery_id, status, tries, attempt, delay_ms, url, at, ms, response_status, error, response_headers, response_body)
   ), attempts as (
     insert into webhook_attempts (team_id, delivery_id, attempt, url, at, ms, status, error, response_headers, response_body)
     select team_id, delivery_id, attempt, url, at, ms, response_status, error, response_headers, response_body from o
     on conflict do nothing
   )
   update webhook_deliveries d
   set status = case when d.status = 'PENDING' or o.status = 'DELIVERED' then o.status else d.status end,
       tries = o.tries, attempts = o.attempt, response_status = o.response_status, error = o.error,
       due_at = case o.status when 'PENDING' then now() + o.delay_ms * interval '1 millisecond' else d.due_at end,
       settled_at = case o.status when 'PENDING' then d.settled_at else now() end
   from o
   where d.team_id = o.team_id and d.delivery_id = o.delivery_id and d.attempts < o.attempt
   returning d.delivery_id as id`,
)

/**
 * Writes what came of attempts: the attempts, and where their deliveries stand now. An attempt that another worker made too counts once; a delivery that
 * was given up meanwhile is not taken up again, unless it got through.
 */
export async function settleOutcomes(db: Reader, outcomes: readonly Outcome[]): Promise<void> {
  await settle(db, [
    outcomes.map(({ teamId }) => teamId),
    outcomes.map(({ deliveryId }) => deliveryId),
    outcomes.map(({ status }) => status),
    outcomes.map(({ tries }) => tries),
    outcomes.map(({ attempt }) => attempt),
    outcomes.map(({ delayMs }) => delayMs),
    outcomes.map(({ url }) => url),
    outcomes.map(({ at }) => at),
    outcomes.map(({ ms }) => ms),
    outcomes.map(({ responseStatus }) => responseStatus),
    outcomes.map(({ error }) => error),
    outcomes.map(({ responseHeaders }) => responseHeaders && JSON.stringify(responseHeaders)),
    outcomes.map(({ responseBody }) => responseBody),
  ])
}

export interface Health extends Leased {
  succeeded: boolean
  failures: number
}

/** A success ends a time of failing; failures begin or lengthen one. */
export async function noteHealth(db: Reader, healths: readonly Health[]): Promise<void> {
  await sql`
    update webhook_endpoints e
    set last_success_at = case when h.succeeded then now() else e.last_success_at end,
        failing_since = case when h.succeeded then null when h.failures > 0 then coalesce(e.failing_since, now()) else e.failing_since end,
        failures = case when h.succeeded then 0 else e.failures + h.failures end
    from unnest(
      ${healths.map(({ teamId }) => teamId)}::uuid[], ${healths.map(({ endpointId }) => endpointId)}::uuid[],
      ${healths.map(({ succeeded }) => succeeded)}::boolean[], ${healths.map(({ failures }) => failures)}::int[]
    ) as h (team_id, endpoint_id, succeeded, failures)
    where e.team_id = h.team_id and e.endpoint_id = h.endpoint_id`.execute(db)
}

/** Answers whether it was not paused before. */
export async function pauseEndpoint(
  tx: Tx,
  { teamId, endpointId }: Leased,
  { reason, message }: { reason: 'GONE' | 'FAILING'; message: string },
): Promise<boolean> {
  const { rows } = await sql`
    update webhook_endpoints
    set status = 'PAUSED', pause_reason = ${reason}, pause_message = ${message}, paused_at = now(), updated_at = now(), version = version + 1
    where team_id = ${teamId} and endpoint_id = ${endpointId} and status = 'ACTIVE' and deleted_at is null
    returning endpoint_id`.execute(tx)
  return rows.length > 0
}

/** Endpoints that nothing got through to for so long, although it was tried so often. */
export async function findDeadEndpoints(
  db: Reader,
  teamIds: readonly string[],
  { failingMs, failures }: { failingMs: number; failures: number },
): Promise<(Leased & { failures: number; failingSince: Date })[]> {
  const { rows } = await sql<Leased & { failures: number; failingSince: Date }>`
    select team_id as "teamId", endpoint_id as "endpointId", failures, failing_since as "failingSince" from webhook_endpoints
    where team_id = any (${[...teamIds]}::uuid[]) and status = 'ACTIVE' and deleted_at is null and failures >= ${failures}
      and failing_since < now() - make_interval(secs => ${failingMs / 1000})`.execute(db)
  return rows
}
