import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import { listWaitingPlugins } from '../../database/global-lookups.ts'
import type { Drain } from './drain.ts'

const pollMs = 100
/** what arrives within it is worked on together */
const gatherMs = 15
/** plugins at once; each holds a connection */
const mostAtOnce = 3

/** Works on stored events, one plugin's by one worker at a time. Woken for those that this process stored; it looks for those of others. */
export class InboundWorker {
  readonly #db: Database
  readonly #drain: Drain
  readonly #logger: FastifyBaseLogger
  readonly #stopping = new AbortController()
  /** plugins under work here; true: something came meanwhile */
  readonly #busy = new Map<string, boolean>()
  readonly #waiting: { teamId: string; pluginId: string }[] = []
  readonly #running = new Set<Promise<void>>()
  #polling: Promise<void> | null = null

  constructor(parts: { db: Database; drain: Drain; logger: FastifyBaseLogger }) {
    this.#db = parts.db
    this.#drain = parts.drain
    this.#logger = parts.logger
  }

  start(): void {
    this.#polling ??= this.#poll()
  }

  /** Lets the batches under way come to an end. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#polling
    await Promise.all(this.#running)
  }

  /** There is something for a plugin. */
  wake(teamId: string, pluginId: string): void {
    if (this.#polling === null || this.#stopping.signal.aborted) return
    if (this.#busy.has(pluginId)) {
      this.#busy.set(pluginId, true)
      return
    }
    this.#busy.set(pluginId, false)
    this.#waiting.push({ teamId, pluginId })
    this.#startNext()
  }

  #startNext(): void {
    while (this.#running.size < mostAtOnce) {
      const next = this.#waiting.shift()
      if (!next) return
      const running = this.#work(next.teamId, next.pluginId).finally(() => {
        this.#running.delete(running)
        this.#startNext()
      })
      this.#running.add(running)
    }
  }

  async #work(teamId: string, pluginId: string): Promise<void> {
    const { signal } = this.#stopping
    try {
      do {
        await sleep(gatherMs, undefined, { signal }).catch(() => undefined)
        this.#busy.set(pluginId, false)
        await this.#drain.run(teamId, pluginId, signal)
      } while (this.#busy.get(pluginId) && !signal.aborted)
    } catch (error) {
      // whatever it was, the events are still there, and the next look finds them
      if (!signal.aborted) this.#logger.error({ err: error, pluginId }, 'inbound events could not be worked on')
    } finally {
      this.#busy.delete(pluginId)
    }
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stopping
    let isAway = false
    while (!signal.aborted) {
      try {
        for (const { teamId, pluginId } of await listWaitingPlugins(this.#db)) {
          if (!this.#busy.has(pluginId)) this.wake(teamId, pluginId)
        }
        isAway = false
      } catch (error) {
        if (!isAway && !signal.aborted) this.#logger.warn({ err: error }, 'could not look for inbound events')
        isAway = true
      }
      await sleep(isAway ? 10 * pollMs : pollMs, undefined, { signal }).catch(() => undefined)
    }
  }
}
