import type { Reader } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import { newId } from '../../../ids.ts'
import type { Scope } from '../../../scope.ts'
import type { MessageRow } from '../row.ts'

/** A message about to be sent; its chat is found or made by number and address. */
export interface PendingMessage
  extends Pick<
    MessageRow,
    | 'id'
    | 'pluginId'
    | 'phoneNumberId'
    | 'address'
    | 'type'
    | 'body'
    | 'text'
    | 'attachments'
    | 'inReplyTo'
    | 'templateId'
    | 'sourceType'
    | 'sourceId'
    | 'campaignId'
    | 'callbackData'
    | 'procedureId'
    | 'processId'
    | 'sendingBy'
    | 'scheduledFor'
  > {
  /** null for a group, which is no contact */
  contact: { phoneNumber: string | null } | null
  /** whether Meta takes it only within the customer-service window */
  needsWindow: boolean
  at: Date
}

interface Inserted {
  chatId: string | null
  contactId: string | null
  procedureId: string | null
  processId: string | null
  windowEndedAt: Date | null
}

/**
 * On the way of every send: contact, chat, message and event in one statement, without a transaction around it. Where the chat's window is known
 * to be over and the message needs it, nothing is written.
 */
const insert = prepared<Inserted>(
  'insert-pending-message',
  `with known_contact as (
     select contact_id from contacts where team_id = $1 and wa_id = $2
   ), window_over as (
     select window_ends_at from chats
     where team_id = $1 and plugin_id = $3 and phone_number_id = $4 and address = $2 and window_ends_at < $5 and $6::boolean
   ), new_contact as (
     insert into contacts (team_id, contact_id, wa_id, phone_number, created_at, updated_at)
     select $1, $7, $2, $8, $5, $5
     where $9::boolean and not exists (select from known_contact) and not exists (select from window_over)
     on conflict (team_id, wa_id) do update set updated_at = contacts.updated_at
     returning contact_id
   ), contact as (
     select contact_id from known_contact where $9::boolean union all select contact_id from new_contact
   ), chat as (
     insert into chats (team_id, chat_id, plugin_id, phone_number_id, address, contact_id, procedure_id, process_id, last_message_id,
       last_message_at, created_at, updated_at)
     select $1, $10, $3, $4, $2, (select contact_id from contact), $11, $12, $13, $5, $5, $5
     where not exists (select from window_over)
     on conflict (team_id, plugin_id, phone_number_id, address) do update set
       last_message_id = case when (chats.last_message_at, chats.last_message_id) > (excluded.last_message_at, excluded.last_message_id)
         then chats.last_message_id else excluded.last_message_id end,
       last_message_at = greatest(chats.last_message_at, excluded.last_message_at),
       procedure_id = case when chats.process_id is null then excluded.procedure_id else chats.procedure_id end,
       process_id = coalesce(chats.process_id, excluded.process_id), updated_at = excluded.updated_at
     returning chat_id, contact_id, procedure_id, process_id
   ), message as (
     insert into chat_messages (team_id, chat_message_id, chat_id, plugin_id, phone_number_id, contact_id, direction, type, body, text,
       attachments, delivery_status, at, in_reply_to, template_id, source_type, source_id, campaign_id, callback_data, user_id, key_id,
       procedure_id, process_id, sending_by, scheduled_for, created_at, updated_at)
     select $1, $13, chat_id, $3, $4, contact_id, 'OUTBOUND', $14, $15, $16, $17, 'PENDING', $5, $18, $19, $20, $21, $22, $23, $24, $25,
       coalesce($11, procedure_id), coalesce($12, process_id), $26, $27, $5, $5
     from chat
     returning chat_id, contact_id, procedure_id, process_id
   ), event as (
     insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, before, after, at)
     select $1, $28, 'message.created', $13, procedure_id, $24, $25, null, jsonb_build_object('chat', chat_id) || $29::jsonb, $5
     from message
   )
   select m.chat_id as "chatId", m.contact_id as "contactId", m.procedure_id as "procedureId", m.process_id as "processId",
     w.window_ends_at as "windowEndedAt"
   from (select 1) as one left join message m on true left join window_over w on true`,
)

/** Answers when the customer-service window ended where that is why nothing was stored. */
export async function insertPending(
  db: Reader,
  scope: Scope,
  message: PendingMessage,
): Promise<MessageRow | { windowEndedAt: Date }> {
  const { contact, needsWindow, at, ...row } = message
  const event = {
    direction: 'OUTBOUND',
    deliveryStatus: 'PENDING',
    type: row.type,
    text: row.text,
    to: row.address,
    plugin: row.pluginId,
    ...(row.campaignId && { campaign: row.campaignId }),
    ...(row.scheduledFor && { scheduledFor: row.scheduledFor.getTime() }),
  }
  const [found] = await insert(db, [
    scope.teamId,
    row.address,
    row.pluginId,
    row.phoneNumberId,
    at,
    needsWindow,
    newId(),
    contact?.phoneNumber ?? null,
    contact !== null,
    newId(),
    row.procedureId,
    row.processId,
    row.id,
    row.type,
    JSON.stringify(row.body),
    row.text,
    JSON.stringify(row.attachments),
    row.inReplyTo,
    row.templateId,
    row.sourceType,
    row.sourceId,
    row.campaignId,
    row.callbackData,
    scope.userId,
    scope.keyId,
    row.sendingBy,
    row.scheduledFor,
    newId(),
    JSON.stringify(event),
  ])
  if (found?.windowEndedAt) return { windowEndedAt: found.windowEndedAt }
  if (!found?.chatId) throw new Error('A message was not stored, for no reason.')
  return {
    ...row,
    ...blank,
    chatId: found.chatId,
    contactId: found.contactId,
    procedureId: found.procedureId,
    processId: found.processId,
    userId: scope.userId,
    keyId: scope.keyId,
    at,
    createdAt: at,
    updatedAt: at,
  }
}

const blank = {
  direction: 'OUTBOUND',
  deliveryStatus: 'PENDING',
  externalId: null,
  errors: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
  editedAt: null,
  revokedAt: null,
  reactions: [],
} as const satisfies Partial<MessageRow>
