import type { Item } from './items.ts'
import type { AttributeSpec, EntitySpec, GroupSpec, ProcedureSpec, StateSpec, StateTaskSpec } from './spec.ts'
import type { ModelTable, NewRow } from './sql/model-rows.ts'

/** Which table holds a kind of thing; roles, pods, skills and users have services of their own. */
export const tableOf = {
  entity: 'entities',
  procedure: 'procedures',
  state: 'states',
  attributeGroup: 'attribute_groups',
  stateTask: 'state_tasks',
  attribute: 'attributes',
} as const satisfies Record<string, ModelTable>
export type ModelKind = keyof typeof tableOf

interface Placing {
  id: string
  at: Date
  /** the id of what stands at a path */
  idOf(path: string): string
}

const common = ({ key, position }: Item, at: Date) => ({
  short_id: key,
  sort_order: position,
  created_at: at,
  updated_at: at,
  deleted_at: null,
})

/** The whole row of a thing, as it shall be. */
export const toRow: { [K in ModelKind]: (item: Item, placing: Placing) => NewRow<(typeof tableOf)[K]> } = {
  entity(item, { id, at }) {
    const { name, description } = item.fields as EntitySpec
    return { entity_id: id, ...common(item, at), name, description }
  },
  procedure(item, { id, at, idOf }) {
    const procedure = item.fields as ProcedureSpec
    return {
      procedure_id: id,
      ...common(item, at),
      name: procedure.name,
      description: procedure.description,
      entity_id: procedure.entity === null ? null : idOf(`entities.${procedure.entity}`),
      primary_key_attribute: procedure.primaryKey,
      primary_identifier_attribute: procedure.primaryIdentifier,
      default_state: procedure.defaultState,
      completed_state: procedure.completedState,
      key_prefix: procedure.numbering?.prefix ?? null,
      key_width: procedure.numbering?.width ?? 6,
      merging: procedure.merging && JSON.stringify(procedure.merging),
    }
  },
  state(item, { id, at, idOf }) {
    const { name, color, status, next } = item.fields as StateSpec
    return {
      state_id: id,
      procedure_id: idOf(item.parent),
      ...common(item, at),
      name,
      color,
      status,
      next_states: next,
    }
  },
  attributeGroup(item, { id, at, idOf }) {
    const { name } = item.fields as GroupSpec
    return { group_id: id, owner_id: idOf(item.parent), ...common(item, at), name }
  },
  stateTask(item, { id, at, idOf }) {
    const task = item.fields as StateTaskSpec
    return {
      state_task_id: id,
      procedure_id: idOf(item.parent),
      ...common(item, at),
      name: task.name,
      description: task.description,
      states: task.states,
      mapping: JSON.stringify(task.mapping),
      moves_to_state: task.movesTo,
    }
  },
  attribute(item, { id, at, idOf }) {
    const attribute = item.fields as AttributeSpec
    return {
      attribute_id: id,
      owner_kind: ownerKind(item.parent),
      owner_id: idOf(item.parent),
      ...common(item, at),
      name: attribute.name,
      description: attribute.description,
      type: attribute.type,
      options: JSON.stringify(attribute.options),
      is_required: attribute.required,
      is_unique: attribute.unique,
      is_filterable: attribute.filterable,
      is_searchable: attribute.searchable,
      default_value: attribute.default === null ? null : JSON.stringify(attribute.default),
      formula: attribute.formula,
      group_id: attribute.group === null ? null : idOf(`${item.parent}.attributeGroups.${attribute.group}`),
    }
  },
}

function ownerKind(path: string): 'entity' | 'procedure' | 'state_task' {
  if (path.startsWith('entities.')) return 'entity'
  return path.includes('.stateTasks.') ? 'state_task' : 'procedure'
}
