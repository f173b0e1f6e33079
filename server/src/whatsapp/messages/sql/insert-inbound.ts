import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { MessageRow } from '../row.ts'

/** Answers the ids of those that were not there yet: Meta repeats what it sends. */
export async function insertReceived(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  rows: readonly MessageRow[],
): Promise<Set<string>> {
  const { rows: inserted } = await sql<{ id: string }>`
    insert into chat_messages (team_id, chat_message_id, chat_id, plugin_id, phone_number_id, contact_id, direction, external_id, type, body,
      text, attachments, delivery_status, errors, at, sent_at, delivered_at, read_at, failed_at, in_reply_to, template_id, source_type, source_id,
      user_id, procedure_id, process_id, created_at, updated_at)
    select ${teamId}::uuid, m.*
    from unnest(
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.chatId)}::uuid[], ${rows.map((row) => row.pluginId)}::uuid[],
      ${rows.map((row) => row.phoneNumberId)}::text[], ${rows.map((row) => row.contactId)}::uuid[], ${rows.map((row) => row.direction)}::text[],
      ${rows.map((row) => row.externalId)}::text[], ${rows.map((row) => row.type)}::text[], ${rows.map((row) => JSON.stringify(row.body))}::jsonb[],
      ${rows.map((row) => row.text)}::text[], ${rows.map((row) => JSON.stringify(row.attachments))}::jsonb[],
      ${rows.map((row) => row.deliveryStatus)}::text[], ${rows.map((row) => row.errors && JSON.stringify(row.errors))}::jsonb[],
      ${rows.map((row) => row.at)}::timestamptz[], ${rows.map((row) => row.sentAt)}::timestamptz[],
      ${rows.map((row) => row.deliveredAt)}::timestamptz[], ${rows.map((row) => row.readAt)}::timestamptz[],
      ${rows.map((row) => row.failedAt)}::timestamptz[], ${rows.map((row) => row.inReplyTo)}::text[], ${rows.map((row) => row.templateId)}::text[],
      ${rows.map((row) => row.sourceType)}::text[], ${rows.map((row) => row.sourceId)}::text[], ${rows.map((row) => row.userId)}::uuid[],
      ${rows.map((row) => row.procedureId)}::uuid[], ${rows.map((row) => row.processId)}::uuid[], ${rows.map((row) => row.createdAt)}::timestamptz[],
      ${rows.map((row) => row.updatedAt)}::timestamptz[]
    ) as m
    on conflict (team_id, plugin_id, external_id) where external_id is not null do nothing
    returning chat_message_id as id`.execute(tx)
  return new Set(inserted.map(({ id }) => id))
}
