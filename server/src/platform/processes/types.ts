import { type Static, Type } from 'typebox'
import { freeObject, nullable } from '../../http/schema.ts'
import { statuses } from '../model/types.ts'

const uuid = Type.String({ format: 'uuid', examples: ['01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10'] })
const epoch = Type.Integer({ description: 'epoch milliseconds', examples: [1764000000000] })
const Data = freeObject({
  description: 'attribute short id → value',
  examples: [{ name: 'Asha Rao', phone_number: '+919876543210', city: 'Pune' }],
})
const Time = Type.Union([Type.Integer(), Type.String(), Type.Null()], {
  description: 'epoch milliseconds or ISO 8601; null clears',
  examples: [1764000000000],
})
const Name = nullable(Type.String())

export const Record = Type.Object({
  id: uuid,
  entity: uuid,
  team: uuid,
  createdBy: nullable(uuid),
  data: Data,
  derivedData: Data,
  createdAt: epoch,
  updatedAt: epoch,
  isDeleted: Type.Boolean(),
})

export const Process = Type.Object({
  id: uuid,
  team: uuid,
  procedure: uuid,
  procedureShortId: Type.String({ examples: ['lead'] }),
  createdBy: nullable(uuid),
  assignedTo: nullable(uuid),
  assignedToUsername: nullable(Type.String(), { examples: ['alex@paisapay.com'] }),
  belongsTo: nullable(uuid, { description: 'pod' }),
  entity: nullable(uuid),
  record: nullable(Record),
  status: Type.Enum([...statuses]),
  state: uuid,
  stateShortId: Type.String({ examples: ['NEW'] }),
  data: Data,
  derivedData: Data,
  nextActionAt: nullable(epoch),
  version: Type.Integer({ description: 'raised by each change; the ETag' }),
  createdAt: epoch,
  updatedAt: epoch,
  isDeleted: Type.Boolean(),
})
export type Process = Static<typeof Process>

const writable = {
  data: Type.Optional(Data),
  record: Type.Optional(
    Type.Object(
      { id: Type.Optional(uuid), data: Type.Optional(Data) },
      {
        additionalProperties: false,
        description: "the entity's record: `id` joins one that is there, `data` merges by key",
      },
    ),
  ),
  status: Type.Optional(Type.Enum([...statuses])),
  state: Type.Optional(Type.String({ description: 'short id or uuid', examples: ['CONTACTED'] })),
  nextActionAt: Type.Optional(Time),
  assignedTo: Type.Optional({
    ...Name,
    description: 'username or uuid of a user; null unassigns',
    examples: ['alex@paisapay.com'],
  }),
  belongsTo: Type.Optional({ ...Name, description: 'name or uuid of a pod' }),
}

/** What a caller may give of a process. At creation the primary key may also stand beside `data`, under its own short id. */
export const ProcessInput = Type.Object(writable, { additionalProperties: true })
export type ProcessInput = Static<typeof ProcessInput>

export const ProcessChange = Type.Object(writable, { additionalProperties: false })
export type ProcessChange = Static<typeof ProcessChange>

export const inputFields: ReadonlySet<string> = new Set(Object.keys(writable))
