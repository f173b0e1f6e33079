import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { Logger, parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import type { Database } from '../database/database.ts'
import { Heartbeat, type HeartbeatTimes, usualTimes } from './heartbeat.ts'
import { RunningJobs } from './running-jobs.ts'
import { type JobHandlers, toTaskList } from './tasks.ts'

export interface QueueOptions {
  db: Database
  /** the database without a pooler: the queue listens for new jobs */
  directUrl: string
  handlers: JobHandlers
  logger: FastifyBaseLogger
  times?: HeartbeatTimes
  /** hears how each job ended */
  ended?: (task: string, outcome: 'done' | 'failed') => void
}

const concurrency = 4
const restartMs = 1_000
/** how long jobs may take to come to an end when the server stops */
const graceMs = 10_000

/** Runs the queue's jobs in this process, and goes on running them: where graphile-worker gives up (a database that was away), it is started again. */
export class QueueRunner {
  readonly #options: QueueOptions
  readonly #stopping = new AbortController()
  readonly #pool: pg.Pool
  readonly #ended: Promise<void>
  #runner: Runner | null = null

  constructor(options: QueueOptions) {
    this.#options = options
    this.#pool = new pg.Pool({ connectionString: options.directUrl, max: concurrency, application_name: 'nadi-worker' })
    // a connection that breaks while it is idle is replaced at its next use
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
    this.#ended = this.#keepRunning()
  }

  /** Lets running jobs come to an end, or give back what is left of them. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    const runner = this.#runner
    if (runner) {
      const stopped = runner.stop().catch(() => undefined)
      const late = sleep(graceMs, 'late', { ref: false })
      if ((await Promise.race([stopped, late])) === 'late') await runner.kill('the server stops')
    }
    await this.#ended
    await this.#pool.end()
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        await this.#runOnce()
      } catch (error) {
        if (!signal.aborted) this.#options.logger.warn({ err: error }, 'the queue stopped running; starting it again')
      }
      if (!signal.aborted) await sleep(restartMs, undefined, { signal }).catch(() => undefined)
    }
  }

  async #runOnce(): Promise<void> {
    const { db, handlers, logger, times = usualTimes, ended } = this.#options
    const running = new RunningJobs({ keptMs: 3 * times.everySeconds * 1000 })
    const events: WorkerEvents = new EventEmitter()
    events.on('job:success', ({ job }) => ended?.(job.task_identifier, 'done'))
    events.on('job:error', ({ job }) => ended?.(job.task_identifier, 'failed'))
    let heartbeat: Heartbeat | null = null
    events.once('pool:create', ({ workerPool }) => {
      heartbeat = new Heartbeat({ db, logger, workerId: workerPool.id, running, times })
      heartbeat.start()
    })
    try {
      this.#runner = await run({
        pgPool: this.#pool,
        taskList: toTaskList(handlers, running.run, this.#stopping.signal),
        parsedCronItems: parseCronItems([
          { task: 'upkeep', match: '*/5 * * * *' },
          { task: 'sweep', match: '17 * * * *' },
        ]),
        concurrency,
        noHandleSignals: true,
        logger: toQueueLogger(logger),
        events,
      })
      if (this.#stopping.signal.aborted) await this.#runner.stop()
      await this.#runner.promise
    } finally {
      this.#runner = null
      await (heartbeat as Heartbeat | null)?.stop()
    }
  }
}

const toQueueLogger = (logger: FastifyBaseLogger): Logger =>
  new Logger((scope) => (level, message) => {
    if (level === 'error') logger.error(scope, message)
    else if (level === 'warning') logger.warn(scope, message)
    else logger.debug(scope, message)
  })
