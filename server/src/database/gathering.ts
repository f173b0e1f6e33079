/** How the items of a team are done: all by one statement, answering for each in their order. */
type Together<Item, Result> = (teamId: string, items: readonly Item[]) => Promise<readonly Result[]>

interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/** more would make the first of them wait for the last */
const mostAtOnce = 100

/**
 * Does together what a team's requests bring while earlier ones of theirs are under way: one statement, and one commit, for many. Whoever comes
 * alone waits for nobody. Where a statement fails each of its items is told so, but where one is to blame they are tried one by one.
 */
export class Gathering<Item, Result> {
  readonly #together: Together<Item, Result>
  readonly #isOneToBlame: (error: unknown) => boolean
  /** of the teams that have something under way */
  readonly #waiting = new Map<string, Waiting<Item, Result>[]>()

  constructor(together: Together<Item, Result>, isOneToBlame: (error: unknown) => boolean) {
    this.#together = together
    this.#isOneToBlame = isOneToBlame
  }

  add(teamId: string, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(teamId)
      if (waiting) waiting.push({ item, resolve, reject })
      else void this.#run(teamId, { item, resolve, reject })
    })
  }

  async #run(teamId: string, first: Waiting<Item, Result>): Promise<void> {
    const waiting = [first]
    this.#waiting.set(teamId, waiting)
    while (waiting.length > 0) await this.#do(teamId, waiting.splice(0, mostAtOnce))
    this.#waiting.delete(teamId)
  }

  async #do(teamId: string, some: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const items = some.map(({ item }) => item)
      const results = await this.#together(teamId, items)
      for (const [index, { resolve }] of some.entries()) resolve(results[index] as Result)
    } catch (error) {
      if (some.length > 1 && this.#isOneToBlame(error)) for (const each of some) await this.#do(teamId, [each])
      else for (const { reject } of some) reject(error)
    }
  }
}
