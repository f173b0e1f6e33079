import type { Attachment, DeliveryStatus, Direction, Reaction, SourceType } from './types.ts'

/** Meta's message object: in `type` it says under which key its content stands. */
export type MetaMessage = Record<string, unknown>

/** A message as the database holds it. */
export interface MessageRow {
  id: string
  chatId: string
  pluginId: string
  phoneNumberId: string
  /** the wa_id of its contact, or the id of a group */
  address: string
  contactId: string | null
  direction: Direction
  externalId: string | null
  type: string
  body: MetaMessage
  text: string
  attachments: Attachment[]
  deliveryStatus: DeliveryStatus
  errors: unknown[] | null
  at: Date
  sentAt: Date | null
  deliveredAt: Date | null
  readAt: Date | null
  failedAt: Date | null
  inReplyTo: string | null
  templateId: string | null
  sourceType: SourceType
  sourceId: string | null
  campaignId: string | null
  callbackData: string | null
  userId: string | null
  keyId: string | null
  procedureId: string | null
  processId: string | null
  sendingBy: string | null
  scheduledFor: Date | null
  editedAt: Date | null
  revokedAt: Date | null
  reactions: Reaction[]
  createdAt: Date
  updatedAt: Date
}
