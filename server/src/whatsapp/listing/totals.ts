const keptMs = 10_000
/** a total that took longer to count is kept for a while */
const longMs = 20
const mostKept = 1_000

/** Totals of lists. What is counted quickly is counted each time; what takes long is answered from memory for ten seconds. */
export class Totals {
  readonly #kept = new Map<string, { total: number; until: number }>()
  readonly #counting = new Map<string, Promise<number>>()

  /** @param list all that makes it the same list for the same reader, as text */
  async of(list: string, count: () => Promise<number>): Promise<number> {
    const kept = this.#kept.get(list)
    if (kept && kept.until > Date.now()) return kept.total
    const counting = this.#counting.get(list)
    if (counting) return counting
    const began = Date.now()
    const promise = count().finally(() => this.#counting.delete(list))
    this.#counting.set(list, promise)
    const total = await promise
    this.#kept.delete(list)
    if (Date.now() - began > longMs) this.#keep(list, total)
    return total
  }

  #keep(list: string, total: number): void {
    this.#kept.set(list, { total, until: Date.now() + keptMs })
    // the one that was kept first goes first
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest)
  }
}
