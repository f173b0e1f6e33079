import type { Database, Reader } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { isUniqueViolation } from '../../../database/unique-violation.ts'
import { newId } from '../../../ids.ts'
import type { Scope } from '../../../scope.ts'
import type { DeliveryStatus } from '../types.ts'
import { freeWamids } from './free-wamids.ts'

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
 * answer, and knows more. Each message is looked up by its id and changed by an insert that finds it there: other ways to say so are read by the
 * planner as a join, for which it reads all messages of a team while it takes the table for a small one.
 */
const update = prepared<SettledRow>(
  'settle-sends',
  `with before as (
     select i.external_id, i.delivery_status as status_now, i.errors, i.event_id, m.chat_message_id, m.chat_id, m.plugin_id, m.phone_number_id,
       m.direction, m.type, m.source_type, m.delivery_status, m.at
     from (
       select * from jsonb_to_recordset($2::jsonb) as i (id uuid, external_id text, delivery_status text, errors jsonb, event_id uuid) order by id
     ) i cross join lateral (
       select m.* from chat_messages m where m.team_id = $1 and m.chat_message_id = i.id offset 0 for update
     ) m
   ), done as (
     insert into chat_messages as m (team_id, chat_message_id, chat_id, plugin_id, phone_number_id, direction, type, body, source_type, at,
       created_at, updated_at, external_id, delivery_status, errors, failed_at)
     select $1::uuid, chat_message_id, chat_id, plugin_id, phone_number_id, direction, type, '{}', source_type, at, $3::timestamptz, $3, external_id, status_now,
       nullif(errors, 'null'), case when status_now = 'FAILED' then $3 end
     from before
     on conflict (team_id, chat_message_id) do update set
       external_id = coalesce(m.external_id, excluded.external_id), sending_by = null, updated_at = excluded.updated_at,
       delivery_status = case
         when m.delivery_status = 'PENDING' or (m.delivery_status = 'UNCONFIRMED' and excluded.delivery_status <> 'PENDING')
         then excluded.delivery_status else m.delivery_status end,
       errors = case when m.delivery_status in ('PENDING', 'UNCONFIRMED') then excluded.errors else m.errors end,
       failed_at = case when m.delivery_status in ('PENDING', 'UNCONFIRMED') and excluded.delivery_status = 'FAILED'
         then excluded.failed_at else m.failed_at end
     returning m.chat_message_id as id, m.external_id as "externalId", m.delivery_status as "deliveryStatus", m.errors, m.failed_at as "failedAt",
       m.updated_at as "updatedAt", m.plugin_id, m.procedure_id, m.chat_id, m.user_id, m.key_id
   ), event as (
     insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, before, after, at)
     select $1, event_id, 'message.updated', id, procedure_id, user_id, key_id,
       jsonb_build_object('deliveryStatus', b.delivery_status),
       jsonb_build_object('chat', done.chat_id, 'deliveryStatus', "deliveryStatus", 'externalId', "externalId")
         || case when "deliveryStatus" = 'FAILED' then jsonb_build_object('errors', done.errors) else '{}'::jsonb end, $3
     from done join before b on b.chat_message_id = id
     where "deliveryStatus" <> b.delivery_status
   )
   select id, "externalId", "deliveryStatus", errors, "failedAt", "updatedAt",
     exists (select from message_marks k
       where k.team_id = $1 and k.plugin_id = done.plugin_id and k.external_id = done."externalId" and k.is_waiting) as "hasMarks"
   from done`,
)

export async function settleSends(
  db: Reader,
  team: Pick<Scope, 'teamId'>,
  settled: readonly Settled[],
  at: Date,
): Promise<SettledRow[]> {
  // a wamid that is taken would end the transaction; alone it is rare enough to be found out
  if (db.isTransaction) await freeWamids(db, team, settled)
  try {
    return await settle(db, team, settled, at)
  } catch (error) {
    if (db.isTransaction || !isUniqueViolation(error, 'chat_messages_external')) throw error
    return inTransaction(db as Database, {}, async (tx) => {
      await freeWamids(tx, team, settled)
      return settle(tx, team, settled, at)
    })
  }
}

const settle = (
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  settled: readonly Settled[],
  at: Date,
): Promise<SettledRow[]> =>
  update(db, [
    teamId,
    JSON.stringify(
      settled.map(({ id, externalId, deliveryStatus, errors }) => ({
        id,
        external_id: externalId,
        delivery_status: deliveryStatus,
        errors,
        event_id: newId(),
      })),
    ),
    at,
  ])
