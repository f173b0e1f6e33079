import { isDeepStrictEqual } from 'node:util'
import { typeOf } from '../../attributes/type-registry.ts'
import type { EnumOption } from '../../attributes/types.ts'
import { permissions } from '../../roles/types.ts'
import {
  type AttributeSpec,
  defaultColor,
  type EntitySpec,
  firstCompletedState,
  firstState,
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
} from '../spec.ts'

type Json = Record<string, unknown>

/** The document of a whole model: what reads back as the same model, with what goes without saying left out. */
export function toDocument(model: ModelSpec, { withPeople }: { withPeople: boolean }): Json {
  const document: Json = {
    team: writeTeam(model.team),
    entities: mapped(model.entities, writeEntity),
    procedures: mapped(model.procedures, writeProcedure),
  }
  if (!withPeople) return document
  return {
    ...document,
    pods: [...model.pods.keys()],
    skills: [...model.skills.keys()],
    roles: mapped(model.roles, writeRole),
    users: mapped(model.users, writeUser),
  }
}

const mapped = <T>(things: ReadonlyMap<string, T>, write: (thing: T, key: string) => unknown): Json =>
  Object.fromEntries([...things].map(([key, thing]) => [key, write(thing, key)]))

function writeTeam({ branding, ...team }: TeamSpec): Json {
  return { ...team, ...parts('branding', leaveOut(branding, { logoUrl: null, color: null })) }
}

/** The fields that differ from what they are when nothing is said. */
const leaveOut = (thing: object, defaults: Json): Json =>
  Object.fromEntries(Object.entries(thing).filter(([name, value]) => !isDeepStrictEqual(value, defaults[name])))

const parts = (name: string, written: Json): Json => (Object.keys(written).length > 0 ? { [name]: written } : {})

const writeGroup = (group: GroupSpec): string => group.name

/** `string` alone where the type says it all. */
export function writeAttribute(attribute: AttributeSpec, key: string): Json | string {
  const { type, options, ...fields } = attribute
  const entry = typeOf(type)
  const { options: choices, ...limits } = options
  const written = {
    type,
    ...leaveOut(fields, {
      name: nameFrom(key),
      description: '',
      required: false,
      unique: false,
      filterable: entry.isFilterableByDefault,
      searchable: entry.isSearchableByDefault,
      default: null,
      formula: null,
      group: null,
    }),
    ...(choices && { options: writeChoices(choices) }),
    ...limits,
  }
  return Object.keys(written).length === 1 ? type : written
}

/** The shortest of the forms that reads back as these choices, in this order. */
function writeChoices(choices: readonly EnumOption[]): unknown {
  if (choices.every(({ value, label }) => label === String(value))) return choices.map(({ value }) => value)
  // a program reads the keys of a map in another order where they look like numbers
  const isMap = choices.every(({ value }) => typeof value === 'string' && !/^\d+$/.test(value) && value !== '__proto__')
  return isMap ? Object.fromEntries(choices.map(({ value, label }) => [value, label])) : choices
}

const writeOwner = (owner: OwnerSpec): Json => ({
  ...parts('attributeGroups', mapped(owner.attributeGroups, writeGroup)),
  ...parts('attributes', mapped(owner.attributes, writeAttribute)),
})

export function writeEntity({ attributeGroups, attributes, ...fields }: EntitySpec, key: string): Json {
  return {
    ...leaveOut(fields, { name: nameFrom(key), description: '' }),
    ...writeOwner({ attributeGroups, attributes }),
  }
}

export const writeState = (state: StateSpec, key: string): Json =>
  leaveOut(state, { name: nameFrom(key), color: defaultColor, status: 'OPEN', next: null })

export function writeStateTask({ attributeGroups, attributes, ...fields }: StateTaskSpec, key: string): Json {
  return {
    ...leaveOut(fields, { name: nameFrom(key), description: '', states: null, mapping: {}, movesTo: null }),
    ...writeOwner({ attributeGroups, attributes }),
  }
}

export function writeProcedure(procedure: ProcedureSpec, key: string): Json {
  const { attributeGroups, attributes, states, stateTasks, ...fields } = procedure
  return {
    ...leaveOut(fields, {
      name: nameFrom(key),
      description: '',
      entity: null,
      primaryKey: null,
      numbering: null,
      primaryIdentifier: null,
      merging: null,
      defaultState: firstState(states),
      completedState: firstCompletedState(states),
    }),
    ...parts('states', mapped(states, writeState)),
    ...writeOwner({ attributeGroups, attributes }),
    ...parts('stateTasks', mapped(stateTasks, writeStateTask)),
  }
}

function writeRole({ procedures, ...fields }: RoleSpec): Json {
  const { permissions: held, ...rest } = leaveOut(fields, { description: '', type: 'USER', permissions: [] })
  const access = Object.entries(procedures).map(([name, { read, write }]) => [
    name,
    read === write ? read : { read, write },
  ])
  return {
    ...rest,
    ...(held !== undefined && {
      permissions: permissions.every((each) => fields.permissions.includes(each)) ? 'all' : held,
    }),
    ...parts('procedures', Object.fromEntries(access)),
  }
}

const writeUser = (user: UserSpec): Json =>
  leaveOut(user, {
    firstName: '',
    middleName: '',
    lastName: '',
    displayName: '',
    timezone: null,
    pods: [],
    skills: [],
    active: true,
  })
