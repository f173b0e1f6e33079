import { sql } from 'kysely'

/**
 * A message `m` as `MessageRow` has it. Its chat is looked up row by row: joined, a table that was filled a moment ago and has no statistics yet may be
 * read whole for each row of the other.
 */
export const messageColumns = `
  m.chat_message_id as id, m.chat_id as "chatId", m.plugin_id as "pluginId", m.phone_number_id as "phoneNumberId",
  (select c.address from chats c where c.team_id = m.team_id and c.chat_id = m.chat_id) as address,
  m.contact_id as "contactId", m.direction, m.external_id as "externalId", m.type, m.body, m.text, m.attachments,
  m.delivery_status as "deliveryStatus", m.errors, m.at, m.sent_at as "sentAt", m.delivered_at as "deliveredAt", m.read_at as "readAt",
  m.failed_at as "failedAt", m.in_reply_to as "inReplyTo", m.template_id as "templateId", m.source_type as "sourceType",
  m.source_id as "sourceId", m.campaign_id as "campaignId", m.callback_data as "callbackData", m.user_id as "userId", m.key_id as "keyId",
  m.procedure_id as "procedureId", m.process_id as "processId", m.sending_by as "sendingBy", m.scheduled_for as "scheduledFor",
  m.edited_at as "editedAt", m.revoked_at as "revokedAt", m.reactions, m.created_at as "createdAt", m.updated_at as "updatedAt"`

export const columns = sql.raw(messageColumns)
