import type { Reader, Tx } from '../database/database.ts'
import { prepared } from '../database/prepared.ts'
import type { Scope } from '../scope.ts'

/** What of an endpoint decides whether it gets a notice. Paused ones too: their deliveries wait. */
export interface Taker {
  id: string
  kind: 'PASS_THROUGH' | 'CHAKRA' | 'EVENTS'
  pluginId: string | null
  events: string[]
  procedureIds: string[] | null
  statusForm: 'STATUS' | 'DELIVERY_STATUS'
}

export interface NewPayload {
  id: string
  event: string
  about: string | null
  body: Buffer
}

export interface NewDelivery {
  id: string
  endpointId: string
  payloadId: string
  event: string
}

const takersOfTeam = prepared<Taker>(
  'webhook takers',
  `select endpoint_id as id, kind, plugin_id as "pluginId", events, procedure_ids as "procedureIds", status_form as "statusForm"
   from webhook_endpoints where team_id = $1 and deleted_at is null`,
)

export const findTakers = (db: Reader, { teamId }: Pick<Scope, 'teamId'>): Promise<Taker[]> =>
  takersOfTeam(db, [teamId])

const insert = prepared(
  'webhook deliveries',
  `with payloads as (
     insert into webhook_payloads (team_id, payload_id, event, about, body, created_at)
     select $1::uuid, p.id, p.event, p.about, p.body, now()
     from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[]) as p (id, event, about, body)
   )
   insert into webhook_deliveries (team_id, delivery_id, endpoint_id, payload_id, event, due_at, created_at)
   select $1::uuid, d.id, d.endpoint_id, d.payload_id, d.event, now(), now()
   from unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::text[]) as d (id, endpoint_id, payload_id, event)`,
)

export async function insertDeliveries(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  payloads: readonly NewPayload[],
  deliveries: readonly NewDelivery[],
): Promise<void> {
  await insert(tx, [
    teamId,
    payloads.map(({ id }) => id),
    payloads.map(({ event }) => event),
    payloads.map(({ about }) => about),
    payloads.map(({ body }) => body),
    deliveries.map(({ id }) => id),
    deliveries.map(({ endpointId }) => endpointId),
    deliveries.map(({ payloadId }) => payloadId),
    deliveries.map(({ event }) => event),
  ])
}
