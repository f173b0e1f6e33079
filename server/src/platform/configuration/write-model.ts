import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Difference } from './compare.ts'
import type { Inventory } from './inventory.ts'
import { type Item, itemsOf } from './items.ts'
import { type ModelKind, tableOf, toRow } from './rows.ts'
import type { ModelSpec } from './spec.ts'
import { type NewRow, removeRows, saveOrder, saveRows } from './sql/model-rows.ts'

interface Writing {
  target: ModelSpec
  differences: readonly Difference[]
  inventory: Inventory
  newId: () => string
}

/** owners before what they own */
const writtenInOrder = Object.keys(tableOf) as ModelKind[]

const isModelKind = (kind: string): kind is ModelKind => Object.hasOwn(tableOf, kind)

/** Writes the rows of entities, procedures and their parts; answers every thing's id by its path, with those of new things. */
export async function writeModel(tx: Tx, scope: Scope, writing: Writing): Promise<ReadonlyMap<string, string>> {
  const { target, differences, inventory, newId } = writing
  const items = itemsOf(target)
  const ids = new Map(inventory.ids)
  const at = new Date()
  const saved = items.filter((item) => isModelKind(item.kind) && isSaved(item, differences))
  for (const item of saved) if (!ids.has(item.path)) ids.set(item.path, newId())
  const idOf = (path: string): string => {
    const id = ids.get(path)
    if (id === undefined) throw new Error(`There is no id for ${path}.`)
    return id
  }

  for (const kind of writtenInOrder) {
    const rows = saved
      .filter((item) => item.kind === kind)
      .map((item) => toRow[kind](item, { id: idOf(item.path), at, idOf }))
    await saveRows(tx, scope, tableOf[kind], rows as NewRow<(typeof tableOf)[typeof kind]>[])
    const removed = differences.filter((each) => each.action === 'remove' && each.kind === kind)
    await removeRows(
      tx,
      scope,
      tableOf[kind],
      removed.map(({ path }) => idOf(path)),
      at,
    )
    await saveOrder(tx, scope, tableOf[kind], orderOf(items, kind, differences, ids))
  }
  return ids
}

/** What was added, with its parts; what came back; what changed. */
const isSaved = (item: Item, differences: readonly Difference[]): boolean =>
  differences.some(({ action, path }) =>
    action === 'add'
      ? item.path === path || item.path.startsWith(`${path}.`)
      : action !== 'remove' && item.path === path,
  )

/** Places of the things of a kind of which, among their fellows, any changed. */
function orderOf(
  items: readonly Item[],
  kind: ModelKind,
  differences: readonly Difference[],
  ids: ReadonlyMap<string, string>,
): { id: string; position: number }[] {
  const parents = new Set(
    differences.flatMap((each) => (each.kind === kind ? [(each.after ?? (each.before as Item)).parent] : [])),
  )
  return items.flatMap((item) => {
    const id = ids.get(item.path)
    return item.kind === kind && parents.has(item.parent) && id ? [{ id, position: item.position }] : []
  })
}
