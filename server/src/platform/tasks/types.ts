import { type Static, Type } from 'typebox'
import { freeObject, nullable } from '../../http/schema.ts'
import { statuses } from '../model/types.ts'

const uuid = Type.String({ format: 'uuid', examples: ['01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10'] })
const uuidOrNull = nullable(uuid)
const epochOrNull = nullable(Type.Integer({ examples: [1764000000000] }), {
  description: 'epoch milliseconds',
})
const Data = freeObject({
  description: "short id of the form's attribute → value",
  examples: [{ call_disposition: 'RNR', remarks: 'Couldnt reach out to the customer' }],
})
const Time = Type.Union([Type.Integer(), Type.String(), Type.Null()], {
  description: 'epoch milliseconds or ISO 8601; null clears',
  examples: ['2026-11-15T09:30:00'],
})

export const Task = Type.Object({
  id: uuid,
  title: Type.String({ examples: ['Call'] }),
  description: Type.String(),
  order: Type.Integer(),
  status: Type.Enum([...statuses]),
  team: uuid,
  stateTask: uuid,
  stateTaskShortId: Type.String({ examples: ['call'] }),
  taskType: Type.String({ examples: ['STATE_TASK'] }),
  createdBy: uuidOrNull,
  assignedTo: uuidOrNull,
  assignedToUsername: nullable(Type.String(), { examples: ['alex@paisapay.com'] }),
  belongsTo: uuidOrNull,
  startsAt: epochOrNull,
  endsAt: epochOrNull,
  dueBy: epochOrNull,
  startedAt: epochOrNull,
  completedAt: epochOrNull,
  cancelledAt: epochOrNull,
  procedure: uuid,
  process: uuid,
  task: nullable(uuid, { description: 'the task that this one is a part of' }),
  data: Data,
  version: Type.Integer({ description: 'raised by each change; the ETag' }),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type Task = Static<typeof Task>

export const TaskInput = Type.Object(
  {
    data: Type.Optional(Data),
    status: Type.Optional(Type.Enum([...statuses], { examples: ['COMPLETED'] })),
    assignedTo: Type.Optional(
      nullable(Type.String(), {
        description: 'username or uuid of a user',
        examples: ['alex@paisapay.com'],
      }),
    ),
    title: Type.Optional(Type.String({ maxLength: 300 })),
    description: Type.Optional(Type.String({ maxLength: 10_000 })),
    startsAt: Type.Optional(Time),
    endsAt: Type.Optional(Time),
    dueBy: Type.Optional(Time),
  },
  { additionalProperties: false },
)
export type TaskInput = Static<typeof TaskInput>

export const TaskListQuery = Type.Object(
  {
    status: Type.Optional(Type.Enum([...statuses])),
    assignedTo: Type.Optional(
      Type.String({ description: 'username or uuid of a user', examples: ['alex@paisapay.com'] }),
    ),
    dueBefore: Type.Optional(Type.String({ description: 'epoch milliseconds or ISO 8601' })),
    dueAfter: Type.Optional(Type.String({ description: 'epoch milliseconds or ISO 8601' })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
    cursor: Type.Optional(Type.String({ description: '`_meta.nextCursor` of the page before' })),
  },
  { additionalProperties: false },
)
export type TaskListQuery = Static<typeof TaskListQuery>
