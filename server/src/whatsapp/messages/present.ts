import type { Scope } from '../../scope.ts'
import { whyFailed } from './failures.ts'
import type { MessageRow } from './row.ts'
import type { ChatMessage } from './types.ts'

/** The message as the API shows it. */
export const presentMessage = ({ teamId }: Pick<Scope, 'teamId'>, row: MessageRow): ChatMessage => ({
  id: row.id,
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
  externalId: row.externalId,
  provider: 'WHATSAPP',
  dataType: row.type,
  body: { body: row.text },
  text: row.text,
  attachments: row.attachments,
  deliveryStatus: row.deliveryStatus,
  direction: row.direction,
  timestamp: row.at.getTime(),
  context: { contactIdentifier: row.address, messageTemplateId: row.templateId },
  adhocAgent: null,
  source: { sourceId: row.sourceId, sourceType: row.sourceType },
  team: teamId,
  chat: row.chatId,
  plugin: row.pluginId,
  contact: row.contactId,
  user: row.userId,
  procedure: row.procedureId,
  process: row.processId,
  campaign: row.campaignId,
  inReplyTo: row.inReplyTo,
  whatsappPhoneNumberId: row.phoneNumberId,
  message: row.body,
  errors: row.deliveryStatus === 'FAILED' ? (row.errors ?? []) : [],
  failure: row.deliveryStatus === 'FAILED' ? whyFailed(row) : null,
  sentAt: time(row.sentAt),
  deliveredAt: time(row.deliveredAt),
  readAt: time(row.readAt),
  failedAt: row.deliveryStatus === 'FAILED' ? time(row.failedAt) : null,
  scheduledFor: time(row.scheduledFor),
  editedAt: time(row.editedAt),
  revokedAt: time(row.revokedAt),
  reactions: row.reactions,
  callbackData: row.callbackData,
})

const time = (date: Date | null): number | null => date?.getTime() ?? null
