import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { MessageRow } from '../row.ts'

/** Messages out of a queue, on their way from now on. */
export async function insertClaimed(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  rows: readonly MessageRow[],
): Promise<void> {
  await sql`
    insert into chat_messages (team_id, direction, delivery_status, chat_message_id, chat_id, plugin_id, phone_number_id, contact_id, type, body,
      text, attachments, at, template_id, source_type, source_id, campaign_id, callback_data, user_id, key_id, procedure_id, process_id, sending_by,
      scheduled_for, created_at, updated_at)
    select ${teamId}::uuid, 'OUTBOUND', 'PENDING', m.*
    from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.chatId)}::uuid[], ${rows.map((row) => row.pluginId)}::uuid[],
      ${rows.map((row) => row.phoneNumberId)}::text[], ${rows.map((row) => row.contactId)}::uuid[], ${rows.map((row) => row.type)}::text[],
      ${rows.map((row) => JSON.stringify(row.body))}::jsonb[], ${rows.map((row) => row.text)}::text[],
      ${rows.map((row) => JSON.stringify(row.attachments))}::jsonb[], ${rows.map((row) => row.at)}::timestamptz[],
      ${rows.map((row) => row.templateId)}::text[], ${rows.map((row) => row.sourceType)}::text[], ${rows.map((row) => row.sourceId)}::text[],
      ${rows.map((row) => row.campaignId)}::uuid[], ${rows.map((row) => row.callbackData)}::text[], ${rows.map((row) => row.userId)}::uuid[],
      ${rows.map((row) => row.keyId)}::uuid[], ${rows.map((row) => row.procedureId)}::uuid[], ${rows.map((row) => row.processId)}::uuid[],
      ${rows.map((row) => row.sendingBy)}::text[], ${rows.map((row) => row.scheduledFor)}::timestamptz[],
      ${rows.map((row) => row.createdAt)}::timestamptz[], ${rows.map((row) => row.updatedAt)}::timestamptz[]
    ) as m`.execute(tx)
}

/**
 * Stored messages that wait in a queue, on their way from now on. Answers those that may go: one that was settled meanwhile is not sent.
 */
export async function markUnderWay(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  ids: readonly string[],
  senderId: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update chat_messages set sending_by = ${senderId}, updated_at = now()
    where team_id = ${teamId} and chat_message_id = any(${ids}::uuid[]) and delivery_status = 'PENDING' and external_id is null
      and sending_by is null
    returning chat_message_id as id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Messages that Meta certainly has not got: they wait again. Answers those that were under way until now. */
export async function markWaiting(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  ids: readonly string[],
  senderId: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update chat_messages set sending_by = null, updated_at = now()
    where team_id = ${teamId} and chat_message_id = any(${ids}::uuid[]) and sending_by = ${senderId} and delivery_status = 'PENDING'
    returning chat_message_id as id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** What was taken out of a queue in this server's name and is in none of its hands: the commit of the taking was in doubt. */
export async function markAbandoned(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  { pluginId, phoneNumberId, senderId }: { pluginId: string; phoneNumberId: string; senderId: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update chat_messages set sending_by = null, updated_at = now()
    where team_id = ${teamId} and sending_by = ${senderId} and plugin_id = ${pluginId} and phone_number_id = ${phoneNumberId}
      and delivery_status = 'PENDING' and external_id is null and (campaign_id is not null or scheduled_for is not null)
    returning chat_message_id as id`.execute(tx)
  return rows.map(({ id }) => id)
}
