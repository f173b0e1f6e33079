/** A list with one item at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const rest = items.filter((_item, index) => index !== from)
  const item = items[from]
  return item === undefined ? rest : rest.toSpliced(to, 0, item)
}
