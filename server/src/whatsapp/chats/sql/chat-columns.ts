import { sql } from 'kysely'

/** A chat as `ChatRow` has it: of the chat `h`, its contact `c`, its last message `m`; labels in the order of their names. */
export const chatColumns = sql`
  h.chat_id as id, h.created_at as "createdAt", h.updated_at as "updatedAt", h.version, h.plugin_id as "pluginId",
  h.phone_number_id as "phoneNumberId", h.address, h.contact_id as "contactId", c.name as "contactName",
  c.phone_number as "contactPhoneNumber", c.wa_id as "contactWaId", h.procedure_id as "procedureId", h.process_id as "processId",
  h.status, h.assigned_to as "assignedTo", h.assigned_at as "assignedAt", h.unread_count as "unreadCount",
  h.window_ends_at as "windowEndsAt", h.last_inbound_at as "lastInboundAt", h.last_message_at as "lastMessageAt",
  h.last_message_id as "lastMessageId", m.external_id as "lastExternalId", m.type as "lastType", left(m.text, 1000) as "lastText",
  m.direction as "lastDirection", m.delivery_status as "lastStatus",
  array(
    select l.name from chat_labels l where l.team_id = h.team_id and l.label_id::text = any(h.labels) and l.deleted_at is null
    order by lower(l.name)
  ) as labels`

export const besideChat = sql`
  left join contacts c on c.team_id = h.team_id and c.contact_id = h.contact_id
  left join chat_messages m on m.team_id = h.team_id and m.chat_message_id = h.last_message_id`
