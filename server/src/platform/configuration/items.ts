import type {
  AttributeSpec,
  EntitySpec,
  GroupSpec,
  ModelSpec,
  OwnerSpec,
  ProcedureSpec,
  StateTaskSpec,
} from './spec.ts'

export type Kind =
  | 'team'
  | 'entity'
  | 'procedure'
  | 'state'
  | 'attribute'
  | 'attributeGroup'
  | 'stateTask'
  | 'role'
  | 'pod'
  | 'skill'
  | 'user'

/**
 * One thing of a model by itself, without its parts. Its path is the one at which a document speaks of it
 * (`procedures.lead.attributes.city`); ids are kept by path.
 */
export interface Item {
  kind: Kind
  path: string
  /** short id, name or username */
  key: string
  /** path of the thing that it is a part of; '' at the top */
  parent: string
  /** its place among its like */
  position: number
  /** its own fields; those of an attribute are an AttributeSpec, and so on */
  fields: object
}

/** The fields of a thing that must be there. */
export function fieldsOf<T>(item: Item | undefined): T {
  if (!item) throw new Error('A difference lacks one of its sides.')
  return item.fields as T
}

export const join = (path: string, name: string): string => (path ? `${path}.${name}` : name)

/** Every thing of a model, a thing before its parts. */
export function itemsOf(model: ModelSpec): Item[] {
  return [
    { kind: 'team', path: 'team', key: 'team', parent: '', position: 0, fields: model.team },
    ...each('entity', '', 'entities', model.entities, entityItems),
    ...each('procedure', '', 'procedures', model.procedures, procedureItems),
    ...each('pod', '', 'pods', model.pods),
    ...each('skill', '', 'skills', model.skills),
    ...each('role', '', 'roles', model.roles),
    ...each('user', '', 'users', model.users),
  ]
}

type Split = { fields: object; parts: (path: string) => Item[] }

function each<T extends object>(
  kind: Kind,
  parent: string,
  section: string,
  things: ReadonlyMap<string, T>,
  split?: (thing: T) => Split,
): Item[] {
  return [...things].flatMap(([key, thing], position): Item[] => {
    const path = join(join(parent, section), key)
    const { fields, parts } = split?.(thing) ?? { fields: thing, parts: () => [] }
    return [{ kind, path, key, parent, position, fields }, ...parts(path)]
  })
}

const ownerItems = (owner: OwnerSpec, path: string): Item[] => [
  ...each<GroupSpec>('attributeGroup', path, 'attributeGroups', owner.attributeGroups),
  ...each<AttributeSpec>('attribute', path, 'attributes', owner.attributes),
]

function entityItems({ attributeGroups, attributes, ...fields }: EntitySpec): Split {
  return { fields, parts: (path) => ownerItems({ attributeGroups, attributes }, path) }
}

function stateTaskItems({ attributeGroups, attributes, ...fields }: StateTaskSpec): Split {
  return { fields, parts: (path) => ownerItems({ attributeGroups, attributes }, path) }
}

function procedureItems({ attributeGroups, attributes, states, stateTasks, ...fields }: ProcedureSpec): Split {
  return {
    fields,
    parts: (path) => [
      ...each('state', path, 'states', states),
      ...ownerItems({ attributeGroups, attributes }, path),
      ...each('stateTask', path, 'stateTasks', stateTasks, stateTaskItems),
    ],
  }
}
