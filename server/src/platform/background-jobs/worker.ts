import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { addJob } from '../../jobs/add.ts'
import type { JobHandler } from '../../jobs/tasks.ts'
import { type Chunk, type RowWork, readChunk } from './chunk.ts'
import { concernsOneRow, UnexpectedFailure } from './chunk-failure.ts'
import { findWaitingEntries } from './entries.store.ts'
import type { JobRow } from './job-row.ts'
import { completeJob, type Settling, settleChunk } from './settle.ts'
import * as store from './store.ts'
import type { Work } from './types.ts'

/** Rows that one transaction settles: fewer make more round trips, more make others wait longer for what it locks. */
const chunkSize = 1_000
/** Rows may hold up to 1 MB each: no more of them than this are in memory at once. */
const chunkBytes = 8 * 1024 * 1024
/** After so long a job lets others have their turn, and goes on later. */
const turnMs = 10_000
const triesInTurn = 10
const longestPauseMs = 5_000

interface Payload {
  teamId: string
  jobId: string
}

/**
 * Settles the rows of bulk jobs, chunk by chunk. A chunk's rows, their outcomes and the job's place are written in one transaction, so that a crash
 * anywhere leaves each row either settled or untouched.
 */
export class BackgroundJobWorker {
  readonly #parts: Settling
  readonly #works: Record<Work, RowWork<object>>
  readonly #logger: FastifyBaseLogger

  constructor({
    works,
    logger,
    ...parts
  }: Settling & { works: Record<Work, RowWork<object>>; logger: FastifyBaseLogger }) {
    this.#parts = parts
    this.#works = works
    this.#logger = logger
  }

  /**
   * A database that is away for a while is waited for here: the queue would put the job off, longer each time.
   */
  readonly run: JobHandler<'background-job'> = async (payload, stopping) => {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#takeTurn(payload, stopping)
      } catch (error) {
        if (tries === triesInTurn || stopping.aborted) throw error
        this.#logger.warn({ err: error, job: payload.jobId }, 'a bulk job was interrupted; trying again')
        await sleep(Math.min(longestPauseMs, 100 * 2 ** tries), undefined, { signal: stopping }).catch(() => undefined)
      }
    }
  }

  async #takeTurn(payload: Payload, stopping: AbortSignal): Promise<void> {
    const until = Date.now() + turnMs
    let ahead: Promise<Chunk<object>> | undefined
    for (;;) {
      const job = await store.findJob(this.#parts.db, payload, payload.jobId)
      if (job?.status !== 'IN_PROGRESS') return
      if (job.nextIndex >= job.entryCount) return completeJob(this.#parts, payload, job.id)
      if (stopping.aborted || Date.now() > until) return this.#giveBack(payload)
      const ready = await ahead
      const chunk = ready?.from === job.nextIndex ? ready : await this.#read(payload, job, job.nextIndex)
      // while PostgreSQL works on this chunk, the next one is read
      ahead = chunk.to < job.entryCount ? this.#read(payload, job, chunk.to) : undefined
      ahead?.catch(() => undefined)
      await this.#settle(payload, job, chunk)
    }
  }

  /** What is left is anybody's. */
  async #giveBack(payload: Payload): Promise<void> {
    await this.#parts.db.transaction().execute((tx) => addJob(tx, 'background-job', payload))
  }

  async #read(team: Payload, job: JobRow, from: number): Promise<Chunk<object>> {
    const to = Math.min(from + chunkSize, job.entryCount)
    const entries = await findWaitingEntries(this.#parts.db, team, job.id, { from, to, bytes: chunkBytes })
    if (entries.length === 0) throw new Error(`The job ${job.id} lacks the rows from ${from} on.`)
    return readChunk(this.#works[job.work], from, entries)
  }

  /** Settles the chunk; where it fails as a whole, by halves, down to the row that is to blame. */
  async #settle(team: Payload, job: JobRow, chunk: Chunk<object>): Promise<void> {
    const work = this.#works[job.work]
    try {
      await settleChunk(this.#parts, team, job.id, work, chunk)
    } catch (error) {
      if (!concernsOneRow(error)) throw error
      if (chunk.rows.length > 1) {
        const middle = Math.ceil(chunk.rows.length / 2)
        await this.#settle(team, job, { ...chunk, to: chunk.from + middle, rows: chunk.rows.slice(0, middle) })
        await this.#settle(team, job, { ...chunk, from: chunk.from + middle, rows: chunk.rows.slice(middle) })
        return
      }
      this.#logger.error({ err: error, job: job.id, index: chunk.from }, 'a row of a bulk job failed unexpectedly')
      await settleChunk(this.#parts, team, job.id, work, { ...chunk, rows: [{ error: new UnexpectedFailure() }] })
    }
  }
}
