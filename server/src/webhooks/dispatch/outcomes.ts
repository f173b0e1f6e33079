import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Database, Tx } from '../../database/database.ts'
import type { Lane } from './lane.ts'
import type { Attempt } from './send.ts'
import { type Health, noteHealth, type Outcome, settleOutcomes } from './store.ts'

const atOnce = 500
const againMs = 500
/** a lane that does well is noted so often */
const noteEveryMs = 60_000

/** Writes what came of attempts, many at once: while one batch is being written the next gathers. */
export class Outcomes {
  readonly #db: Database
  readonly #logger: FastifyBaseLogger
  #gathered: { lane: Lane; outcome: Outcome }[] = []
  #writing: Promise<void> | null = null

  constructor({ db, logger }: { db: Database; logger: FastifyBaseLogger }) {
    this.#db = db
    this.#logger = logger
  }

  add(lane: Lane, outcome: Outcome): void {
    this.#gathered.push({ lane, outcome })
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null
    })
  }

  /** Resolves when all that was added is written. */
  async written(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  /** What a database that is away can't take now is kept for later; what is lost with the process is sent again. */
  async #writeAll(): Promise<void> {
    while (this.#gathered.length > 0) {
      const batch = this.#gathered.slice(0, atOnce)
      try {
        await settleOutcomes(
          this.#db,
          batch.map(({ outcome }) => outcome),
        )
        await this.#noteHealth(batch)
      } catch (error) {
        this.#logger.warn({ err: error }, 'what came of webhook deliveries could not be written; trying again')
        await sleep(againMs)
        continue
      }
      this.#gathered.splice(0, batch.length)
      for (const { lane, outcome } of batch) lane.settled(outcome.deliveryId)
    }
  }

  async #noteHealth(batch: readonly { lane: Lane; outcome: Outcome }[]): Promise<void> {
    const byLane = new Map<Lane, Health>()
    for (const { lane, outcome } of batch) {
      const { teamId, endpointId } = lane
      const health = byLane.get(lane) ?? { teamId, endpointId, succeeded: false, failures: 0 }
      if (outcome.error === null) health.succeeded = true
      else health.failures++
      byLane.set(lane, health)
    }
    const now = performance.now()
    const news = [...byLane].filter(
      ([lane, { succeeded }]) => !succeeded || lane.isFailing || now - lane.notedAt > noteEveryMs,
    )
    if (news.length === 0) return
    await noteHealth(
      this.#db,
      news.map(([, health]) => health),
    )
    for (const [lane, { succeeded }] of news) {
      lane.isFailing = !succeeded
      if (succeeded) lane.notedAt = now
    }
  }
}

/** What came of a request that the dispatcher did not make, and that is not made again. */
export function settleOnce(
  tx: Tx,
  { teamId, deliveryId }: { teamId: string; deliveryId: string },
  { status: responseStatus, retryAfterMs, ...attempt }: Attempt,
): Promise<void> {
  const status = attempt.error === null ? 'DELIVERED' : 'FAILED'
  return settleOutcomes(tx, [
    { ...attempt, teamId, deliveryId, status, tries: 1, attempt: 1, delayMs: 0, responseStatus },
  ])
}
