import { type Static, type TSchema, Type } from 'typebox'
import { type Procedure, type State, type StateTask, statuses } from '../model/types.ts'

const orNull = <Schema extends TSchema>(schema: Schema, description: string) =>
  Type.Union([schema, Type.Null()], { description })
const uuid = Type.String({ format: 'uuid' })
const shortIds = Type.Array(Type.String())
const time = Type.Integer({ description: 'epoch milliseconds' })

export const ShownState = Type.Object({
  id: uuid,
  shortId: Type.String({ examples: ['CONTACTED'] }),
  name: Type.String({ examples: ['Contacted'] }),
  color: Type.String({ examples: ['#7c3aed'] }),
  status: Type.Enum([...statuses], { description: 'what it implies' }),
  next: orNull(shortIds, 'short ids of the states that may follow; null: any'),
  procedure: uuid,
  order: Type.Integer(),
  createdAt: time,
  updatedAt: time,
})
export type ShownState = Static<typeof ShownState>

const showState = (procedure: Procedure, state: State): ShownState => ({
  id: state.id,
  shortId: state.shortId,
  name: state.name,
  color: state.color,
  status: state.status,
  next: state.nextStates && [...state.nextStates],
  procedure: procedure.id,
  order: state.sortOrder,
  createdAt: state.createdAt.getTime(),
  updatedAt: state.updatedAt.getTime(),
})

export const ShownStateTask = Type.Object({
  id: uuid,
  shortId: Type.String({ examples: ['call'] }),
  name: Type.String({ examples: ['Call'] }),
  description: Type.String(),
  procedure: uuid,
  states: orNull(shortIds, 'short ids of the states in which it can be done; null: any'),
  mapping: Type.Record(Type.String(), Type.String(), { description: 'task attribute → process attribute' }),
  movesTo: orNull(Type.String(), 'short id of the state that completing it moves the process to'),
  order: Type.Integer(),
  createdAt: time,
  updatedAt: time,
})
export type ShownStateTask = Static<typeof ShownStateTask>

export const showStateTask = (task: StateTask): ShownStateTask => ({
  id: task.id,
  shortId: task.shortId,
  name: task.name,
  description: task.description,
  procedure: task.procedureId,
  states: task.states && [...task.states],
  mapping: { ...task.mapping },
  movesTo: task.movesToState,
  order: task.sortOrder,
  createdAt: task.createdAt.getTime(),
  updatedAt: task.updatedAt.getTime(),
})

/** A procedure as the configuration and its own routes show it: what it refers to by uuid, and beside it by short id. */
export const ShownProcedure = Type.Object({
  id: uuid,
  shortId: Type.String({ examples: ['lead'] }),
  name: Type.String({ examples: ['Lead'] }),
  description: Type.String(),
  entity: orNull(uuid, 'whose records its processes share'),
  entityShortId: orNull(Type.String(), 'the same by short id'),
  primaryKey: orNull(Type.String(), 'short id of an attribute'),
  numbering: orNull(
    Type.Object({ prefix: Type.String(), width: Type.Integer() }),
    'how an absent primary key is numbered; null: it must be given',
  ),
  primaryIdentifier: orNull(Type.String(), 'short id of the attribute that people know a process by'),
  merging: orNull(
    Type.Object({ attribute: Type.String(), whenEnded: Type.Enum(['new', 'join']) }),
    'the phone attribute whose number makes two processes one',
  ),
  defaultState: uuid,
  defaultStateShortId: Type.String({ examples: ['NEW'] }),
  completedState: orNull(uuid, 'where completing it leads'),
  completedStateShortId: orNull(Type.String(), 'the same by short id'),
  states: Type.Array(ShownState),
  order: Type.Integer(),
  createdAt: time,
  updatedAt: time,
})
export type ShownProcedure = Static<typeof ShownProcedure>

export const showProcedure = (procedure: Procedure): ShownProcedure => ({
  id: procedure.id,
  shortId: procedure.shortId,
  name: procedure.name,
  description: procedure.description,
  entity: procedure.entity?.id ?? null,
  entityShortId: procedure.entity?.shortId ?? null,
  primaryKey: procedure.primaryKey?.shortId ?? null,
  numbering: procedure.numbering,
  primaryIdentifier: procedure.primaryIdentifier?.shortId ?? null,
  merging: procedure.merging && {
    attribute: procedure.merging.attribute.shortId,
    whenEnded: procedure.merging.whenEnded,
  },
  defaultState: procedure.defaultState.id,
  defaultStateShortId: procedure.defaultState.shortId,
  completedState: procedure.completedState?.id ?? null,
  completedStateShortId: procedure.completedState?.shortId ?? null,
  states: procedure.states.map((state) => showState(procedure, state)),
  order: procedure.sortOrder,
  createdAt: procedure.createdAt.getTime(),
  updatedAt: procedure.updatedAt.getTime(),
})
