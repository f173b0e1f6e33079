const windowMs = 60_000
/** plugins that are counted at once: whoever guesses ids shall not fill the memory */
const mostCounted = 10_000

/** Counts what was refused, each minute anew. Whoever goes on regardless is told so, and the log is not filled with it. */
export class RefusedCalls {
  readonly #most: number
  readonly #counts = new Map<string, number>()
  #windowStart = 0

  constructor(mostPerMinute: number) {
    this.#most = mostPerMinute
  }

  /** One more. `isFirst`: the first of this minute; `isTooMany`: more than a minute may have. */
  count(key: string, now = Date.now()): { isFirst: boolean; isTooMany: boolean; retryAfterSeconds: number } {
    const windowStart = now - (now % windowMs)
    if (windowStart !== this.#windowStart || this.#counts.size >= mostCounted) {
      this.#windowStart = windowStart
      this.#counts.clear()
    }
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    return {
      isFirst: count === 1,
      isTooMany: count > this.#most,
      retryAfterSeconds: Math.max(1, Math.ceil((windowStart + windowMs - now) / 1000)),
    }
  }
}
