import { type Static, Type } from 'typebox'
import { ErrorDetail } from '../../http/envelope.ts'
import { nullable } from '../../http/schema.ts'
import type { Scope } from '../../scope.ts'

/** In the order in which a message may rise; FAILED only from the first three. */
export const deliveryStatuses = ['PENDING', 'UNCONFIRMED', 'SENT', 'DELIVERED', 'READ', 'PLAYED', 'FAILED'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

export const directions = ['INBOUND', 'OUTBOUND'] as const
export type Direction = (typeof directions)[number]

/** Who or what made a message. */
export const sourceTypes = ['API', 'CONSOLE', 'BATCH', 'AUTOMATION', 'CUSTOMER', 'ECHO'] as const
export type SourceType = (typeof sourceTypes)[number]

/** Where somebody asks from: people who are signed in work in the console. */
export const sourceOf = ({ sessionId }: Pick<Scope, 'sessionId'>) => (sessionId === null ? 'API' : 'CONSOLE')

const uuid = Type.String({ format: 'uuid', examples: ['01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10'] })
const epoch = Type.Integer({ description: 'epoch milliseconds', examples: [1764000000000] })
const text = Type.String()

export const Attachment = Type.Object({
  type: Type.String({ description: 'image, video, audio, document or sticker', examples: ['image'] }),
  mediaId: nullable(text, { description: "Meta's id of the media; null where it was sent by its address" }),
  url: nullable(text, { description: 'the address that it was sent by' }),
  mimeType: nullable(text),
  filename: nullable(text),
  caption: nullable(text),
  sha256: nullable(text),
  isVoice: Type.Boolean({ description: 'a voice message, recorded in the chat' }),
})
export type Attachment = Static<typeof Attachment>

export const Reaction = Type.Object({
  from: Type.String({ description: 'wa_id, or the business number', examples: ['919812345678'] }),
  emoji: Type.String({ examples: ['👍'] }),
  at: epoch,
})
export type Reaction = Static<typeof Reaction>

/** A message of a chat, in either direction. */
export const ChatMessage = Type.Object({
  id: uuid,
  createdAt: epoch,
  updatedAt: epoch,
  externalId: nullable(text, { description: "Meta's id of it, the wamid; null until Meta has answered" }),
  provider: Type.String({ examples: ['WHATSAPP'] }),
  dataType: Type.String({ description: "Meta's type of message", examples: ['text'] }),
  body: Type.Object({ body: text }, { description: 'the same as `text`' }),
  text: Type.String({ description: 'for people to read, whatever the type', examples: ['Your order has left.'] }),
  attachments: Type.Array(Attachment),
  deliveryStatus: Type.Enum([...deliveryStatuses], {
    description:
      'PENDING: stored, not yet answered by Meta; UNCONFIRMED: the call to Meta was interrupted, so that it may or may not have been sent; SENT: Meta has taken it',
  }),
  direction: Type.Enum([...directions]),
  timestamp: Type.Integer({
    description: "epoch milliseconds: Meta's time of an inbound message, ours of an outbound one",
  }),
  context: Type.Object({
    contactIdentifier: Type.String({
      description: 'the number in digits, or the id of a group',
      examples: ['919812345678'],
    }),
    messageTemplateId: nullable(text),
  }),
  adhocAgent: Type.Null(),
  source: Type.Object({ sourceId: nullable(text), sourceType: Type.Enum([...sourceTypes]) }),
  team: uuid,
  chat: uuid,
  plugin: uuid,
  contact: nullable(uuid, { description: 'null in the chat of a group' }),
  user: nullable(uuid),
  procedure: nullable(uuid),
  process: nullable(uuid),
  campaign: nullable(uuid, { description: 'the background job of the batch that it belongs to' }),
  inReplyTo: nullable(text, { description: 'wamid of the message that it answers' }),
  whatsappPhoneNumberId: text,
  message: Type.Unknown({ description: "Meta's message object, as it came or as it was sent" }),
  errors: Type.Array(Type.Unknown(), { description: "Meta's errors, where it failed" }),
  failure: Type.Union([ErrorDetail, Type.Null()], {
    description: 'why it failed, in words, and what to do about it; null where it did not',
  }),
  sentAt: nullable(epoch),
  deliveredAt: nullable(epoch),
  readAt: nullable(epoch),
  failedAt: nullable(epoch),
  scheduledFor: nullable(epoch),
  editedAt: nullable(epoch),
  revokedAt: nullable(epoch),
  reactions: Type.Array(Reaction),
  callbackData: nullable(text, { description: 'what the caller gave as biz_opaque_callback_data' }),
})
export type ChatMessage = Static<typeof ChatMessage>
