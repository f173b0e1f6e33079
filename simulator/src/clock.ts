/** The simulator's time: the machine's, unless a test moves it on. */
export class Clock {
  #ahead = 0

  now(): number {
    return Date.now() + this.#ahead
  }

  /** Seconds, as Meta writes them. */
  seconds(): string {
    return String(Math.floor(this.now() / 1000))
  }

  /** Lets time pass at once: a customer-service window ends, a media address expires. */
  forward(milliseconds: number): void {
    this.#ahead += milliseconds
  }
}
