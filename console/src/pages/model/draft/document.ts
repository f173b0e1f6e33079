import type { Attribute, Entity, Procedure, State, StateTask } from '@nadi/sdk'
import type { TeamModel } from '../../../model/team-model.ts'

/*
 * Parts of a model as a configuration file says them (docs/configuration.md), with every field in place: what pages edit, before it is applied.
 */

export type Things<Thing> = Readonly<Record<string, Thing>>

export interface AttributeDocument
  extends Pick<
    Attribute,
    | 'name'
    | 'description'
    | 'type'
    | 'required'
    | 'unique'
    | 'default'
    | 'formula'
    | 'group'
    | 'options'
    | 'schema'
    | 'target'
    | 'minimum'
    | 'maximum'
    | 'maxLength'
    | 'scale'
  > {
  /** left out: as its type has it */
  filterable?: boolean
  searchable?: boolean
}

export interface OwnerDocument {
  attributeGroups: Things<{ name: string }>
  attributes: Things<AttributeDocument>
}

export type StateDocument = Pick<State, 'name' | 'color' | 'status' | 'next'>

export type TaskDocument = Pick<StateTask, 'name' | 'description' | 'states' | 'mapping' | 'movesTo'> & OwnerDocument

export type EntityDocument = Pick<Entity, 'name' | 'description'> & OwnerDocument

export interface ProcedureDocument
  extends Pick<Procedure, 'name' | 'description' | 'primaryKey' | 'numbering' | 'primaryIdentifier' | 'merging'>,
    OwnerDocument {
  /** short ids */
  entity: string | null
  defaultState: string
  completedState: string | null
  states: Things<StateDocument>
  stateTasks: Things<TaskDocument>
}

export const procedureDocument = (model: TeamModel, procedure: Procedure): ProcedureDocument => ({
  name: procedure.name,
  description: procedure.description,
  entity: procedure.entityShortId,
  primaryKey: procedure.primaryKey,
  numbering: procedure.numbering,
  primaryIdentifier: procedure.primaryIdentifier,
  merging: procedure.merging,
  defaultState: procedure.defaultStateShortId,
  completedState: procedure.completedStateShortId,
  states: named(procedure.states, ({ name, color, status, next }) => ({ name, color, status, next })),
  ...ownerDocument(model, procedure.id),
  stateTasks: named(
    model.stateTasksOf(procedure.id),
    ({ id, name, description, states, mapping, movesTo }): TaskDocument => ({
      name,
      description,
      states,
      mapping,
      movesTo,
      ...ownerDocument(model, id),
    }),
  ),
})

export const entityDocument = (model: TeamModel, { id, name, description }: Entity): EntityDocument => ({
  name,
  description,
  ...ownerDocument(model, id),
})

function ownerDocument(model: TeamModel, id: string): OwnerDocument {
  const groups = model.groupsOf(id)
  const groupNames = new Map(groups.map((group) => [group.id, group.shortId]))
  return {
    attributeGroups: named(groups, ({ name }) => ({ name })),
    attributes: named(
      model.attributesOf(id).toSorted((a, b) => a.order - b.order),
      (attribute): AttributeDocument => ({
        name: attribute.name,
        description: attribute.description,
        type: attribute.type,
        required: attribute.required,
        unique: attribute.unique,
        filterable: attribute.filterable,
        searchable: attribute.searchable,
        default: attribute.default,
        formula: attribute.formula,
        group: attribute.group === null ? null : (groupNames.get(attribute.group) ?? attribute.group),
        options: attribute.options,
        schema: attribute.schema,
        target: attribute.target,
        minimum: attribute.minimum,
        maximum: attribute.maximum,
        maxLength: attribute.maxLength,
        scale: attribute.scale,
      }),
    ),
  }
}

const named = <Item extends { shortId: string }, Thing>(
  items: readonly Item[],
  say: (item: Item) => Thing,
): Things<Thing> => Object.fromEntries(items.map((item) => [item.shortId, say(item)]))
