import type { Reader } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import { newId } from '../../../ids.ts'
import type { Scope } from '../../../scope.ts'
import type { DeliveryStatus } from '../types.ts'

/** How a call to Meta ended. */
export interface Settled {
  id: string
  /** PENDING where Meta has taken the message but holds it back */
  deliveryStatus: Extract<DeliveryStatus, 'PENDING' | 'SENT' | 'FAILED' | 'UNCONFIRMED'>
  externalId: string | null
  errors: unknown[] | null
}

export interface SettledRow {
  id: string
  externalId: string | null
  deliveryStatus: DeliveryStatus
  errors: unknown[] | null
  failedAt: Date | null
  updatedAt: Date
}

/**
 * Messages and their events in one statement. Only what is PENDING or UNCONFIRMED is changed: a status event may have been quicker than Meta's
 * answer, and knows more.
 */
const update = prepared<SettledRow>(
  'settle-sends',
  `with before as (
     select m.chat_message_id, m.delivery_status, m.external_id from chat_messages m
     where m.team_id = $1 and m.chat_message_id = any($2::uuid[])
     order by m.chat_message_id for update
   ), done as (
     update chat_messages m set
       external_id = coalesce(m.external_id, s.external_id), sending_by = null, updated_at = $6,
       delivery_status = case when m.delivery_status in ('PENDING', 'UNCONFIRMED') and not (m.delivery_status = 'UNCONFIRMED' and s.delivery_status = 'PENDING')
         then s.delivery_status else m.delivery_status end,
       errors = case when m.delivery_status in ('PENDING', 'UNCONFIRMED') then s.errors else m.errors end,
       failed_at = case when m.delivery_status in ('PENDING', 'UNCONFIRMED') and s.delivery_status = 'FAILED' then $6 else m.failed_at end
     from unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[], $7::uuid[]) as s (id, delivery_status, external_id, errors, event_id), before b
     where m.team_id = $1 and m.chat_message_id = s.id and b.chat_message_id = s.id
     returning m.chat_message_id as id, m.external_id as "externalId", m.delivery_status as "deliveryStatus", m.errors, m.failed_at as "failedAt",
       m.updated_at as "updatedAt", m.procedure_id, m.chat_id, m.user_id, m.key_id, s.event_id, b.delivery_status as status_before
   ), event as (
     insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, before, after, at)
     select $1, event_id, 'message.updated', id, procedure_id, user_id, key_id, jsonb_build_object('deliveryStatus', status_before),
       jsonb_build_object('chat', chat_id, 'deliveryStatus', "deliveryStatus", 'externalId', "externalId")
         || case when "deliveryStatus" = 'FAILED' then jsonb_build_object('errors', errors) else '{}'::jsonb end, $6
     from done where "deliveryStatus" <> status_before
   )
   select id, "externalId", "deliveryStatus", errors, "failedAt", "updatedAt" from done`,
)

export const settleSends = (
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  settled: readonly Settled[],
  at: Date,
): Promise<SettledRow[]> =>
  update(db, [
    teamId,
    settled.map(({ id }) => id),
    settled.map(({ deliveryStatus }) => deliveryStatus),
    settled.map(({ externalId }) => externalId),
    settled.map(({ errors }) => errors && JSON.stringify(errors)),
    at,
    settled.map(() => newId()),
  ])
