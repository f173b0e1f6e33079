import { isDeepStrictEqual } from 'node:util'
import type { Inventory } from './inventory.ts'
import { type Item, itemsOf, type Kind } from './items.ts'
import type { ModelSpec } from './spec.ts'

export type Action = 'add' | 'restore' | 'change' | 'remove' | 'reorder'

/** One difference between the model that a team has and the one that it shall have; what it does to data is not yet said. */
export interface Difference {
  action: Action
  kind: Kind
  /** where a document speaks of it */
  path: string
  /** absent for what is added */
  before: Item | undefined
  /** absent for what is removed */
  after: Item | undefined
  /** names of the fields that change */
  fields: string[]
}

/**
 * What must happen to the team's model. A thing that is added or removed is one difference, with all its parts; the parts of one that stays
 * (or comes back) are compared one by one.
 */
export function compare({ everything, removed, ids }: Inventory, target: ModelSpec): Difference[] {
  const before = new Map(itemsOf(everything).map((item) => [item.path, item]))
  const after = new Map(itemsOf(target).map((item) => [item.path, item]))
  const isKnown = (path: string): boolean => path === 'team' || ids.has(path)
  const differences: Difference[] = []
  for (const item of after.values()) {
    const was = before.get(item.path)
    if (!was || !isKnown(item.path)) {
      // the parts of a new thing come with it
      if (!item.parent || isKnown(item.parent)) differences.push(toDifference('add', undefined, item))
    } else if (removed.has(item.path)) differences.push(toDifference('restore', was, item))
    else if (changedFields(was, item).length > 0) differences.push(toDifference('change', was, item))
  }
  for (const item of before.values()) {
    // the parts of a removed thing go with it
    const isPartOfRemoved = item.parent !== '' && !after.has(item.parent)
    if (after.has(item.path) || removed.has(item.path) || isPartOfRemoved) continue
    differences.push(toDifference('remove', item, undefined))
  }
  return [...differences, ...reorders(before, after, removed)]
}

function toDifference(action: Action, before: Item | undefined, after: Item | undefined): Difference {
  const { kind, path } = (after ?? before) as Item
  return { action, kind, path, before, after, fields: before && after ? changedFields(before, after) : [] }
}

function changedFields(before: Item, after: Item): string[] {
  const was = before.fields as Record<string, unknown>
  return Object.entries(after.fields).flatMap(([name, value]) => (isDeepStrictEqual(value, was[name]) ? [] : [name]))
}

/** People stand in the order of their names. */
const ordered: ReadonlySet<Kind> = new Set(['entity', 'procedure', 'state', 'attribute', 'attributeGroup', 'stateTask'])

/** Where things that were there and stay stand in another order among themselves. */
function reorders(
  before: ReadonlyMap<string, Item>,
  after: ReadonlyMap<string, Item>,
  removed: ReadonlySet<string>,
): Difference[] {
  const stays = ({ kind, path }: Item): boolean =>
    ordered.has(kind) && before.has(path) && after.has(path) && !removed.has(path)
  const sectionOf = ({ path, key }: Item): string => path.slice(0, -key.length - 1)
  const were = Map.groupBy([...before.values()].filter(stays), sectionOf)
  const are = Map.groupBy([...after.values()].filter(stays), sectionOf)
  return [...are].flatMap(([path, items]): Difference[] => {
    const order = items.map(({ key }) => key)
    const was = (were.get(path) ?? []).map(({ key }) => key)
    const [first] = items
    if (!first || isDeepStrictEqual(order, was)) return []
    const asItem = (keys: string[]): Item => ({ ...first, path, fields: { order: keys } })
    const kind = first.kind
    return [{ action: 'reorder', kind, path, before: asItem(was), after: asItem(order), fields: ['order'] }]
  })
}
