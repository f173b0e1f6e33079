import type { Attribute, AttributeGroup, Calls, Entity, Procedure, State, StateTask } from '@nadi/sdk'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import { callOf } from '../api/query.ts'

type Configuration = Calls['GET /v1/ext/config']['data']
export type UserProfile = Configuration['userProfiles'][number]
export type AttributeType = Configuration['attributeTypes'][number]

/** The team's configuration as pages look things up in it. It holds only what the person's role may see. */
export interface TeamModel {
  procedures: readonly Procedure[]
  entities: readonly Entity[]
  users: readonly UserProfile[]
  roles: Configuration['roles']
  pods: Configuration['pods']
  skills: Configuration['skillTypes']
  types: ReadonlyMap<string, AttributeType>
  /** by short id or uuid */
  procedure(reference: string): Procedure | undefined
  /** by uuid or username */
  user(reference: string | null): UserProfile | undefined
  /** attributes of a procedure, entity or state task (by uuid) in their order; derived ones last */
  attributesOf(ownerId: string): readonly Attribute[]
  groupsOf(ownerId: string): readonly AttributeGroup[]
  stateTasksOf(procedureId: string): readonly StateTask[]
}

export const TeamModelContext = createContext<TeamModel | null>(null)

/** For all pages inside the shell: each value in a list of thousands looks things up. */
export function useTeamModel(): TeamModel {
  const model = useContext(TeamModelContext)
  if (!model) throw new Error('The team’s model is there inside the shell only.')
  return model
}

/** Changes reach it by the stream: `model.changed` drops the call. */
export function useConfiguredModel(): TeamModel {
  const { data } = useSuspenseQuery(callOf('GET /v1/ext/config'))
  return useMemo(() => index(data.data), [data])
}

/** @throws when the address names a procedure that is not there, or not for this role: the route's error page says so */
export function useProcedure(reference: string): Procedure {
  const procedure = useTeamModel().procedure(reference)
  if (!procedure) throw new NoSuchProcedure(reference)
  return procedure
}

export class NoSuchProcedure extends Error {}

export const stateOf = (procedure: Procedure, reference: string): State | undefined =>
  procedure.states.find(({ id, shortId }) => id === reference || shortId === reference)

/** The states that a process may move to from where it is. */
export const nextStates = (procedure: Procedure, from: State | undefined): readonly State[] =>
  procedure.states.filter(({ shortId }) => shortId !== from?.shortId && (!from?.next || from.next.includes(shortId)))

function index(config: Configuration): TeamModel {
  const inOrder = <Item extends { order: number }>(items: readonly Item[]): Item[] =>
    items.toSorted((a, b) => a.order - b.order)
  const procedures = inOrder(config.procedures).map((each) => ({ ...each, states: inOrder(each.states) }))
  const byReference = new Map(procedures.flatMap((each) => [[each.id, each] as const, [each.shortId, each] as const]))
  const users = new Map(
    config.userProfiles.flatMap((each) => [[each.user, each] as const, [each.username, each] as const]),
  )
  const attributes = Map.groupBy(
    [...inOrder(config.attributes), ...inOrder(config.derivedAttributes)],
    ({ owner }) => owner,
  )
  const groups = Map.groupBy(inOrder(config.attributeGroups), ({ owner }) => owner)
  const tasks = Map.groupBy(inOrder(config.stateTasks), ({ procedure }) => procedure)
  return {
    procedures,
    entities: config.entities,
    users: config.userProfiles,
    roles: config.roles,
    pods: config.pods,
    skills: config.skillTypes,
    types: new Map(config.attributeTypes.map((type) => [type.type, type])),
    procedure: (reference) => byReference.get(reference),
    user: (reference) => (reference === null ? undefined : users.get(reference)),
    attributesOf: (owner) => attributes.get(owner) ?? [],
    groupsOf: (owner) => groups.get(owner) ?? [],
    stateTasksOf: (procedure) => tasks.get(procedure) ?? [],
  }
}
