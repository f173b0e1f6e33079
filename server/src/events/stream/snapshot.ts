/** So many open transactions a cursor names. */
const mostNamed = 100
const cursorForm = new RegExp(`^[0-9a-z]{1,10}(?:-[0-9a-z]{1,10}){0,${mostNamed}}$`)

/**
 * What had been committed at one moment, in the positions of events, which are numbers of transactions: those before `end`, but for those that
 * were still open. Of two snapshots every event lies in the earlier one or in what the later one sees beyond it, whatever the order of the
 * commits; so nothing is missed or told twice, and no transaction that stays open for long holds up the others.
 * https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
export class Snapshot {
  readonly end: number
  /** ascending */
  readonly open: readonly number[]
  readonly #open: ReadonlySet<number>

  constructor(end: number, open: readonly number[]) {
    this.end = end
    this.open = open
    this.#open = new Set(open)
  }

  /**
   * @param text of PostgreSQL: `xmin:xmax:xip,xip…`
   * @param shift of positions against the numbers of transactions
   */
  static read(text: string, shift: number): Snapshot {
    const [, end = '', open = ''] = text.split(':')
    return new Snapshot(
      Number(end) + shift,
      open.split(',').flatMap((number) => (number === '' ? [] : Number(number) + shift)),
    )
  }

  /** Of a cursor; undefined where it is none. */
  static of(cursor: string): Snapshot | undefined {
    if (!cursorForm.test(cursor)) return undefined
    const [end = 0, ...behind] = cursor.split('-').map((number) => Number.parseInt(number, 36))
    return new Snapshot(
      end,
      behind.map((distance) => end - distance),
    )
  }

  sees(position: number): boolean {
    return position < this.end && !this.#open.has(position)
  }

  /** For a client to go on from. Where too many transactions were open to name them all, it goes back a little. */
  get cursor(): string {
    const end = this.open[mostNamed] ?? this.end
    return [end, ...this.open.slice(0, mostNamed).map((position) => end - position)]
      .map((number) => number.toString(36))
      .join('-')
  }
}
