/** How the items of a team are written: all in one commit, answering for each in their order. */
type Write<Item, Written> = (teamId: string, items: readonly Item[]) => Promise<readonly Written[]>

interface Waiting<Item, Written> {
  item: Item
  resolve: (written: Written) => void
  reject: (error: unknown) => void
}

/** more would make the first of them wait for the last */
const mostAtOnce = 100

/**
 * Writes together what a team's requests bring while an earlier write of theirs is under way: one statement and one commit for many. Whoever comes
 * alone waits for nobody. Where a write fails each of its items is told so, but where one is to blame they are tried one by one.
 */
export class Gathering<Item, Written> {
  readonly #write: Write<Item, Written>
  readonly #isOneToBlame: (error: unknown) => boolean
  /** of the teams that have something under way */
  readonly #waiting = new Map<string, Waiting<Item, Written>[]>()

  constructor(write: Write<Item, Written>, isOneToBlame: (error: unknown) => boolean) {
    this.#write = write
    this.#isOneToBlame = isOneToBlame
  }

  add(teamId: string, item: Item): Promise<Written> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(teamId)
      if (waiting) waiting.push({ item, resolve, reject })
      else void this.#run(teamId, { item, resolve, reject })
    })
  }

  async #run(teamId: string, first: Waiting<Item, Written>): Promise<void> {
    const waiting = [first]
    this.#waiting.set(teamId, waiting)
    while (waiting.length > 0) await this.#together(teamId, waiting.splice(0, mostAtOnce))
    this.#waiting.delete(teamId)
  }

  async #together(teamId: string, some: readonly Waiting<Item, Written>[]): Promise<void> {
    try {
      const items = some.map(({ item }) => item)
      const written = await this.#write(teamId, items)
      for (const [index, { resolve }] of some.entries()) resolve(written[index] as Written)
    } catch (error) {
      if (some.length > 1 && this.#isOneToBlame(error)) for (const each of some) await this.#together(teamId, [each])
      else for (const { reject } of some) reject(error)
    }
  }
}
