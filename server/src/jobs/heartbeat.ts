import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/database.ts'
import * as store from './heartbeat.store.ts'
import type { RunningJobs } from './running-jobs.ts'

export interface HeartbeatTimes {
  everySeconds: number
  /** a worker silent for so long is dead */
  silentSeconds: number
}

export const usualTimes: HeartbeatTimes = { everySeconds: 5, silentSeconds: 30 }

/**
 * Tells the other workers that this one lives, and frees the jobs of those that don't: graphile-worker alone would hold a dead worker's jobs
 * for four hours.
 */
export class Heartbeat {
  readonly #db: Database
  readonly #logger: FastifyBaseLogger
  readonly #workerId: string
  readonly #running: RunningJobs
  readonly #times: HeartbeatTimes
  #timer: NodeJS.Timeout | null = null
  #beating: Promise<void> = Promise.resolve()
  #lastBeat = Date.now()

  constructor(parts: {
    db: Database
    logger: FastifyBaseLogger
    workerId: string
    running: RunningJobs
    times: HeartbeatTimes
  }) {
    this.#db = parts.db
    this.#logger = parts.logger
    this.#workerId = parts.workerId
    this.#running = parts.running
    this.#times = parts.times
  }

  start(): void {
    this.#beating = this.#beat()
    this.#timer = setInterval(() => {
      this.#beating = this.#beating.then(() => this.#beat())
    }, this.#times.everySeconds * 1000)
    this.#timer.unref()
  }

  /** Gives back what the worker still holds. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#beating
    try {
      await store.leave(this.#db, this.#workerId)
    } catch (error) {
      this.#logger.warn(
        { err: error },
        'the worker could not give its jobs back; others free them when it has been silent',
      )
    }
  }

  async #beat(): Promise<void> {
    const { everySeconds, silentSeconds } = this.#times
    try {
      await store.beat(this.#db, this.#workerId)
      // after a time without the database all workers look silent: first they get a chance to beat again
      const wasSilent = Date.now() - this.#lastBeat > (silentSeconds * 1000) / 2
      this.#lastBeat = Date.now()
      if (wasSilent) return
      const freed = await store.freeJobsOfSilentWorkers(this.#db, silentSeconds)
      if (freed > 0) this.#logger.warn({ freed }, 'freed the jobs of a worker that died')
      const lost = await store.freeLostJobs(this.#db, this.#workerId, this.#running.ids(), 2 * everySeconds)
      if (lost > 0) this.#logger.warn({ lost }, 'freed jobs that were locked but never begun')
    } catch (error) {
      this.#logger.warn({ err: error }, 'the heartbeat of the worker failed; trying again')
    }
  }
}
