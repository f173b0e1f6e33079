import type { FastifyBaseLogger } from 'fastify'
import { NadiError } from '../../errors.ts'
import { Gate } from '../../gate.ts'
import type { Scope } from '../../scope.ts'
import type { OpenStream } from './open-stream.ts'

/** Should word of a change not come, credentials are judged again after so long; the caches that they are judged by know for at most five seconds. */
const dueMs = 1_000
const lookMs = 250
const atOnce = 8

/**
 * A stream outlives the request that opened it, so its credentials are judged again whenever they may have changed, and every second: it
 * ends when they are good no longer, and goes on with the role that they have by then.
 */
export class Judges {
  readonly #logger: FastifyBaseLogger
  readonly #watched = new Map<OpenStream, () => Promise<Scope>>()
  readonly #gate = new Gate(atOnce)
  /** those that are being judged, or wait to be */
  readonly #pending = new Set<OpenStream>()
  #timer: NodeJS.Timeout | undefined

  constructor({ logger }: { logger: FastifyBaseLogger }) {
    this.#logger = logger
  }

  /** @param admit throws where the credentials are good no longer */
  watch(stream: OpenStream, admit: () => Promise<Scope>): void {
    this.#watched.set(stream, admit)
    this.#timer ??= setInterval(() => {
      const due = performance.now() - dueMs
      for (const one of this.#watched.keys()) {
        if (one.judgedAt < due && !this.#pending.has(one)) void this.#judge(one)
      }
    }, lookMs)
  }

  forget(stream: OpenStream): void {
    this.#watched.delete(stream)
    if (this.#watched.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Those of a team, or all, now. */
  judge(teamId?: string): void {
    for (const stream of this.#watched.keys()) {
      if (teamId === undefined || stream.teamId === teamId) void this.#judge(stream)
    }
  }

  async #judge(stream: OpenStream): Promise<void> {
    this.#pending.add(stream)
    await this.#gate.pass(async () => {
      const admit = this.#watched.get(stream)
      if (!admit) return
      try {
        stream.judged(await admit())
      } catch (error) {
        if (error instanceof NadiError && error.status < 500) stream.end()
        else this.#logger.warn({ err: error }, 'who listens to a stream could not be looked at; trying again')
      }
    })
    this.#pending.delete(stream)
  }
}
