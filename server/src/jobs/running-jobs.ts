/**
 * The jobs that this process works on. One is kept for a while after its end, since the queue marks it as done only then; a job that is locked
 * in this worker's name and not among these was lost, as when PostgreSQL died between the lock and our hearing of it.
 */
export class RunningJobs {
  readonly #ids = new Map<string, NodeJS.Timeout | null>()
  readonly #keptMs: number

  constructor({ keptMs }: { keptMs: number }) {
    this.#keptMs = keptMs
  }

  readonly run = async (id: string, work: () => Promise<void>): Promise<void> => {
    const ending = this.#ids.get(id)
    if (ending) clearTimeout(ending)
    this.#ids.set(id, null)
    try {
      await work()
    } finally {
      this.#ids.set(id, setTimeout(() => this.#ids.delete(id), this.#keptMs).unref())
    }
  }

  ids(): string[] {
    return [...this.#ids.keys()]
  }
}
