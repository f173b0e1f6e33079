/** Lets a loop sleep until it is woken, or for so long. A ring while it is awake ends its next sleep at once. */
export class Alarm {
  #hasRung = false
  #end: (() => void) | null = null

  ring(): void {
    this.#hasRung = true
    this.#end?.()
  }

  async wait(ms: number): Promise<void> {
    if (!this.#hasRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.#end = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#end = null
    }
    this.#hasRung = false
  }
}
