import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

const Time = Type.Union([Type.Integer(), Type.String()], {
  description: 'epoch milliseconds or ISO 8601',
  examples: ['2026-11-03T10:15:00+05:30'],
})

export const importedStatuses = ['SENT', 'DELIVERED', 'READ', 'PLAYED', 'FAILED'] as const

const ImportedMessage = Type.Object(
  {
    externalId: Type.String({
      minLength: 1,
      maxLength: 255,
      description: "Meta's id of it, the wamid; a message that is here under it is left as it is",
      examples: ['wamid.HBgMOTE5ODEyMzQ1Njc4FQIAEhgg'],
    }),
    direction: Type.Enum(['INBOUND', 'OUTBOUND']),
    at: { ...Time, description: 'when it was written: epoch milliseconds or ISO 8601; not in the future' },
    message: Type.Object(
      { type: Type.String({ minLength: 1, maxLength: 40, examples: ['text'] }) },
      {
        additionalProperties: true,
        description: "Meta's message object, as it came or as it was sent",
        examples: [{ type: 'text', text: { body: 'Is my loan approved?' } }],
      },
    ),
    text: Type.Optional(
      Type.String({
        maxLength: 65_536,
        description: 'for people to read, where the object does not say it: what a template was filled to',
      }),
    ),
    templateId: Type.Optional(Type.String({ maxLength: 40, description: "Meta's id of the template it was made of" })),
    by: Type.Optional(
      nullable(Type.String({ maxLength: 254 }), {
        description: 'who of the team wrote it: username or uuid, also of a user who is not active any more',
        examples: ['alex@paisapay.com'],
      }),
    ),
    source: Type.Optional(
      Type.Enum(['API', 'CONSOLE', 'BATCH', 'AUTOMATION'], {
        description: 'what made a message of the team; by default CONSOLE where `by` is given, else API',
      }),
    ),
    deliveryStatus: Type.Optional(
      Type.Enum([...importedStatuses], { description: 'of a message of the team; by default SENT' }),
    ),
    deliveredAt: Type.Optional(Time),
    readAt: Type.Optional(Time),
    errors: Type.Optional(
      Type.Array(Type.Object({}, { additionalProperties: true }), {
        maxItems: 10,
        description: "Meta's errors, where it failed",
        examples: [[{ code: 131026, title: 'Message undeliverable' }]],
      }),
    ),
  },
  { additionalProperties: false },
)
export type ImportedMessage = Static<typeof ImportedMessage>

const ImportedChat = Type.Object(
  {
    phoneNumberId: Type.String({
      minLength: 1,
      maxLength: 40,
      description: "Meta's id of the business number",
      examples: ['106540352242922'],
    }),
    plugin: Type.Optional(
      Type.String({ format: 'uuid', description: 'where several accounts of the team have that number' }),
    ),
    phoneNumber: Type.String({
      maxLength: 40,
      description: "the customer's, with its country code",
      examples: ['+919812345678'],
    }),
    name: Type.Optional(Type.String({ maxLength: 200, description: 'of the customer', examples: ['Asha Rao'] })),
    procedure: Type.Optional(
      Type.String({ maxLength: 100, description: 'of the process: short id or uuid', examples: ['lead'] }),
    ),
    process: Type.Optional(
      Type.String({
        maxLength: 300,
        description:
          'the process that the chat belongs to: uuid, or with `procedure` its primary key. A chat that has one keeps it.',
        examples: ['LEAD-000042'],
      }),
    ),
    isRead: Type.Optional(
      Type.Boolean({ description: "true: all of it is read; by default what came up to the team's last message" }),
    ),
    messages: Type.Array(ImportedMessage, { minItems: 1, maxItems: 1_000 }),
  },
  { additionalProperties: false },
)
export type ImportedChat = Static<typeof ImportedChat>

export const ChatImport = Type.Object(
  { chats: Type.Array(ImportedChat, { minItems: 1, maxItems: 100 }) },
  { additionalProperties: false },
)
export type ChatImport = Static<typeof ChatImport>

export const ImportedChats = Type.Array(
  Type.Object({
    chat: Type.String({ format: 'uuid', examples: ['01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10'] }),
    contact: Type.String({ format: 'uuid' }),
    isNew: Type.Boolean({ description: 'whether the chat was made now' }),
    imported: Type.Integer({ description: 'messages that were not here before', examples: [12] }),
    alreadyThere: Type.Integer({ description: 'messages that were', examples: [0] }),
  }),
  { description: 'one for each chat, in their order' },
)
export type ImportedChats = Static<typeof ImportedChats>
