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

/** A message, and in whose name it goes. */
export interface OwnMessage {
  scope: Scope
  message: PendingMessage
}

interface Inserted {
  id: string
  chatId: string | null
  contactId: string | null
  procedureId: string | null
  processId: string | null
  windowEndedAt: Date | null
}

/** Messages as `toInput` writes them. */
const input = `jsonb_to_recordset($2::jsonb) as i (
   id uuid, plugin uuid, number text, address text, phone_number text, is_person boolean, needs_window boolean,
   procedure uuid, process uuid, type text, body jsonb, text text, attachments jsonb, in_reply_to text, template text, source_type text, source text,
   campaign uuid, callback_data text, user_id uuid, key_id uuid, sending_by text, scheduled_for timestamptz, at timestamptz, new_contact uuid,
   new_chat uuid, event_id uuid, event jsonb
 )`

/** @param placed messages with their chat, contact, procedure and process */
const writeThem = (placed: string) => `message as (
     insert into chat_messages (team_id, chat_message_id, chat_id, plugin_id, phone_number_id, contact_id, direction, type, body, text,
       attachments, delivery_status, at, in_reply_to, template_id, source_type, source_id, campaign_id, callback_data, user_id, key_id,
       procedure_id, process_id, sending_by, scheduled_for, created_at, updated_at)
     select $1::uuid, id, chat_id, plugin, number, contact_id, 'OUTBOUND', type, body, text, attachments, 'PENDING', at, in_reply_to, template,
       source_type, source, campaign, callback_data, user_id, key_id, procedure_id, process_id, sending_by, scheduled_for, at, at
     from ${placed}
   ), event as (
     insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, before, after, at)
     select $1::uuid, event_id, 'message.created', id, procedure_id, user_id, key_id, null, jsonb_build_object('chat', chat_id) || event, at
     from ${placed}
   )`

/** How the chat `h` goes on by a message. */
const movedOn = `
       last_message_id = case when (h.last_message_at, h.last_message_id) > (excluded.last_message_at, excluded.last_message_id)
         then h.last_message_id else excluded.last_message_id end,
       last_message_at = greatest(h.last_message_at, excluded.last_message_at),
       procedure_id = case when h.process_id is null then excluded.procedure_id else h.procedure_id end,
       process_id = coalesce(h.process_id, excluded.process_id), updated_at = excluded.updated_at`

/**
 * On the way of every send: chats, messages and events in one statement, without a transaction around it, for as many messages as have gathered. It
 * stores those whose chat is there, one for each chat; the others are left to `insert`, which costs several times as much. Where the chat's
 * window is over and a message needs it, nothing is written for that one. Chats are looked up one by one and changed by an insert that finds them
 * there: an update is planned as a join, which reads all chats of a team while there are no more than some thousands. They are locked by their
 * id, as by all who do.
 */
const append = prepared<Inserted>(
  'append-pending-messages',
  `with held as (
     select i.*, h.chat_id, h.window_ends_at, coalesce(h.window_ends_at < i.at and i.needs_window, false) as is_over
     from ${input} cross join lateral (
       select h.chat_id, h.window_ends_at from chats h
       where h.team_id = $1 and h.plugin_id = i.plugin and h.phone_number_id = i.number and h.address = i.address
       offset 0
     ) h
   ), going as (
     select distinct on (chat_id) * from held where not is_over order by chat_id, id
   ), chat as (
     insert into chats as h (team_id, chat_id, plugin_id, phone_number_id, address, procedure_id, process_id, last_message_id, last_message_at,
       created_at, updated_at)
     select $1::uuid, chat_id, plugin, number, address, procedure, process, id, at, at, at from going order by chat_id
     on conflict (team_id, chat_id) do update set ${movedOn}
     returning chat_id, contact_id, procedure_id, process_id
   ), placed as (
     select g.*, c.contact_id, coalesce(g.procedure, c.procedure_id) as procedure_id, coalesce(g.process, c.process_id) as process_id
     from going g join chat c on c.chat_id = g.chat_id
   ), ${writeThem('placed')}
   select h.id, p.chat_id as "chatId", p.contact_id as "contactId", p.procedure_id as "procedureId", p.process_id as "processId",
     case when h.is_over then h.window_ends_at end as "windowEndedAt"
   from held h left join placed p on p.id = h.id`,
)

/**
 * The same where contacts and chats may be missing: they are made. Rows are locked in the order of all who do: contacts by wa_id, then chats,
 * first those that are there by their id, then new ones by their place.
 */
const insert = prepared<Inserted>(
  'insert-pending-messages',
  `with given as (
     select i.*, c.contact_id as known_contact, h.chat_id as known_chat,
       case when i.needs_window and h.window_ends_at < i.at then h.window_ends_at end as window_ended_at
     from ${input}
     left join lateral (select contact_id from contacts where team_id = $1 and wa_id = i.address offset 0) c on true
     left join lateral (
       select chat_id, window_ends_at from chats
       where team_id = $1 and plugin_id = i.plugin and phone_number_id = i.number and address = i.address offset 0
     ) h on true
   ), going as (
     select * from given where window_ended_at is null
   ), new_contact as (
     insert into contacts (team_id, contact_id, wa_id, phone_number, created_at, updated_at)
     select distinct on (address) $1::uuid, new_contact, address, phone_number, at, at from going where is_person and known_contact is null
     order by address
     on conflict (team_id, wa_id) do update set updated_at = contacts.updated_at
     returning contact_id, wa_id
   ), place as (
     select plugin, number, address, max(at) as at, (array_agg(id order by at desc, id desc))[1] as last_message, min(at) as first_at,
       (array_agg(coalesce(known_chat, new_chat) order by id))[1] as chat, (array_agg(known_chat))[1] as known_chat,
       case when bool_or(is_person) then coalesce((array_agg(known_contact))[1],
         (select n.contact_id from new_contact n where n.wa_id = going.address)) end as contact,
       (array_agg(procedure order by at desc, id desc) filter (where process is not null))[1] as procedure,
       (array_agg(process order by at desc, id desc) filter (where process is not null))[1] as process
     from going group by plugin, number, address
   ), chat as (
     insert into chats as h (team_id, chat_id, plugin_id, phone_number_id, address, contact_id, procedure_id, process_id, last_message_id,
       last_message_at, created_at, updated_at)
     select $1::uuid, chat, plugin, number, address, contact, procedure, process, last_message, at, first_at, at from place
     order by known_chat is null, known_chat, plugin, number, address
     on conflict (team_id, plugin_id, phone_number_id, address) do update set ${movedOn}
     returning chat_id, plugin_id, phone_number_id, address, contact_id, procedure_id, process_id
   ), placed as (
     select g.*, c.chat_id, c.contact_id, coalesce(g.procedure, c.procedure_id) as procedure_id, coalesce(g.process, c.process_id) as process_id
     from going g join chat c on c.plugin_id = g.plugin and c.phone_number_id = g.number and c.address = g.address
   ), ${writeThem('placed')}
   select i.id, p.chat_id as "chatId", p.contact_id as "contactId", p.procedure_id as "procedureId", p.process_id as "processId",
     i.window_ended_at as "windowEndedAt"
   from given i left join placed p on p.id = i.id`,
)

/** A stored message; or when the customer-service window ended where that is why it was not stored. */
export type Stored = MessageRow | { windowEndedAt: Date }

/**
 * Stores messages of one team whose chat is there.
 * @returns for each, in their order; undefined for one that is to be given to `insertPending`
 */
export const appendPending = (
  db: Reader,
  team: Pick<Scope, 'teamId'>,
  messages: readonly OwnMessage[],
): Promise<(Stored | undefined)[]> => run(append, db, team, messages)

/** Stores messages of one team, whoever they go to; for each, in their order. */
export async function insertPending(
  db: Reader,
  team: Pick<Scope, 'teamId'>,
  messages: readonly OwnMessage[],
): Promise<Stored[]> {
  return (await run(insert, db, team, messages)).map((stored) => {
    if (!stored) throw new Error('A message was not stored, for no reason.')
    return stored
  })
}

async function run(
  statement: typeof insert,
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  messages: readonly OwnMessage[],
): Promise<(Stored | undefined)[]> {
  const rows = await statement(db, [teamId, JSON.stringify(messages.map(toInput))])
  const found = new Map(rows.map((row) => [row.id, row]))
  return messages.map(({ scope, message: { contact: _, needsWindow: __, at, ...row } }) => {
    const stored = found.get(row.id)
    if (stored?.windowEndedAt) return { windowEndedAt: stored.windowEndedAt }
    if (!stored?.chatId) return undefined
    return {
      ...row,
      ...blank,
      chatId: stored.chatId,
      contactId: stored.contactId,
      procedureId: stored.procedureId,
      processId: stored.processId,
      userId: scope.userId,
      keyId: scope.keyId,
      at,
      createdAt: at,
      updatedAt: at,
    }
  })
}

const toInput = ({ scope, message: { contact, needsWindow, at, ...row } }: OwnMessage) => ({
  id: row.id,
  plugin: row.pluginId,
  number: row.phoneNumberId,
  address: row.address,
  phone_number: contact?.phoneNumber ?? null,
  is_person: contact !== null,
  needs_window: needsWindow,
  procedure: row.procedureId,
  process: row.processId,
  type: row.type,
  body: row.body,
  text: row.text,
  attachments: row.attachments,
  in_reply_to: row.inReplyTo,
  template: row.templateId,
  source_type: row.sourceType,
  source: row.sourceId,
  campaign: row.campaignId,
  callback_data: row.callbackData,
  user_id: scope.userId,
  key_id: scope.keyId,
  sending_by: row.sendingBy,
  scheduled_for: row.scheduledFor,
  at,
  new_contact: newId(),
  new_chat: newId(),
  event_id: newId(),
  event: {
    direction: 'OUTBOUND',
    deliveryStatus: 'PENDING',
    type: row.type,
    text: row.text,
    to: row.address,
    plugin: row.pluginId,
    ...(row.campaignId && { campaign: row.campaignId }),
    ...(row.scheduledFor && { scheduledFor: row.scheduledFor.getTime() }),
  },
})

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
