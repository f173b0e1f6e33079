import type { ProcedureDraft, StateDraft, StateTaskDraft } from '../document/format.ts'
import { join } from '../items.ts'
import {
  type AttributeSpec,
  defaultColor,
  firstCompletedState,
  firstState,
  nameFrom,
  type ProcedureSpec,
  type StateSpec,
  type StateTaskSpec,
} from '../spec.ts'
import { type Lay, layThings, pick, pickOrNull } from './layer.ts'
import { layOwner } from './owners.ts'

const layState: Lay<StateSpec, StateDraft> = (stood, given, { key, prune }) => {
  const was = prune ? undefined : stood
  return {
    name: pick(given.name, was?.name, nameFrom(key)),
    color: pick(given.color, was?.color, defaultColor),
    status: pick(given.status, was?.status, 'OPEN'),
    next: pickOrNull(given.next, was?.next, null),
  }
}

const layStateTask: Lay<StateTaskSpec, StateTaskDraft> = (stood, given, place) => {
  const was = place.prune ? undefined : stood
  return {
    name: pick(given.name, was?.name, nameFrom(place.key)),
    description: pick(given.description, was?.description, ''),
    states: pickOrNull(given.states, was?.states, null),
    mapping: pick(given.mapping, was?.mapping, {}),
    movesTo: pickOrNull(given.movesTo, was?.movesTo, null),
    ...layOwner(stood, given, place),
  }
}

export const layProcedure: Lay<ProcedureSpec, ProcedureDraft> = (stood, given, place) => {
  const { path, key, prune, layer } = place
  const was = prune ? undefined : stood
  const states = withoutGoneStates(
    layThings(layer, join(path, 'states'), stood?.states, given.states, prune, layState),
    given,
  )
  const owner = layOwner(stood, given, place)
  const stateTasks = layThings(
    layer,
    join(path, 'stateTasks'),
    stood?.stateTasks,
    given.stateTasks,
    prune,
    layStateTask,
  )
  // where the default of a procedure was removed, another stands in for it
  const standing = (shortId: string | null | undefined) =>
    shortId !== null && shortId !== undefined && !states.has(shortId) ? undefined : shortId
  return {
    name: pick(given.name, was?.name, nameFrom(key)),
    description: pick(given.description, was?.description, ''),
    entity: pickOrNull(given.entity, was?.entity, null),
    primaryKey: pickOrNull(given.primaryKey, was?.primaryKey, null),
    numbering: layNumbering(given.numbering, was?.numbering),
    primaryIdentifier: pickOrNull(given.primaryIdentifier, was?.primaryIdentifier, null),
    merging: layMerging(given.merging, was?.merging),
    defaultState: pick(given.defaultState, standing(was?.defaultState) ?? undefined, firstState(states)),
    completedState: pickOrNull(given.completedState, standing(was?.completedState), firstCompletedState(states)),
    states,
    ...owner,
    stateTasks: withoutGoneNames(stateTasks, given, states, owner.attributes),
  }
}

/** What was said of a state that is removed goes with it, unless the document says it again. */
function withoutGoneStates(states: Map<string, StateSpec>, given: ProcedureDraft): Map<string, StateSpec> {
  const stays = (shortId: string): boolean => states.has(shortId)
  return new Map(
    [...states].map(([shortId, state]) => {
      const isGiven = given.states?.get(shortId)?.next !== undefined
      return [shortId, isGiven ? state : { ...state, next: state.next?.filter(stays) ?? null }]
    }),
  )
}

function withoutGoneNames(
  stateTasks: Map<string, StateTaskSpec>,
  given: ProcedureDraft,
  states: ReadonlyMap<string, StateSpec>,
  attributes: ReadonlyMap<string, AttributeSpec>,
): Map<string, StateTaskSpec> {
  return new Map(
    [...stateTasks].map(([shortId, task]) => {
      const draft = given.stateTasks?.get(shortId)
      const mapping = Object.entries(task.mapping).filter(
        ([from, to]) => task.attributes.has(from) && attributes.has(to),
      )
      return [
        shortId,
        {
          ...task,
          states: draft?.states ? task.states : (task.states?.filter((state) => states.has(state)) ?? null),
          movesTo: draft?.movesTo || task.movesTo === null || states.has(task.movesTo) ? task.movesTo : null,
          mapping: draft?.mapping ? task.mapping : Object.fromEntries(mapping),
        },
      ]
    }),
  )
}

function layNumbering(given: ProcedureDraft['numbering'], was: ProcedureSpec['numbering'] | undefined) {
  if (given === undefined || given === null) return pickOrNull(given, was, null) as ProcedureSpec['numbering']
  return { prefix: given.prefix ?? was?.prefix ?? '', width: given.width ?? was?.width ?? 6 }
}

function layMerging(given: ProcedureDraft['merging'], was: ProcedureSpec['merging'] | undefined) {
  if (given === undefined || given === null) return pickOrNull(given, was, null) as ProcedureSpec['merging']
  return {
    attribute: given.attribute ?? was?.attribute ?? '',
    whenEnded: given.whenEnded ?? was?.whenEnded ?? ('new' as const),
  }
}
