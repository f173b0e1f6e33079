import { type Static, Type } from 'typebox'
import type { Record } from '../processes/types.ts'

export type EntityRecord = Static<typeof Record>

export const mostPerPage = 100

export const RecordInput = Type.Object(
  {
    data: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'attribute short id → value; an update merges by key, null clears',
        examples: [{ name: 'Asha Rao', email: 'asha@example.com' }],
      }),
    ),
  },
  { additionalProperties: false },
)
export type RecordInput = Static<typeof RecordInput>

export const RecordQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: mostPerPage, default: 10 }),
  skip: Type.Integer({ minimum: 0, maximum: 10_000, default: 0, description: 'a cursor goes further' }),
  cursor: Type.Optional(
    Type.String({ minLength: 1, maxLength: 4_000, description: '_meta.nextCursor of the page before' }),
  ),
  isDeleted: Type.Boolean({ default: false, description: 'the deleted ones instead' }),
})
export type RecordQuery = Static<typeof RecordQuery>

export const RecordMeta = Type.Object({
  hasMore: Type.Boolean({ description: 'whether more records follow' }),
  nextCursor: Type.Optional(Type.String({ description: 'where more follow: the cursor of the next page' })),
})
