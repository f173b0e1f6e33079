/** A map that forgets what was put in first when it holds more than its limit. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  readonly limit: number
  readonly #forgotten: ((value: Value) => void) | undefined

  constructor(limit: number, forgotten?: (value: Value) => void) {
    super()
    this.limit = limit
    this.#forgotten = forgotten
  }

  override set(key: Key, value: Value): this {
    super.set(key, value)
    if (this.size > this.limit) {
      for (const [oldest, gone] of this) {
        this.delete(oldest)
        this.#forgotten?.(gone)
        break
      }
    }
    return this
  }
}

/** Adds to a list that keeps its newest; it is cut in one go, now and then, since moving a long list costs. */
export function pushBounded<Item>(list: Item[], item: Item, limit: number): void {
  list.push(item)
  if (list.length > limit * 1.25) list.splice(0, list.length - limit)
}
