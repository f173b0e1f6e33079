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
  /** Meta has told of it before it answered: applyMarks gives it what was kept */
  hasMarks: boolean
}

/**
 * Messages and their events in one statement. Only what is PENDING or UNCONFIRMED is changed: a status event may have been quicker than Meta's
 * answer, and knows more. So may an echo have been: it gives way to the message that it is of.
 */
const update = prepared<SettledRow>(
  'settle-sends',
  `with echo as (
     delete from chat_messages e using unnest($2::uuid[], $4::text[]) as s (id, external_id), chat_messages m
     where m.team_id = $1 and m.chat_message_id = s.id and e.team_id = $1 and e.plugin_id = m.plugin_id and e.external_id = s.external_id
       and e.source_type = 'ECHO' and e.chat_message_id <> s.id
     returning e.chat_message_id, s.id
   ), chat as (
     update chats c set last_message_id = echo.id from echo where c.team_id = $1 and c.last_message_id = echo.chat_message_id
   ), before as (
     -- the wamid must be free before it is taken
     select m.chat_message_id, m.delivery_status, m.external_id from chat_messages m, (select count(*) as gone from echo) g
     where m.team_id = $1 and m.chat_message_id = any($2::uuid[]) and g.gone >= 0
     order by m.chat_message_id for update of m
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
       m.updated_at as "updatedAt", m.plugin_id, m.procedure_id, m.chat_id, m.user_id, m.key_id, s.event_id, b.delivery_status as status_before
   ), event as (
     insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, before, after, at)
     select $1, event_id, 'message.updated', id, procedure_id, user_id, key_id, jsonb_build_object('deliveryStatus', status_before),
       jsonb_build_object('chat', chat_id, 'deliveryStatus', "deliveryStatus", 'externalId', "externalId")
         || case when "deliveryStatus" = 'FAILED' then jsonb_build_object('errors', errors) else '{}'::jsonb end, $6
     from done where "deliveryStatus" <> status_before
   )
   select id, "externalId", "deliveryStatus", errors, "failedAt", "updatedAt",
     exists (select from message_marks k
       where k.team_id = $1 and k.plugin_id = done.plugin_id and k.external_id = done."externalId" and k.is_waiting) as "hasMarks"
   from done`,
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
