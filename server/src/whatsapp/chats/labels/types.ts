import { type Static, Type } from 'typebox'

export const Label = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String({ examples: ['VIP'] }),
  color: Type.String({ examples: ['#d97706'] }),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type Label = Static<typeof Label>

const name = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '\\S',
  description: 'unique in the team, without regard to case',
  examples: ['VIP'],
})
const color = Type.String({ pattern: '^#[0-9a-fA-F]{6}$', examples: ['#d97706'] })

export const NewLabel = Type.Object({ name, color: Type.Optional(color) }, { additionalProperties: false })
export type NewLabel = Static<typeof NewLabel>

export const LabelChanges = Type.Object(
  { name: Type.Optional(name), color: Type.Optional(color) },
  { additionalProperties: false },
)
export type LabelChanges = Static<typeof LabelChanges>
