import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { firstIdAt } from './first-id-at.ts'
import type { DeliveryStatus } from './types.ts'

export interface DeliveryRow {
  id: string
  endpointId: string
  payloadId: string
  event: string
  about: string | null
  status: DeliveryStatus
  attempts: number
  dueAt: Date
  responseStatus: number | null
  error: string | null
  replayId: string | null
  createdAt: Date
  settledAt: Date | null
}

export interface DeliveryFilter {
  endpointId?: string | undefined
  status?: DeliveryStatus | undefined
  event?: string | undefined
  since?: Date | undefined
  until?: Date | undefined
  /** only those of these payloads, or this one */
  among?: { payloadIds: readonly string[]; id: string | null } | undefined
}

const columns = [
  'd.delivery_id as id',
  'd.endpoint_id as endpointId',
  'd.payload_id as payloadId',
  'd.event',
  'p.about',
  'd.status',
  'd.attempts',
  'd.due_at as dueAt',
  'd.response_status as responseStatus',
  'd.error',
  'd.replay_id as replayId',
  'd.created_at as createdAt',
  'd.settled_at as settledAt',
] as const

const select = (db: Reader, { teamId }: Scope) =>
  db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_payloads as p', (join) =>
      join.onRef('p.team_id', '=', 'd.team_id').onRef('p.payload_id', '=', 'd.payload_id'),
    )
    .select(columns)
    .where('d.team_id', '=', teamId)

/** Newest first. */
export async function findDeliveries(
  db: Reader,
  scope: Scope,
  filter: DeliveryFilter,
  page: { before: string | undefined; limit: number },
): Promise<DeliveryRow[]> {
  let query = select(db, scope).orderBy('d.delivery_id', 'desc').limit(page.limit)
  if (page.before) query = query.where('d.delivery_id', '<', page.before)
  // see migration 057
  if (filter.endpointId) query = query.where(sql<boolean>`d.endpoint_id::text = ${filter.endpointId}`)
  if (filter.status) query = query.where('d.status', '=', filter.status)
  if (filter.event?.endsWith('.*'))
    query = query.where(sql<boolean>`starts_with(d.event, ${filter.event.slice(0, -1)})`)
  else if (filter.event) query = query.where('d.event', '=', filter.event)
  if (filter.since) query = query.where('d.delivery_id', '>=', firstIdAt(filter.since))
  if (filter.until) query = query.where('d.delivery_id', '<', firstIdAt(filter.until))
  if (filter.among) {
    const { payloadIds, id } = filter.among
    query = query.where(sql<boolean>`(d.payload_id = any (${[...payloadIds]}::uuid[]) or d.delivery_id = ${id}::uuid)`)
  }
  return (await query.execute()) as DeliveryRow[]
}

export async function findPayloadsAbout(
  db: Reader,
  { teamId }: Scope,
  about: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('webhook_payloads')
    .select('payload_id as id')
    .where('team_id', '=', teamId)
    .where('about', '=', about)
    .orderBy('payload_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export async function findDelivery(
  db: Reader,
  scope: Scope,
  id: string,
): Promise<(DeliveryRow & { body: Buffer }) | undefined> {
  const row = await select(db, scope).select('p.body').where('d.delivery_id', '=', id).executeTakeFirst()
  return row as (DeliveryRow & { body: Buffer }) | undefined
}

export interface AttemptRow {
  attempt: number
  url: string
  at: Date
  ms: number
  status: number | null
  error: string | null
  responseHeaders: Record<string, string> | null
  responseBody: Buffer | null
}

export async function findAttempts(db: Reader, { teamId }: Scope, deliveryId: string): Promise<AttemptRow[]> {
  const rows = await db
    .selectFrom('webhook_attempts')
    .select([
      'attempt',
      'url',
      'at',
      'ms',
      'status',
      'error',
      'response_headers as responseHeaders',
      'response_body as responseBody',
    ])
    .where('team_id', '=', teamId)
    .where('delivery_id', '=', deliveryId)
    .orderBy('attempt')
    .execute()
  return rows as AttemptRow[]
}

/** The schedule of retries begins anew; what came of earlier attempts stays in the log. */
export async function queueAgain(tx: Tx, { teamId }: Scope, deliveryId: string): Promise<void> {
  await sql`
    update webhook_deliveries set status = 'PENDING', tries = 0, due_at = now(), settled_at = null
    where team_id = ${teamId} and delivery_id = ${deliveryId}`.execute(tx)
}
