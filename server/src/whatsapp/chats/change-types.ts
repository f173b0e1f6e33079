import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

export const assignee = nullable(Type.String({ minLength: 1, maxLength: 254 }), {
  description: 'uuid or username of the user; null: nobody',
  examples: ['alex@paisapay.com'],
})

export const Assign = Type.Object({ assignedTo: assignee }, { additionalProperties: false })

const labels = (description: string) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 50, description, examples: [['VIP']] }),
  )

export const LabelChange = Type.Object(
  { add: labels('names or uuids of labels'), remove: labels('names or uuids of labels') },
  { additionalProperties: false },
)
export type LabelChange = Static<typeof LabelChange>

export const mostAtOnce = 5_000

const which = {
  chatIds: Type.Optional(
    Type.Array(Type.String({ format: 'uuid' }), {
      minItems: 1,
      maxItems: 1_000,
      description: 'these; those out of reach are left out',
    }),
  ),
  where: Type.Optional(
    Type.Object(
      {},
      {
        additionalProperties: true,
        description: `or all that match, in the form of the list of chats; at most ${mostAtOnce} at once, those that wait longest first`,
        examples: [{ assignedTo: 'alex@paisapay.com', status: 'OPEN' }],
      },
    ),
  ),
  dryRun: Type.Optional(Type.Boolean({ description: 'true: only say how many it would change' })),
}

export const BulkAssign = Type.Object({ ...which, assignedTo: assignee }, { additionalProperties: false })
export type BulkAssign = Static<typeof BulkAssign>

export const BulkClose = Type.Object(which, { additionalProperties: false })
export type BulkClose = Static<typeof BulkClose>

export const BulkAnswer = Type.Object({
  count: Type.Integer({ description: 'chats that changed, or would; those that were so already are not counted' }),
  hasMore: Type.Boolean({ description: 'more match than change at once: send it again' }),
})
export type BulkAnswer = Static<typeof BulkAnswer>
