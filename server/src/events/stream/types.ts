import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

const uuid = Type.String({ format: 'uuid' })

/** What a message of the stream says: that something changed, not what it is now. */
export const StreamedChange = Type.Object({
  id: { ...uuid, description: 'of the event' },
  kind: Type.String({ examples: ['message.received'] }),
  subject: nullable(uuid, { description: 'what changed; null: many things of that kind, or the model' }),
  procedure: nullable(uuid),
  procedureShortId: nullable(Type.String(), { examples: ['lead'] }),
  user: nullable(uuid, { description: 'who changed it' }),
  at: Type.Integer({ description: 'epoch milliseconds', examples: [1764000000000] }),
  chat: Type.Optional(nullable(uuid, { description: 'of messages, notes and chats' })),
  count: Type.Optional(Type.Integer({ description: 'where they are many: how many events they were' })),
})
export type StreamedChange = Static<typeof StreamedChange>

export const StreamQuery = Type.Object(
  {
    since: Type.Optional(
      Type.String({
        maxLength: 1_200,
        description: 'the id of the last message that was seen, where the header Last-Event-ID cannot be sent',
        examples: ['hm3s0'],
      }),
    ),
  },
  { additionalProperties: false },
)
export type StreamQuery = Static<typeof StreamQuery>
