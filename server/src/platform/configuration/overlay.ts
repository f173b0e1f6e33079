import type { Problem } from '../../errors.ts'
import { ingest } from '../attributes/ingest.ts'
import type { IngestionContext } from '../attributes/ingestion-context.ts'
import { typeOf } from '../attributes/type-registry.ts'
import type { AttributeOptions } from '../attributes/types.ts'
import { permissions } from '../roles/types.ts'
import { toAttribute } from './attribute-change.ts'
import type {
  AttributeDraft,
  ConfigurationDocument,
  EntityDraft,
  ProcedureDraft,
  RoleDraft,
  StateDraft,
  StateTaskDraft,
  TeamDraft,
  UserDraft,
} from './document/format.ts'
import type { Inventory } from './inventory.ts'
import { join } from './items.ts'
import {
  type AttributeSpec,
  defaultColor,
  type EntitySpec,
  type GroupSpec,
  type ModelSpec,
  nameFrom,
  type OwnerSpec,
  type ProcedureSpec,
  type RoleSpec,
  type StateSpec,
  type StateTaskSpec,
  type TeamSpec,
  type UserSpec,
} from './spec.ts'

export interface OverlayOptions {
  /**
   * The document is the whole truth of every section that it has: things that it leaves out are removed, and fields that it leaves out go
   * back to their defaults. Without it, what is left out stays as it is.
   */
  prune: boolean
  /** paths of things to remove */
  remove: ReadonlySet<string>
}

/** The model that a team shall have: what it has, with the document laid over it. A removed thing that is named again comes back as it was. */
export function overlay(
  { everything, removed }: Inventory,
  document: ConfigurationDocument,
  { prune, remove }: OverlayOptions,
): { target: ModelSpec; problems: Problem[] } {
  const problems: Problem[] = []
  const team = layTeam(everything.team, document.team ?? {})
  const layer: Layer = {
    context: team,
    problems,
    isGone: (path) => removed.has(path) || remove.has(path),
    wasRemoved: (path) => removed.has(path),
  }
  const section = <S, D>(name: keyof ModelSpec, lay: Lay<S, D>): Map<string, S> =>
    layThings(
      layer,
      name,
      everything[name] as unknown as Map<string, S>,
      document[name] as unknown as Map<string, D> | undefined,
      prune && document[name] !== undefined,
      lay,
    )
  const target: ModelSpec = {
    team,
    entities: section('entities', layEntity),
    procedures: section('procedures', layProcedure),
    pods: section('pods', () => ({})),
    skills: section('skills', () => ({})),
    roles: section('roles', layRole),
    users: section('users', layUser),
  }
  return { target, problems }
}

interface Layer {
  context: IngestionContext
  problems: Problem[]
  /** removed before, or to be removed now */
  isGone(path: string): boolean
  wasRemoved(path: string): boolean
}

/** Lays what is said of one thing over what it was. */
type Lay<S, D> = (was: S | undefined, given: D, place: { path: string; key: string; prune: boolean; layer: Layer }) => S

function layThings<S, D>(
  layer: Layer,
  path: string,
  were: ReadonlyMap<string, S> | undefined,
  given: ReadonlyMap<string, D> | undefined,
  prune: boolean,
  lay: Lay<S, D>,
): Map<string, S> {
  const living = [...(were?.keys() ?? [])].filter((key) => !layer.isGone(join(path, key)))
  const kept = prune ? living.filter((key) => given?.has(key)) : living
  const named = [...(given?.keys() ?? [])]
  const isWhole = kept.every((key) => given?.has(key))
  // a list of all of them says their order; new ones beside others come last
  const keys = isWhole ? named : [...kept, ...named.filter((key) => !kept.includes(key))]
  return new Map(
    keys.map((key) => {
      const draft = given?.get(key)
      const place = { path: join(path, key), key, prune: prune && draft !== undefined, layer }
      return [key, lay(were?.get(key), draft ?? ({} as D), place)]
    }),
  )
}

/** What was given; else what was there; else the default. */
const pick = <T>(given: T | undefined, was: T | undefined, otherwise: T): T => given ?? was ?? otherwise

/** The same where null is a value. */
const pickOrNull = <T>(given: T | null | undefined, was: T | null | undefined, otherwise: T | null): T | null =>
  given !== undefined ? given : was !== undefined ? was : otherwise

const layTeam = (was: TeamSpec, { branding, ...given }: TeamDraft): TeamSpec => ({
  ...was,
  ...given,
  branding: { ...was.branding, ...branding },
})

const layGroup: Lay<GroupSpec, { name?: string }> = (was, given, { key, prune }) => ({
  name: pick(given.name, prune ? undefined : was?.name, nameFrom(key)),
})

const layAttribute: Lay<AttributeSpec, AttributeDraft> = (stood, given, { path, key, prune, layer }) => {
  if (layer.wasRemoved(path) && stood && given.type !== undefined && given.type !== stood.type) {
    layer.problems.push({
      code: 'short_id_taken',
      message: `${path} was removed as ${stood.type}, so it cannot come back as ${given.type}: a short id never means another thing.`,
      path: `${path}.type`,
      hint: `Give the new attribute another short id, or let this one be ${stood.type}.`,
    })
  }
  const type = given.type ?? stood?.type
  if (type === undefined) {
    layer.problems.push({
      code: 'required',
      message: `${path} needs a type.`,
      path: `${path}.type`,
      hint: 'Such as `type: string`.',
    })
  }
  const was = prune ? undefined : stood
  const entry = typeOf(type ?? 'string')
  const isSameType = stood?.type === type
  const spec: AttributeSpec = {
    name: pick(given.name, was?.name, nameFrom(key)),
    description: pick(given.description, was?.description, ''),
    type: type ?? 'string',
    options: layOptions(was?.options ?? {}, given, entry.reads),
    required: pick(given.required, was?.required, false),
    unique: pick(given.unique, was?.unique, false),
    filterable: pick(given.filterable, isSameType ? was?.filterable : undefined, entry.isFilterableByDefault),
    searchable: pick(given.searchable, isSameType ? was?.searchable : undefined, entry.isSearchableByDefault),
    default: pickOrNull(given.default, was?.default, null),
    formula: pickOrNull(given.formula, was?.formula, null),
    group: pickOrNull(given.group, was?.group, null),
  }
  return { ...spec, default: storedDefault(key, spec, layer.context) }
}

/** In the form in which values are stored; one that cannot be used stays as it is, for the check to name. */
function storedDefault(shortId: string, spec: AttributeSpec, context: IngestionContext): unknown {
  if (spec.default === null) return null
  const read = ingest(toAttribute(shortId, spec), spec.default, context)
  return 'value' in read ? read.value : spec.default
}

const optionNames = ['options', 'schema', 'target', 'minimum', 'maximum', 'maxLength', 'scale'] as const

function layOptions(was: AttributeOptions, given: AttributeDraft, reads: readonly string[]): AttributeOptions {
  const options: Record<string, unknown> = {}
  for (const name of optionNames) {
    // what was meant for another type goes with it
    const value = given[name] !== undefined ? given[name] : reads.includes(name) ? was[name] : undefined
    if (value !== undefined && value !== null) options[name] = value
  }
  return options
}

type OwnerDraft = Pick<EntityDraft, 'attributeGroups' | 'attributes'>
type Place = Parameters<Lay<unknown, unknown>>[2]

function layOwner(was: OwnerSpec | undefined, given: OwnerDraft, { path, prune, layer }: Place): OwnerSpec {
  const groups = layThings(
    layer,
    join(path, 'attributeGroups'),
    was?.attributeGroups,
    given.attributeGroups,
    prune,
    layGroup,
  )
  const attributes = layThings(layer, join(path, 'attributes'), was?.attributes, given.attributes, prune, layAttribute)
  for (const [shortId, attribute] of attributes) {
    const isGiven = given.attributes?.get(shortId)?.group !== undefined
    if (!isGiven && attribute.group !== null && !groups.has(attribute.group)) {
      attributes.set(shortId, { ...attribute, group: null })
    }
  }
  return { attributeGroups: groups, attributes }
}

const layEntity: Lay<EntitySpec, EntityDraft> = (stood, given, place) => {
  const was = place.prune ? undefined : stood
  return {
    name: pick(given.name, was?.name, nameFrom(place.key)),
    description: pick(given.description, was?.description, ''),
    ...layOwner(stood, given, place),
  }
}

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

const layProcedure: Lay<ProcedureSpec, ProcedureDraft> = (stood, given, place) => {
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

export const firstState = (states: ReadonlyMap<string, StateSpec>): string => states.keys().next().value ?? ''

export const firstCompletedState = (states: ReadonlyMap<string, StateSpec>): string | null =>
  [...states].find(([, state]) => state.status === 'COMPLETED')?.[0] ?? null

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

const layRole: Lay<RoleSpec, RoleDraft> = (stood, given, { prune }) => {
  const was = prune ? undefined : stood
  return {
    description: pick(given.description, was?.description, ''),
    type: pick(given.type, was?.type, 'USER'),
    permissions: permissions.filter((each) => pick(given.permissions, was?.permissions, []).includes(each)),
    procedures: given.procedures
      ? Object.fromEntries(
          [...given.procedures].map(([name, access]) => [
            name,
            { read: access.read ?? access.write ?? 'none', write: access.write ?? 'none' },
          ]),
        )
      : (was?.procedures ?? {}),
  }
}

const layUser: Lay<UserSpec, UserDraft> = (stood, given, { path, prune, layer }) => {
  const was = prune ? undefined : stood
  const role = given.role ?? stood?.role
  if (role === undefined) {
    layer.problems.push({ code: 'required', message: `${path} needs a role.`, path: `${path}.role` })
  }
  return {
    firstName: pick(given.firstName, was?.firstName, ''),
    middleName: pick(given.middleName, was?.middleName, ''),
    lastName: pick(given.lastName, was?.lastName, ''),
    displayName: pick(given.displayName, was?.displayName, ''),
    timezone: pickOrNull(given.timezone, was?.timezone, null),
    role: role ?? '',
    pods: pick(given.pods, was?.pods, []).toSorted(),
    skills: pick(given.skills, was?.skills, []).toSorted(),
    active: pick(given.active, was?.active, true),
  }
}
