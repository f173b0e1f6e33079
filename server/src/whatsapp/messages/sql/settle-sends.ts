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
 * answer, and knows more. How each ended is looked up by its id: a join planned when the table was small would read all of it for each message.
 */
const update = prepared<SettledRow>(
  'settle-sends',
  `with before as (
     select m.chat_message_id, m.delivery_status from chat_messages m
     where m.team_id = $1 and m.chat_message_id = any($2::uuid[])
     order by m.chat_message_id for update
   ), done as (
     update chat_messages m set
       external_id = coalesce(m.external_id, $3::jsonb -> m.chat_message_id::text ->> 'externalId'), sending_by = null, updated_at = $4,
       delivery_status = case
         when m.delivery_status = 'PENDING' or (m.delivery_status = 'UNCONFIRMED' and $3::jsonb -> m.chat_message_id::text ->> 'deliveryStatus' <> 'PENDING')
         then $3::jsonb -> m.chat_message_id::text ->> 'deliveryStatus' else m.delivery_status end,
       errors = case when m.delivery_status in ('PENDING', 'UNCONFIRMED') then nullif($3::jsonb -> m.chat_message_id::text -> 'errors', 'null')
         else m.errors end,
       failed_at = case when m.delivery_status in ('PENDING', 'UNCONFIRMED') and $3::jsonb -> m.chat_message_id::text ->> 'deliveryStatus' = 'FAILED'
         then $4 else m.failed_at end
     where m.team_id = $1 and m.chat_message_id = any($2::uuid[]) and (select count(*) from before) >= 0
     returning m.chat_message_id as id, m.external_id as "externalId", m.delivery_status as "deliveryStatus", m.errors, m.failed_at as "failedAt",
       m.updated_at as "updatedAt", m.plugin_id, m.procedure_id, m.chat_id, m.user_id, m.key_id
   ), event as (
     insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, before, after, at)
     select $1, ($3::jsonb -> id::text ->> 'eventId')::uuid, 'message.updated', id, procedure_id, user_id, key_id,
       jsonb_build_object('deliveryStatus', b.delivery_status),
       jsonb_build_object('chat', chat_id, 'deliveryStatus', "deliveryStatus", 'externalId', "externalId")
         || case when "deliveryStatus" = 'FAILED' then jsonb_build_object('errors', errors) else '{}'::jsonb end, $4
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
    settled.map(({ id }) => id),
    JSON.stringify(Object.fromEntries(settled.map(({ id, ...how }) => [id, { ...how, eventId: newId() }]))),
    at,
  ])
