/** Fractions of a second for which what was not used may be made up for. */
const burstSeconds = 0.25
const slowDownEveryMs = 1_000
/** of its best, each second */
const recovery = 0.05

/**
 * How fast a lane sends: a token bucket of the number's own throughput. Where Meta says that it is too fast the rate is halved, and grows again by a
 * twentieth of its best each second.
 */
export class Pace {
  readonly #now: () => number
  #best: number
  #rate: number
  #tokens: number
  #at: number
  #slowedAt = Number.NEGATIVE_INFINITY
  #pausedUntil = Number.NEGATIVE_INFINITY

  /** @param best messages a second */
  constructor(best: number, now: () => number = () => performance.now()) {
    this.#now = now
    this.#best = best
    this.#rate = best
    this.#tokens = Math.max(1, best * burstSeconds)
    this.#at = now()
  }

  get rate(): number {
    return this.#rate
  }

  /** Meta may raise a number's throughput, or lower it. */
  setBest(best: number): void {
    if (best === this.#best) return
    const isSlowed = this.#rate < this.#best
    this.#best = best
    this.#rate = isSlowed ? Math.min(this.#rate, best) : best
  }

  /** Takes one place; answers 0, or the milliseconds after which to ask again. */
  take(): number {
    this.#refill()
    const pause = this.#pausedUntil - this.#now()
    if (pause > 0) return Math.ceil(pause)
    if (this.#tokens < 1) return Math.max(1, Math.ceil(((1 - this.#tokens) / this.#rate) * 1000))
    this.#tokens--
    return 0
  }

  /** What was sent at once fails at once: that counts once. */
  slowDown(): void {
    this.#refill()
    if (this.#now() - this.#slowedAt < slowDownEveryMs) return
    this.#slowedAt = this.#now()
    this.#rate = Math.max(1, this.#rate / 2)
    this.#tokens = Math.min(this.#tokens, 1)
  }

  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + ms)
  }

  #refill(): void {
    const now = this.#now()
    const seconds = (now - this.#at) / 1000
    this.#at = now
    this.#tokens = Math.min(Math.max(1, this.#rate * burstSeconds), this.#tokens + seconds * this.#rate)
    this.#rate = Math.min(this.#best, this.#rate + seconds * this.#best * recovery)
  }
}
