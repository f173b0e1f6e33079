import { type Static, Type } from 'typebox'
import { nullable } from '../../../http/schema.ts'

const uuid = Type.String({ format: 'uuid' })

export const CannedReply = Type.Object({
  id: uuid,
  shortcut: Type.String({ examples: ['hours'] }),
  text: Type.String({ examples: ['Hello {{contact.name}}, we are open from nine to six.'] }),
  user: nullable(uuid, { description: 'who made it' }),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type CannedReply = Static<typeof CannedReply>

const shortcut = Type.String({
  pattern: '^/?[\\p{L}\\p{N}_-]{1,40}$',
  description: 'what is typed to get it: letters, digits, - and _; unique in the team, without regard to case',
  examples: ['hours'],
})
const text = Type.String({
  minLength: 1,
  maxLength: 4_096,
  pattern: '\\S',
  description:
    'may hold {{contact.name}}, {{contact.phoneNumber}}, {{user.name}}, and {{process.<attribute>}} or {{<procedure>.<attribute>}} of the process of the chat',
  examples: ['Hello {{contact.name}}, we are open from nine to six.'],
})

export const NewCannedReply = Type.Object({ shortcut, text }, { additionalProperties: false })
export type NewCannedReply = Static<typeof NewCannedReply>

export const CannedReplyChanges = Type.Object(
  { shortcut: Type.Optional(shortcut), text: Type.Optional(text) },
  { additionalProperties: false },
)
export type CannedReplyChanges = Static<typeof CannedReplyChanges>

export const PreviewRequest = Type.Object(
  { chatId: Type.String({ format: 'uuid', description: 'the chat that it is to be sent in' }) },
  { additionalProperties: false },
)

export const Preview = Type.Object({
  text: Type.String({ examples: ['Hello Asha Rao, we are open from nine to six.'] }),
  missing: Type.Array(
    Type.Object({
      variable: Type.String({ examples: ['lead.city'] }),
      reason: Type.String({ examples: ['is empty'] }),
    }),
    { description: 'variables that have no value here; nothing stands in their place' },
  ),
})
export type Preview = Static<typeof Preview>
