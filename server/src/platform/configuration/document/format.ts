import { attributeTypes, type EnumOption } from '../../attributes/types.ts'
import { statuses } from '../../model/types.ts'
import { type Permission, permissions, reaches } from '../../roles/types.ts'
import type { Plain } from '../spec.ts'
import {
  flag,
  type Given,
  integer,
  isObject,
  json,
  list,
  mapOf,
  number,
  object,
  oneOf,
  orNull,
  type Read,
  shorthand,
  type Taken,
  text,
} from './readers.ts'

/*
 * The configuration file: what may stand where. docs/configuration.md shows it to people; every field may be left out.
 */

const plainObject: Read<Record<string, unknown>> = (value, path, problems) => {
  if (isObject(value)) return value
  problems.push({ code: 'wrong_type', message: `${path} must be an object.`, path })
  return undefined
}

/** `[Website, Referral]`, `{RNR: 'Ringing, no response'}`, or `[{value: 1, label: Low}]`. */
const enumOptions: Read<EnumOption[]> = (value, path, problems) => {
  if (isObject(value)) {
    return Object.entries(value).map(([key, label]) => ({ value: key, label: label === null ? key : String(label) }))
  }
  if (!Array.isArray(value)) {
    problems.push({
      code: 'wrong_type',
      message: `${path} must be a list of values, or a map of values to their labels.`,
      path,
    })
    return undefined
  }
  return value.flatMap((item: unknown, index): EnumOption[] => {
    if (typeof item === 'string' || typeof item === 'number') return [{ value: item, label: String(item) }]
    const option = object({ value: json, label: text(200) })(item, `${path}.${index}`, problems)
    if (typeof option?.value === 'string' || typeof option?.value === 'number') {
      return [{ value: option.value, label: option.label ?? String(option.value) }]
    }
    problems.push({
      code: 'wrong_type',
      message: `${path}.${index} must be a value or {value, label}.`,
      path: `${path}.${index}`,
    })
    return []
  })
}

const attributeFields = {
  type: oneOf(attributeTypes),
  name: text(120),
  description: text(),
  required: flag,
  unique: flag,
  filterable: flag,
  searchable: flag,
  default: json,
  formula: orNull(text(4_000)),
  group: orNull(text(63)),
  options: orNull(enumOptions),
  schema: orNull(plainObject),
  target: orNull(text(63)),
  minimum: orNull(number),
  maximum: orNull(number),
  maxLength: orNull(integer(1, 1_000_000)),
  scale: orNull(integer(0, 30)),
}
export type AttributeDraft = Given<typeof attributeFields>
const attribute: Read<AttributeDraft> = shorthand(object(attributeFields), (type) => ({ type }))

const group = shorthand(object({ name: text(120) }), (name) => ({ name }))

const owner = { attributeGroups: mapOf(group), attributes: mapOf(attribute) }

const entityFields = { name: text(120), description: text(), ...owner }
export type EntityDraft = Given<typeof entityFields>

const stateFields = {
  name: text(120),
  color: text(40),
  status: oneOf(statuses),
  next: orNull(list(text(63))),
}
export type StateDraft = Given<typeof stateFields>

const mapping: Read<Record<string, string>> = (value, path, problems) =>
  value === null ? {} : plain(mapOf(text(63))(value, path, problems))

const plain = <T>(map: Map<string, T> | undefined): Record<string, T> | undefined => map && Object.fromEntries(map)

const stateTaskFields = {
  name: text(120),
  description: text(),
  states: orNull(list(text(63))),
  ...owner,
  mapping,
  movesTo: orNull(text(63)),
}
export type StateTaskDraft = Given<typeof stateTaskFields>

const procedureFields = {
  name: text(120),
  description: text(),
  entity: orNull(text(63)),
  primaryKey: orNull(text(63)),
  numbering: orNull(shorthand(object({ prefix: text(20), width: integer(1, 15) }), (prefix) => ({ prefix }))),
  primaryIdentifier: orNull(text(63)),
  merging: orNull(
    shorthand(object({ attribute: text(63), whenEnded: oneOf(['new', 'join']) }), (name) => ({ attribute: name })),
  ),
  defaultState: text(63),
  completedState: orNull(text(63)),
  states: mapOf(object(stateFields)),
  ...owner,
  stateTasks: mapOf(object(stateTaskFields)),
}
export type ProcedureDraft = Given<typeof procedureFields>

const permissionList: Read<Permission[]> = (value, path, problems) =>
  value === 'all' ? [...permissions] : list(oneOf(permissions))(value, path, problems)

/** `lead: pod` is short for `lead: {read: pod, write: pod}`. */
const access = shorthand(object({ read: oneOf(reaches), write: oneOf(reaches) }), (reach) => ({
  read: reach,
  write: reach,
}))

const roleFields = {
  type: oneOf(['ADMIN', 'MANAGER', 'USER']),
  description: text(),
  permissions: permissionList,
  procedures: mapOf(access),
}
export type RoleDraft = Given<typeof roleFields>

const names: Read<Map<string, Plain>> = (value, path, problems) => {
  const given = list(text(80))(value, path, problems)
  return given && new Map(given.map((name): [string, Plain] => [name, {}]))
}

const userFields = {
  firstName: text(120),
  middleName: text(120),
  lastName: text(120),
  displayName: text(240),
  timezone: orNull(text(60)),
  role: text(80),
  pods: list(text(80)),
  skills: list(text(80)),
  active: flag,
}
export type UserDraft = Given<typeof userFields>

const branding = object({ logoUrl: orNull(text()), color: orNull(text(40)) })

const teamFields = { name: text(120), timeZone: text(60), callingCode: text(6), branding }
export type TeamDraft = Given<typeof teamFields>

/** Usernames are compared without regard to case. */
const byUsername: Read<Map<string, UserDraft>> = (value, path, problems) => {
  const users = mapOf(object(userFields))(value, path, problems)
  return users && new Map([...users].map(([username, user]) => [username.toLowerCase(), user]))
}

export const readDocument = object({
  team: object(teamFields),
  entities: mapOf(object(entityFields)),
  procedures: mapOf(object(procedureFields)),
  roles: mapOf(object(roleFields)),
  pods: names,
  skills: names,
  users: byUsername,
})
/** What a file says of a team's model; what it leaves out, it says nothing about. */
export type ConfigurationDocument = Taken<typeof readDocument>
