import { type TSchema, Type } from 'typebox'
import { OwnerFields } from '../attributes/definition-schema.ts'
import { statuses } from '../model/types.ts'

const orNull = (schema: TSchema, description: string) => Type.Union([schema, Type.Null()], { description })
const reference = Type.String({ maxLength: 63 })
const name = (example: string) => Type.String({ minLength: 1, maxLength: 120, examples: [example] })
const description = Type.String({ maxLength: 2_000 })
const byShortId = (what: string, example: object) =>
  Type.Record(Type.String(), Type.Unknown(), { description: what, examples: [example] })

/** The fields of a state in a body, as in a configuration file. */
export const StateFields = Type.Object({
  name: name('Contacted'),
  color: Type.String({ description: '#rrggbb', examples: ['#7c3aed'] }),
  status: Type.Enum([...statuses], { description: 'what it implies' }),
  next: orNull(Type.Array(reference), 'short ids of the states that may follow; null: any'),
})

export const StateTaskFields = Type.Object({
  name: name('Call'),
  description,
  states: orNull(Type.Array(reference), 'short ids of the states in which it can be done; null: any'),
  mapping: Type.Record(Type.String(), Type.String(), {
    description: 'task attribute → process attribute, set when it is completed',
    examples: [{ next_call_time: 'next_call_time' }],
  }),
  movesTo: orNull(reference, 'short id of the state that completing it moves the process to'),
  ...OwnerFields,
})

export const ProcedureFields = Type.Object({
  name: name('Lead'),
  description,
  entity: orNull(reference, 'short id of the entity whose records its processes share'),
  primaryKey: orNull(reference, 'short id of an attribute'),
  numbering: orNull(
    Type.Object(
      { prefix: Type.Optional(Type.String({ maxLength: 20 })), width: Type.Optional(Type.Integer()) },
      { additionalProperties: false, examples: [{ prefix: 'LEAD-', width: 6 }] },
    ),
    'how an absent primary key is numbered; null: it must be given',
  ),
  primaryIdentifier: orNull(reference, 'short id of the attribute that people know a process by'),
  merging: orNull(
    Type.Object(
      { attribute: Type.Optional(reference), whenEnded: Type.Optional(Type.Enum(['new', 'join'])) },
      { additionalProperties: false, examples: [{ attribute: 'phone_number', whenEnded: 'new' }] },
    ),
    'the phone attribute whose number makes two processes one',
  ),
  defaultState: reference,
  completedState: orNull(reference, 'where completing it leads'),
  states: byShortId('by short id, as in a configuration file', { NEW: {}, DONE: { status: 'COMPLETED' } }),
  stateTasks: byShortId('by short id, as in a configuration file', { call: { attributes: { remarks: 'text' } } }),
  ...OwnerFields,
})
