/** The simulator's time: the machine's, unless a test stops it or moves it on. */
export class Clock {
  #ahead = 0
  #stoppedAt: number | undefined

  now(): number {
    return (this.#stoppedAt ?? Date.now()) + this.#ahead
  }

  /** Seconds, as Meta writes them. */
  seconds(): string {
    return String(Math.floor(this.now() / 1000))
  }

  /** Lets time pass at once: a customer-service window ends, the address of a file expires. */
  forward(milliseconds: number): void {
    this.#ahead += milliseconds
  }

  /** From now on time only passes by `forward`: limits per second become exact. */
  stop(): void {
    this.#stoppedAt ??= Date.now()
  }
}
