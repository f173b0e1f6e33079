import { Type } from 'typebox'

/** A change as a plan tells it; `change.ts` makes it. */
export const ChangeAnswer = Type.Object({
  kind: Type.String({
    description: 'what of (attribute, state, role …) and what happens (add, restore, change, reorder, remove)',
    examples: ['attribute.add'],
  }),
  path: Type.String({
    description: 'where a document speaks of it',
    examples: ['procedures.lead.attributes.city'],
  }),
  before: Type.Unknown({ description: 'as a document would say it; of a change only what changes' }),
  after: Type.Unknown({ description: 'the same after it' }),
  losesData: Type.Boolean({ description: 'refused unless allowLoss' }),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'why it is refused' }),
  isBlocked: Type.Boolean({ description: 'refused even with allowLoss' }),
  processes: Type.Integer({ description: 'how many processes it touches' }),
  records: Type.Integer({ description: 'how many records it touches' }),
  tasks: Type.Integer({ description: 'how many tasks it touches' }),
  sentence: Type.String({ examples: ['The attribute city of lead is added.'] }),
})

const Document = Type.Union([Type.String(), Type.Record(Type.String(), Type.Unknown())], {
  description: 'YAML text, or the object that it stands for',
  examples: [{ procedures: { lead: { attributes: { city: 'string' } } } }],
})
const prune = Type.Optional(
  Type.Boolean({
    description:
      'the document is the whole truth of every section that it has: what it leaves out there is removed or goes back to its default',
    examples: [false],
  }),
)

const remove = Type.Optional(
  Type.Array(Type.String({ maxLength: 400 }), {
    maxItems: 1000,
    description: 'paths of things to remove, as a plan names them',
    examples: [['procedures.lead.attributes.city']],
  }),
)

export const PlanRequest = Type.Object({ config: Document, prune, remove }, { additionalProperties: false })

export const ApplyRequest = Type.Object(
  {
    config: Document,
    prune,
    remove,
    allowLoss: Type.Optional(Type.Boolean({ description: 'carry out also what loses data', examples: [false] })),
  },
  { additionalProperties: false },
)

export const ChangeCounts = Type.Object({
  changes: Type.Integer({ description: 'how many changes' }),
  losingData: Type.Integer({ description: 'how many of them lose data' }),
  blocked: Type.Integer({ description: 'how many cannot be carried out' }),
  processes: Type.Integer({ description: 'the most processes that one change touches' }),
})
