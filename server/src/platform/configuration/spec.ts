import type { AttributeOptions, AttributeType } from '../attributes/types.ts'
import type { Status } from '../model/types.ts'
import type { Permission, Reach } from '../roles/types.ts'

/**
 * A team's whole model with everything said: what a document says in part, and what stands in the database. Things are keyed by short id (roles, pods
 * and skills by name, users by username), in their order.
 */
export interface ModelSpec {
  team: TeamSpec
  entities: Map<string, EntitySpec>
  procedures: Map<string, ProcedureSpec>
  roles: Map<string, RoleSpec>
  pods: Map<string, Plain>
  skills: Map<string, Plain>
  users: Map<string, UserSpec>
}

/** A thing of which only the name is known. */
export type Plain = Record<string, never>

export interface TeamSpec {
  name: string
  timeZone: string
  callingCode: string
  branding: { logoUrl: string | null; color: string | null }
}

export interface AttributeSpec {
  name: string
  description: string
  type: AttributeType
  options: AttributeOptions
  required: boolean
  unique: boolean
  filterable: boolean
  searchable: boolean
  default: unknown
  formula: string | null
  group: string | null
}

export interface GroupSpec {
  name: string
}

/** What has attributes: a procedure, an entity, a state task. */
export interface OwnerSpec {
  attributeGroups: Map<string, GroupSpec>
  attributes: Map<string, AttributeSpec>
}

export interface EntitySpec extends OwnerSpec {
  name: string
  description: string
}

export interface StateSpec {
  name: string
  color: string
  status: Status
  /** null: any state may follow */
  next: string[] | null
}

export interface StateTaskSpec extends OwnerSpec {
  name: string
  description: string
  /** null: any */
  states: string[] | null
  mapping: Record<string, string>
  movesTo: string | null
}

export interface ProcedureSpec extends OwnerSpec {
  name: string
  description: string
  entity: string | null
  primaryKey: string | null
  numbering: { prefix: string; width: number } | null
  primaryIdentifier: string | null
  merging: { attribute: string; whenEnded: 'new' | 'join' } | null
  defaultState: string
  completedState: string | null
  states: Map<string, StateSpec>
  stateTasks: Map<string, StateTaskSpec>
}

export interface Access {
  read: Reach
  write: Reach
}

export interface RoleSpec {
  description: string
  type: 'ADMIN' | 'MANAGER' | 'USER'
  permissions: Permission[]
  /** by short id of a procedure, or * for every one */
  procedures: Record<string, Access>
}

export interface UserSpec {
  firstName: string
  middleName: string
  lastName: string
  displayName: string
  timezone: string | null
  role: string
  pods: string[]
  skills: string[]
  active: boolean
}

/** `loan_amount` → `Loan amount`, `IN_PROGRESS` → `In progress`: the name of what was given none. */
export function nameFrom(shortId: string): string {
  const words = shortId.replaceAll(/[_-]+/g, ' ').trim()
  const isShouted = words === words.toUpperCase()
  const text = isShouted ? words.toLowerCase() : words
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const defaultColor = '#64748b'

/** Where a process begins unless the procedure says otherwise. */
export const firstState = (states: ReadonlyMap<string, StateSpec>): string =>
  firstOf(states, 'OPEN') ?? states.keys().next().value ?? ''

export const firstCompletedState = (states: ReadonlyMap<string, StateSpec>): string | null =>
  firstOf(states, 'COMPLETED')

const firstOf = (states: ReadonlyMap<string, StateSpec>, status: Status): string | null =>
  [...states].find(([, state]) => state.status === status)?.[0] ?? null
