import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

const uuid = Type.String({ format: 'uuid' })
const strategies = ['ROUND_ROBIN', 'LEAST_LOADED'] as const

const shown = {
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', examples: ['Sales number'] }),
  plugin: nullable(uuid, { description: 'chats of this plugin; null: of any' }),
  whatsappPhoneNumberId: nullable(Type.String({ maxLength: 40 }), {
    description: 'chats with this number; null: with any',
    examples: ['106540352242922'],
  }),
  strategy: Type.Enum([...strategies], {
    description: 'each in turn, or whoever has the fewest open chats',
    examples: ['LEAST_LOADED'],
  }),
  mostChats: nullable(Type.Integer({ minimum: 1, maximum: 10_000 }), {
    description: 'open chats that one user may have; null: any number',
    examples: [20],
  }),
  awayMessage: nullable(Type.String({ maxLength: 4_096 }), {
    description: 'what a customer is told, once an absence, while nobody is there; null: nothing',
    examples: ['We are back tomorrow at nine.'],
  }),
  isActive: Type.Boolean(),
}

const people = (of: string) => Type.Array(Type.String({ maxLength: 254 }), { maxItems: 500, description: of })

/** Who gets the chats of a number and procedure. */
export const AssignmentRule = Type.Object({
  id: uuid,
  ...shown,
  procedure: nullable(uuid, { description: 'chats whose process is of this procedure; null: any chat' }),
  pods: Type.Array(uuid, { description: 'users in one of these pods; empty: in any' }),
  skills: Type.Array(uuid, { description: 'users with all of these skills' }),
  users: Type.Array(uuid, { description: 'these users alone; empty: any' }),
  version: Type.Integer(),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type AssignmentRule = Static<typeof AssignmentRule>

const changes = {
  name: Type.Optional(shown.name),
  plugin: Type.Optional(shown.plugin),
  whatsappPhoneNumberId: Type.Optional(shown.whatsappPhoneNumberId),
  procedure: Type.Optional(
    nullable(Type.String({ maxLength: 80 }), { description: 'short id or uuid; null: any', examples: ['lead'] }),
  ),
  strategy: Type.Optional(shown.strategy),
  pods: Type.Optional(people('uuids or names')),
  skills: Type.Optional(people('uuids or names')),
  users: Type.Optional(people('uuids or usernames')),
  mostChats: Type.Optional(shown.mostChats),
  awayMessage: Type.Optional(shown.awayMessage),
  isActive: Type.Optional(shown.isActive),
}

export const AssignmentRuleChanges = Type.Object(changes, { additionalProperties: false })
export type AssignmentRuleChanges = Static<typeof AssignmentRuleChanges>

export const NewAssignmentRule = Type.Object({ ...changes, name: shown.name }, { additionalProperties: false })
export type NewAssignmentRule = Static<typeof NewAssignmentRule>

export const AssignmentTest = Type.Object(
  {
    chatId: Type.Optional(Type.String({ format: 'uuid', description: 'an existing chat; or else where one would be' })),
    plugin: Type.Optional(uuid),
    whatsappPhoneNumberId: Type.Optional(Type.String({ maxLength: 40, examples: ['106540352242922'] })),
    procedure: Type.Optional(Type.String({ maxLength: 80, description: 'short id or uuid', examples: ['lead'] })),
    at: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 253402300799999, description: 'epoch milliseconds; now unless given' }),
    ),
  },
  { additionalProperties: false },
)
export type AssignmentTest = Static<typeof AssignmentTest>

export const AssignmentVerdict = Type.Object({
  assignedTo: nullable(uuid, { description: 'who would get it' }),
  reason: Type.String({ examples: ['Alex Mathew has the fewest open chats (2).'] }),
  rule: nullable(uuid),
  isWorkingTime: Type.Boolean(),
  candidates: Type.Array(
    Type.Object({
      user: uuid,
      username: Type.String(),
      openChats: Type.Integer(),
      refusal: nullable(Type.String(), {
        description: 'why they would not get it',
        examples: ['has as many open chats as the rule allows'],
      }),
    }),
    { description: 'everybody whom the rule could mean' },
  ),
})
export type AssignmentVerdict = Static<typeof AssignmentVerdict>
