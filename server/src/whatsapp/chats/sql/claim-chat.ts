import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

export interface PlaceOfChat {
  pluginId: string
  phoneNumberId: string
  /** the wa_id of its contact, or the id of a group */
  address: string
}

export async function holdChatAt(
  tx: Tx,
  { teamId }: Scope,
  { pluginId, phoneNumberId, address }: PlaceOfChat,
): Promise<{ id: string; assignedTo: string | null } | undefined> {
  const { rows } = await sql<{ id: string; assignedTo: string | null }>`
    select h.chat_id as id, h.assigned_to as "assignedTo" from chats h
    where h.team_id = ${teamId} and h.plugin_id = ${pluginId} and h.phone_number_id = ${phoneNumberId} and h.address = ${address}
    for no key update`.execute(tx)
  return rows[0]
}

/** When the customer-service window of a chat ends; null where the customer never wrote. */
export async function findWindowAt(
  tx: Tx,
  { teamId }: Scope,
  { pluginId, phoneNumberId, address }: PlaceOfChat,
): Promise<Date | null | undefined> {
  const { rows } = await sql<{ endsAt: Date | null }>`
    select h.window_ends_at as "endsAt" from chats h
    where h.team_id = ${teamId} and h.plugin_id = ${pluginId} and h.phone_number_id = ${phoneNumberId} and h.address = ${address}`.execute(
    tx,
  )
  return rows[0]?.endsAt
}

export async function findMessageOf(
  tx: Tx,
  { teamId }: Scope,
  chatId: string,
  messageId: string,
): Promise<{ at: Date } | undefined> {
  const { rows } = await sql<{ at: Date }>`
    select m.at from chat_messages m
    where m.team_id = ${teamId} and m.chat_id = ${chatId} and m.chat_message_id = ${messageId}`.execute(tx)
  return rows[0]
}

/** What somebody else wrote to the customer after that message; what failed did not reach them, and automatons don't answer for people. */
export async function findAnswerSince(
  tx: Tx,
  { teamId, userId, keyId }: Scope,
  chatId: string,
  seen: { id: string; at: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select m.chat_message_id as id from chat_messages m
    where m.team_id = ${teamId} and m.chat_id = ${chatId} and m.direction = 'OUTBOUND' and m.delivery_status <> 'FAILED'
      and m.source_type not in ('BATCH', 'AUTOMATION') and (m.at, m.chat_message_id) > (${seen.at}::timestamptz, ${seen.id}::uuid)
      and (m.user_id is distinct from ${userId}::uuid or (m.user_id is null and m.key_id is distinct from ${keyId}::uuid))
    order by m.at desc, m.chat_message_id desc limit 1`.execute(tx)
  return rows[0]?.id
}

/** A customer's message by its wamid. */
export async function findInboundMessage(
  tx: Tx,
  { teamId }: Scope,
  { pluginId, externalId }: { pluginId: string; externalId: string },
): Promise<{ chatId: string; at: Date } | undefined> {
  const { rows } = await sql<{ chatId: string; at: Date }>`
    select m.chat_id as "chatId", m.at from chat_messages m
    where m.team_id = ${teamId} and m.plugin_id = ${pluginId} and m.external_id = ${externalId} and m.direction = 'INBOUND'`.execute(
    tx,
  )
  return rows[0]
}
