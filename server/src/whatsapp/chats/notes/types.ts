import { type Static, Type } from 'typebox'
import { nullable } from '../../../http/schema.ts'

const uuid = Type.String({ format: 'uuid' })

/** What the team says among itself about a chat. The customer never sees it. */
export const Note = Type.Object({
  id: uuid,
  chat: uuid,
  text: Type.String({ examples: ['Wants a call back on Friday.'] }),
  mentions: Type.Array(uuid, { description: 'users who are meant' }),
  user: nullable(uuid, { description: 'who wrote it; null: the engine, or a key of nobody' }),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type Note = Static<typeof Note>

const text = Type.String({
  minLength: 1,
  maxLength: 10_000,
  pattern: '\\S',
  examples: ['Wants a call back on Friday.'],
})
const mentions = Type.Optional(
  Type.Array(Type.String({ maxLength: 254 }), {
    maxItems: 50,
    description: 'uuids or usernames',
    examples: [['alex@paisapay.com']],
  }),
)

export const NewNote = Type.Object({ text, mentions }, { additionalProperties: false })
export type NewNote = Static<typeof NewNote>

export const NoteChanges = Type.Object({ text: Type.Optional(text), mentions }, { additionalProperties: false })
export type NoteChanges = Static<typeof NoteChanges>
