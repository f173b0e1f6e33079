import { type Static, Type } from 'typebox'

export const mostPerPage = 100
export const mostSkipped = 100_000

const where = Type.Object(
  {},
  {
    additionalProperties: true,
    description: `Conditions by attribute short id or by status, state, createdAt, assignedTo, nextActionAt, belongsTo, createdBy, id. A value is equality, a list
any of its values, an object holds operators: = != > >= < <= in contains startsWith exists. and, or and not nest. null asks for absence; != also matches absent values.
A time may be said by its distance from now: now-7d, now/d (when today began), now-1M/M; days and months are those of the team's time zone.`,
    examples: [
      { status: 'OPEN', or: [{ city: ['Pune', 'Goa'] }, { loan_amount: { '>=': 500000 } }] },
      { assignedTo: 'alex@paisapay.com', createdAt: { '>=': '2025-01-01' } },
      { createdAt: { '>=': 'now-7d/d' }, nextActionAt: { '<': 'now' } },
    ],
  },
)

const search = Type.String({
  maxLength: 200,
  description: `what people type to find one of many, two characters at least: anywhere in a searchable attribute, at the beginning of the primary key (of a numbered
one also the bare number), or digits of a phone number however they are written; beside where, both are required`,
  examples: ['asha'],
})

const orderBy = Type.Unknown({
  description:
    '"-createdAt" unless given; a minus is descending. createdAt, nextActionAt or a filterable attribute; also {"attribute": "loan_amount", "direction": "desc"}',
  examples: ['-createdAt', { attribute: 'loan_amount', direction: 'desc' }],
})

const isDeleted = Type.Boolean({
  description:
    'the deleted ones instead, the last deleted first; for those who may write the procedure, and so restore',
})

/** Which processes, and in which order. */
export const listed = {
  where: Type.Optional(where),
  search: Type.Optional(search),
  orderBy: Type.Optional(orderBy),
  isDeleted: Type.Optional(isDeleted),
}

/** What a list is asked for. */
export const ListRequest = Type.Object(
  {
    ...listed,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostPerPage, default: 10, examples: [50] })),
    skip: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: `at most ${mostSkipped}; a cursor goes further, and faster`,
        examples: [0],
      }),
    ),
    page: Type.Optional(Type.Integer({ minimum: 0, description: 'in place of skip; 1 is the first, and so is 0' })),
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 4_000, description: '_meta.nextCursor of the page before' }),
    ),
    total: Type.Optional(Type.Boolean({ description: 'also count all that match, in _meta.total' })),
  },
  { additionalProperties: false },
)

export type ListRequest = Static<typeof ListRequest>

export const ListMeta = Type.Object({
  hasMore: Type.Boolean({ description: 'whether more processes follow' }),
  nextCursor: Type.Optional(Type.String({ description: 'where more follow: the cursor of the next page' })),
  total: Type.Optional(Type.Integer({ description: 'where asked for: how many processes match' })),
})

export const StateCountRequest = Type.Object(
  { where: Type.Optional(where), search: Type.Optional(search) },
  { additionalProperties: false },
)
export type StateCountRequest = Static<typeof StateCountRequest>

export const StateCounts = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'integer' },
  description: 'short id of a state → how many processes stand in it; every state is named, also an empty one',
  examples: [{ NEW: 12, CONTACTED: 4, LOST: 0 }],
})

export const StateCountMeta = Type.Object({ total: Type.Integer({ description: 'in all states' }) })
