import { type AttributeSet, compileAttributes } from '../attributes/attribute-set.ts'
import type { AttributeOptions, AttributeType } from '../attributes/types.ts'
import type { Permission, ProcedureAccess, Role } from '../roles/types.ts'
import { displayNameOf } from '../users/display-name.ts'
import type { ModelRows } from './store.ts'
import type { Entity, Member, ModelAttribute, Procedure, State, StateTask, TeamModel } from './types.ts'

type Row<K extends keyof ModelRows> = ModelRows[K] extends (infer R)[] ? R : never

/** Turns the rows of a team's model into the form that requests use. */
export function compileModel(rows: ModelRows & { team: NonNullable<ModelRows['team']> }): TeamModel {
  const attributes = rows.attributes.map(toAttribute)
  const attributesOf = Map.groupBy(attributes, (attribute) => attribute.ownerId)
  const setOf = (ownerId: string): AttributeSet => compileAttributes(attributesOf.get(ownerId) ?? [])

  const entities = rows.entities.map(
    (row): Entity => ({ ...toNamed(row), id: row.entity_id, attributes: setOf(row.entity_id) }),
  )
  const entityById = byKey(entities, (entity) => entity.id)
  const stateTasks = rows.stateTasks.map((row) => toStateTask(row, setOf(row.state_task_id)))
  const statesOf = Map.groupBy(rows.states, (row) => row.procedure_id)
  const stateTasksOf = Map.groupBy(stateTasks, (task) => task.procedureId)
  const procedures = rows.procedures.flatMap((row) => {
    const states = (statesOf.get(row.procedure_id) ?? []).map(toState)
    const procedure = toProcedure(row, {
      states,
      stateTasks: stateTasksOf.get(row.procedure_id) ?? [],
      attributes: setOf(row.procedure_id),
      entity: row.entity_id ? (entityById.get(row.entity_id) ?? null) : null,
    })
    return procedure ? [procedure] : []
  })
  const pods = new Set(rows.pods.map((row) => row.pod_id))
  const users = rows.users.map((row) => toMember(row, pods))

  return {
    version: rows.team.model_version,
    team: {
      id: rows.team.team_id,
      shortId: rows.team.short_id,
      name: rows.team.name,
      timeZone: rows.team.time_zone,
      callingCode: rows.team.calling_code,
      branding: rows.team.branding as Record<string, unknown>,
      createdAt: rows.team.created_at,
      updatedAt: rows.team.updated_at,
    },
    context: { timeZone: rows.team.time_zone, callingCode: rows.team.calling_code },
    roles: byKey(rows.roles.map(toRole), (role) => role.id),
    pods: byKey(
      rows.pods.map((row) => ({ ...toTimes(row), id: row.pod_id, name: row.name })),
      (pod) => pod.id,
    ),
    skills: byKey(
      rows.skills.map((row) => ({
        ...toTimes(row),
        id: row.skill_id,
        name: row.name,
      })),
      (skill) => skill.id,
    ),
    users: byKey(users, (user) => user.id),
    userByUsername: byKey(users, (user) => user.username.toLowerCase()),
    entities: entityById,
    entityByShortId: byKey(entities, (entity) => entity.shortId),
    procedures: byKey(procedures, (procedure) => procedure.id),
    procedureByShortId: byKey(procedures, (procedure) => procedure.shortId),
    stateTasks: byKey(stateTasks, (task) => task.id),
    attributes: byKey(attributes, (attribute) => attribute.id),
    attributeGroups: rows.attributeGroups.map((row) => ({
      id: row.group_id,
      ownerId: row.owner_id,
      shortId: row.short_id,
      name: row.name,
      sortOrder: row.sort_order,
    })),
  }
}

const byKey = <T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [key(item), item]))

const toTimes = (row: { created_at: Date; updated_at: Date }) => ({
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

const toNamed = (row: { short_id: string; name: string; description: string; created_at: Date; updated_at: Date }) => ({
  shortId: row.short_id,
  name: row.name,
  description: row.description,
  ...toTimes(row),
})

function toAttribute(row: Row<'attributes'>): ModelAttribute {
  return {
    ...toNamed(row),
    id: row.attribute_id,
    type: row.type as AttributeType,
    options: row.options as AttributeOptions,
    isRequired: row.is_required,
    isUnique: row.is_unique,
    isFilterable: row.is_filterable,
    isSearchable: row.is_searchable,
    defaultValue: row.default_value ?? null,
    formula: row.formula,
    ownerKind: row.owner_kind as ModelAttribute['ownerKind'],
    ownerId: row.owner_id,
    groupId: row.group_id,
    sortOrder: row.sort_order,
  }
}

function toRole(row: Row<'roles'>): Role {
  return {
    id: row.role_id,
    name: row.name,
    description: row.description,
    roleType: row.role_type as Role['roleType'],
    permissions: row.permissions as Permission[],
    procedures: row.procedure_access as ProcedureAccess[],
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  }
}

function toState(row: Row<'states'>): State {
  return {
    id: row.state_id,
    shortId: row.short_id,
    name: row.name,
    color: row.color,
    status: row.status as State['status'],
    nextStates: row.next_states,
    sortOrder: row.sort_order,
    ...toTimes(row),
  }
}

function toStateTask(row: Row<'stateTasks'>, attributes: AttributeSet): StateTask {
  return {
    ...toNamed(row),
    id: row.state_task_id,
    procedureId: row.procedure_id,
    states: row.states,
    mapping: row.mapping as Record<string, string>,
    movesToState: row.moves_to_state,
    sortOrder: row.sort_order,
    attributes,
  }
}

/** `pods`: those that are not deleted; nobody reaches work through a deleted one. */
function toMember(row: Row<'users'>, pods: ReadonlySet<string>): Member {
  return {
    id: row.user_id,
    username: row.username,
    displayName: displayNameOf({
      username: row.username,
      displayName: row.display_name,
      firstName: row.first_name,
      middleName: row.middle_name,
      lastName: row.last_name,
    }),
    roleId: row.role_id,
    podIds: row.pod_ids.filter((id) => pods.has(id)),
    skillIds: row.skill_ids,
    timezone: row.timezone,
    availability: row.availability as Member['availability'],
    isActive: row.is_active,
  }
}

interface ProcedureParts extends Pick<Procedure, 'entity' | 'attributes' | 'stateTasks'> {
  states: State[]
}

/** undefined for a procedure without its default state: one that is being made in the transaction that reads. */
function toProcedure(row: Row<'procedures'>, parts: ProcedureParts): Procedure | undefined {
  const stateByShortId = byKey(parts.states, (state) => state.shortId)
  const defaultState = stateByShortId.get(row.default_state)
  if (!defaultState) return undefined
  const attributeNamed = (shortId: string | null | undefined) =>
    shortId ? (parts.attributes.byShortId.get(shortId) ?? null) : null
  const merging = row.merging as { attribute: string; whenEnded: 'new' | 'join' } | null
  const mergingAttribute = attributeNamed(merging?.attribute)
  return {
    ...toNamed(row),
    id: row.procedure_id,
    ...parts,
    primaryKey: attributeNamed(row.primary_key_attribute),
    primaryIdentifier: attributeNamed(row.primary_identifier_attribute),
    numbering: row.key_prefix === null ? null : { prefix: row.key_prefix, width: row.key_width },
    merging: merging && mergingAttribute ? { attribute: mergingAttribute, whenEnded: merging.whenEnded } : null,
    stateById: byKey(parts.states, (state) => state.id),
    stateByShortId,
    defaultState,
    completedState: row.completed_state ? (stateByShortId.get(row.completed_state) ?? null) : null,
    stateTaskByShortId: byKey(parts.stateTasks, (task) => task.shortId),
    sortOrder: row.sort_order,
  }
}
