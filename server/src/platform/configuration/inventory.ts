import type { AttributeOptions, AttributeType } from '../attributes/types.ts'
import type { Status } from '../model/types.ts'
import { join } from './items.ts'
import type {
  AttributeSpec,
  EntitySpec,
  ModelSpec,
  OwnerSpec,
  Plain,
  ProcedureSpec,
  RoleSpec,
  StateSpec,
  StateTaskSpec,
  TeamSpec,
  UserSpec,
} from './spec.ts'
import type { ModelRows } from './sql/model-rows.ts'

/** What a team has: its model with the removed things still in it, which of them are removed, and every thing's id by its path. */
export interface Inventory {
  everything: ModelSpec
  removed: ReadonlySet<string>
  ids: ReadonlyMap<string, string>
}

/** The people of a team, as their own services tell of them. */
export interface People {
  roles: Iterable<{ id: string; name: string } & RoleSpec>
  pods: Iterable<{ id: string; name: string }>
  skills: Iterable<{ id: string; name: string }>
  users: Iterable<{ id: string; username: string } & UserSpec>
}

export function takeInventory(rows: ModelRows, people: People): Inventory {
  const ids = new Map<string, string>()
  const removed = new Set<string>()
  const seen = (path: string, id: string, deletedAt: Date | null): void => {
    ids.set(path, id)
    if (deletedAt) removed.add(path)
  }
  const attributesOf = Map.groupBy(rows.attributes, (row) => row.owner_id)
  const groupsOf = Map.groupBy(rows.attributeGroups, (row) => row.owner_id)
  const statesOf = Map.groupBy(rows.states, (row) => row.procedure_id)
  const stateTasksOf = Map.groupBy(rows.stateTasks, (row) => row.procedure_id)
  const groupNames = new Map(rows.attributeGroups.map((row) => [row.group_id, row.short_id]))
  const entityNames = new Map(rows.entities.map((row) => [row.entity_id, row.short_id]))

  const ownerOf = (ownerId: string, path: string): OwnerSpec => ({
    attributeGroups: new Map(
      (groupsOf.get(ownerId) ?? []).map((row) => {
        seen(join(path, `attributeGroups.${row.short_id}`), row.group_id, row.deleted_at)
        return [row.short_id, { name: row.name }]
      }),
    ),
    attributes: new Map(
      (attributesOf.get(ownerId) ?? []).map((row) => {
        seen(join(path, `attributes.${row.short_id}`), row.attribute_id, row.deleted_at)
        return [row.short_id, toAttribute(row, groupNames)]
      }),
    ),
  })

  const entities = rows.entities.map((row): [string, EntitySpec] => {
    const path = `entities.${row.short_id}`
    seen(path, row.entity_id, row.deleted_at)
    return [row.short_id, { name: row.name, description: row.description, ...ownerOf(row.entity_id, path) }]
  })
  const procedures = rows.procedures.map((row): [string, ProcedureSpec] => {
    const path = `procedures.${row.short_id}`
    seen(path, row.procedure_id, row.deleted_at)
    const states = (statesOf.get(row.procedure_id) ?? []).map((state): [string, StateSpec] => {
      seen(`${path}.states.${state.short_id}`, state.state_id, state.deleted_at)
      return [state.short_id, toState(state)]
    })
    const stateTasks = (stateTasksOf.get(row.procedure_id) ?? []).map((task): [string, StateTaskSpec] => {
      const taskPath = `${path}.stateTasks.${task.short_id}`
      seen(taskPath, task.state_task_id, task.deleted_at)
      return [task.short_id, { ...toStateTask(task), ...ownerOf(task.state_task_id, taskPath) }]
    })
    return [
      row.short_id,
      {
        ...toProcedure(row),
        entity: row.entity_id === null ? null : (entityNames.get(row.entity_id) ?? null),
        states: new Map(states),
        ...ownerOf(row.procedure_id, path),
        stateTasks: new Map(stateTasks),
      },
    ]
  })
  const named = (section: string, things: Iterable<{ id: string; name: string }>): Map<string, Plain> =>
    new Map(
      [...things].map(({ id, name }) => {
        ids.set(`${section}.${name}`, id)
        return [name, {}]
      }),
    )
  return {
    everything: {
      team: toTeam(rows.team),
      entities: new Map(entities),
      procedures: new Map(procedures),
      pods: named('pods', people.pods),
      skills: named('skills', people.skills),
      roles: new Map(
        [...people.roles].map(({ id, name, ...role }) => {
          ids.set(`roles.${name}`, id)
          return [name, role]
        }),
      ),
      users: new Map(
        [...people.users].map(({ id, username, ...user }) => {
          ids.set(`users.${username}`, id)
          return [username, user]
        }),
      ),
    },
    removed,
    ids,
  }
}

const toTeam = (row: ModelRows['team']): TeamSpec => ({
  name: row.name,
  timeZone: row.time_zone,
  callingCode: row.calling_code,
  branding: { logoUrl: null, color: null, ...(row.branding as Partial<TeamSpec['branding']>) },
})

const toAttribute = (row: ModelRows['attributes'][number], groups: ReadonlyMap<string, string>): AttributeSpec => ({
  name: row.name,
  description: row.description,
  type: row.type as AttributeType,
  options: row.options as AttributeOptions,
  required: row.is_required,
  unique: row.is_unique,
  filterable: row.is_filterable,
  searchable: row.is_searchable,
  default: row.default_value ?? null,
  formula: row.formula,
  group: row.group_id === null ? null : (groups.get(row.group_id) ?? null),
})

const toState = (row: ModelRows['states'][number]): StateSpec => ({
  name: row.name,
  color: row.color,
  status: row.status as Status,
  next: row.next_states,
})

const toStateTask = (row: ModelRows['stateTasks'][number]): Omit<StateTaskSpec, keyof OwnerSpec> => ({
  name: row.name,
  description: row.description,
  states: row.states,
  mapping: row.mapping as Record<string, string>,
  movesTo: row.moves_to_state,
})

type OwnFields = Omit<ProcedureSpec, keyof OwnerSpec | 'entity' | 'states' | 'stateTasks'>

const toProcedure = (row: ModelRows['procedures'][number]): OwnFields => ({
  name: row.name,
  description: row.description,
  primaryKey: row.primary_key_attribute,
  numbering: row.key_prefix === null ? null : { prefix: row.key_prefix, width: row.key_width },
  primaryIdentifier: row.primary_identifier_attribute,
  merging: row.merging as ProcedureSpec['merging'],
  defaultState: row.default_state,
  completedState: row.completed_state,
})
