import { type Static, Type } from 'typebox'

const uuid = Type.String({ format: 'uuid', examples: ['01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10'] })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const fields = (description: string) =>
  Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()], {
    description,
    examples: [{ state: 'NEW', data: { city: 'Pune' } }],
  })

/** One change of a process or of a task of it. */
export const HistoryEntry = Type.Object({
  id: uuid,
  kind: Type.String({ examples: ['process.updated', 'task.completed'] }),
  at: Type.Integer({ description: 'epoch milliseconds', examples: [1764000000000] }),
  user: orNull(uuid),
  username: Type.Union([Type.String(), Type.Null()], { description: 'who', examples: ['alex@paisapay.com'] }),
  key: orNull(uuid),
  keyName: Type.Union([Type.String(), Type.Null()], { description: 'by which API key', examples: ['Website form'] }),
  task: Type.Union([uuid, Type.Null()], { description: 'where it is a task that changed' }),
  stateTask: Type.Union([Type.String(), Type.Null()], {
    description: 'short id of its state task',
    examples: ['call'],
  }),
  from: fields('what was there before; null where it was made'),
  to: fields('what is there since; null where it was deleted'),
})
export type HistoryEntry = Static<typeof HistoryEntry>

export const HistoryQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
    cursor: Type.Optional(
      Type.String({ minLength: 1, maxLength: 400, description: '_meta.nextCursor of the page before' }),
    ),
  },
  { additionalProperties: false },
)
export type HistoryQuery = Static<typeof HistoryQuery>
