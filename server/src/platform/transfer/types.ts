import { type Static, Type } from 'typebox'
import { freeObject, nullable } from '../../http/schema.ts'
import { statuses } from '../model/types.ts'
import { ProcessInput } from '../processes/types.ts'

const uuid = Type.String({ format: 'uuid', examples: ['01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10'] })
const Time = Type.Union([Type.Integer(), Type.String(), Type.Null()], {
  description: 'epoch milliseconds or ISO 8601',
  examples: ['2026-11-03T10:15:00+05:30'],
})
const Who = nullable(Type.String(), {
  description: 'username or uuid of a user, also of one who is not active any more',
  examples: ['alex@paisapay.com'],
})
const fields = Type.Unsafe<Record<string, unknown> | null>({
  type: ['object', 'null'],
  additionalProperties: true,
  description: 'state, status, assignedTo … and data',
  examples: [{ state: 'NEW', data: { city: 'Pune' } }],
})

/** A change as the history of a process tells it; `id`, `user`, `key`, `keyName`, `task` and `stateTask` of such an answer are passed over. */
const ImportedChange = Type.Object(
  {
    at: Type.Union([Type.Integer(), Type.String()], { description: 'epoch milliseconds or ISO 8601' }),
    by: Type.Optional(Who),
    username: Type.Optional({ ...Who, description: 'the same as by' }),
    kind: Type.Optional(
      Type.String({
        pattern: '^(process|task|lead)\\.[a-z_]{1,40}$',
        description: 'by default what from and to say: created, state_changed or updated',
        examples: ['process.state_changed'],
      }),
    ),
    from: Type.Optional(fields),
    to: Type.Optional(fields),
  },
  { additionalProperties: true },
)
export type ImportedChange = Static<typeof ImportedChange>

const ImportedTask = Type.Object(
  {
    id: Type.Optional(uuid),
    stateTask: Type.String({ description: 'short id', examples: ['call'] }),
    status: Type.Optional(Type.Enum([...statuses])),
    data: Type.Optional(freeObject({ examples: [{ call_disposition: 'RNR' }] })),
    title: Type.Optional(Type.String({ maxLength: 300 })),
    description: Type.Optional(Type.String({ maxLength: 10_000 })),
    createdBy: Type.Optional(Who),
    assignedTo: Type.Optional(Who),
    at: Type.Optional({ ...Time, description: 'when it was made, and ended where it has ended' }),
    createdAt: Type.Optional(Time),
    updatedAt: Type.Optional(Time),
    startsAt: Type.Optional(Time),
    endsAt: Type.Optional(Time),
    dueBy: Type.Optional(Time),
    startedAt: Type.Optional(Time),
    completedAt: Type.Optional(Time),
    cancelledAt: Type.Optional(Time),
  },
  { additionalProperties: false },
)
export type ImportedTask = Static<typeof ImportedTask>

/** What else an answer tells of a process: passed over, so that a process can be imported as it was exported. */
export const passedOver = [
  'team',
  'procedure',
  'procedureShortId',
  'entity',
  'derivedData',
  'version',
  'isDeleted',
] as const

export const ImportRow = Type.Object(
  {
    ...ProcessInput.properties,
    record: Type.Optional(
      nullable(
        Type.Object({ id: Type.Optional(uuid), data: Type.Optional(freeObject({})) }, { additionalProperties: true }),
        { description: "the entity's record: one that is there under this id is joined, else it is made under it" },
      ),
    ),
    id: Type.Optional(uuid),
    createdAt: Type.Optional(Time),
    updatedAt: Type.Optional(Time),
    createdBy: Type.Optional(Who),
    stateShortId: Type.Optional(Type.String({ description: 'goes before state' })),
    assignedToUsername: Type.Optional({ ...Who, description: 'goes before assignedTo' }),
    history: Type.Optional(Type.Array(ImportedChange, { maxItems: 10_000 })),
    tasks: Type.Optional(Type.Array(ImportedTask, { maxItems: 10_000 })),
  },
  { additionalProperties: true },
)
export type ImportRow = Static<typeof ImportRow>
