import type { AttributeSet } from '../attributes/attribute-set.ts'
import type { IngestionContext } from '../attributes/ingestion-context.ts'
import type { Attribute } from '../attributes/types.ts'
import type { Role } from '../roles/types.ts'
import type { Availability } from '../users/types.ts'

/** What a process is: OPEN until its state implies that it ended. */
export const statuses = ['OPEN', 'COMPLETED', 'CANCELLED'] as const
export type Status = (typeof statuses)[number]

export interface Team {
  id: string
  shortId: string
  name: string
  timeZone: string
  callingCode: string
  branding: Record<string, unknown>
  createdAt: Date
  updatedAt: Date
}

export interface Named {
  id: string
  name: string
  createdAt: Date
  updatedAt: Date
}

export interface AttributeGroup {
  id: string
  ownerId: string
  shortId: string
  name: string
  sortOrder: number
}

/** An attribute with what only people and the configuration need of it. */
export interface ModelAttribute extends Attribute {
  description: string
  ownerKind: 'procedure' | 'entity' | 'state_task'
  ownerId: string
  groupId: string | null
  sortOrder: number
  createdAt: Date
  updatedAt: Date
}

export interface Entity {
  id: string
  shortId: string
  name: string
  description: string
  attributes: AttributeSet
  createdAt: Date
  updatedAt: Date
}

export interface State {
  id: string
  shortId: string
  name: string
  color: string
  status: Status
  /** short ids; null: any state may follow */
  nextStates: readonly string[] | null
  sortOrder: number
  createdAt: Date
  updatedAt: Date
}

export interface StateTask {
  id: string
  procedureId: string
  shortId: string
  name: string
  description: string
  /** short ids of the states in which it can be done; null: any */
  states: readonly string[] | null
  /** task attribute → process attribute */
  mapping: Readonly<Record<string, string>>
  movesToState: string | null
  sortOrder: number
  attributes: AttributeSet
  createdAt: Date
  updatedAt: Date
}

export interface Merging {
  /** the phone attribute whose E.164 form is the key */
  attribute: Attribute
  /** what a lead becomes whose earlier one has ended: a new one, or that one again */
  whenEnded: 'new' | 'join'
}

export interface Procedure {
  id: string
  shortId: string
  name: string
  description: string
  entity: Entity | null
  attributes: AttributeSet
  primaryKey: Attribute | null
  primaryIdentifier: Attribute | null
  /** how an absent primary key is numbered; null where the caller must give it */
  numbering: { prefix: string; width: number } | null
  merging: Merging | null
  states: readonly State[]
  stateById: ReadonlyMap<string, State>
  stateByShortId: ReadonlyMap<string, State>
  defaultState: State
  completedState: State | null
  stateTasks: readonly StateTask[]
  stateTaskByShortId: ReadonlyMap<string, StateTask>
  sortOrder: number
  createdAt: Date
  updatedAt: Date
}

/** What the model keeps of a user: enough to name, assign and authorise. */
export interface Member {
  id: string
  username: string
  displayName: string
  roleId: string
  podIds: readonly string[]
  skillIds: readonly string[]
  timezone: string | null
  availability: Availability
  isActive: boolean
}

/** A team's whole model at one version, compiled for use. Never changed: a change makes a new one. */
export interface TeamModel {
  version: number
  team: Team
  context: IngestionContext
  roles: ReadonlyMap<string, Role>
  pods: ReadonlyMap<string, Named>
  skills: ReadonlyMap<string, Named>
  users: ReadonlyMap<string, Member>
  /** by username in small letters */
  userByUsername: ReadonlyMap<string, Member>
  entities: ReadonlyMap<string, Entity>
  entityByShortId: ReadonlyMap<string, Entity>
  procedures: ReadonlyMap<string, Procedure>
  procedureByShortId: ReadonlyMap<string, Procedure>
  stateTasks: ReadonlyMap<string, StateTask>
  attributes: ReadonlyMap<string, ModelAttribute>
  attributeGroups: readonly AttributeGroup[]
}
