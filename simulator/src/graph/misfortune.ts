/** How a mishap ordered by a test reaches the business: in the answer, or later by a failed status. */
export type MishapAs = 'answer' | 'status'

export type Mishap =
  | { kind: 'error'; code: number; as: MishapAs }
  /** the message is accepted and the connection ends without an answer */
  | { kind: 'lost answer' }
  /** the connection ends before anything happened */
  | { kind: 'lost request' }

/** These come by webhook only: Meta finds out after it answered. */
const toldLater = new Set([130472, 131026, 131047, 131049, 131050, 131052, 131053])

export const usuallyAs = (code: number): MishapAs => (toldLater.has(code) ? 'status' : 'answer')

/** What shall go wrong with the next messages, in the order it was asked for. */
export class Misfortune {
  readonly #next: Mishap[] = []

  expect(mishap: Mishap, times = 1): void {
    for (let time = 0; time < times; time++) this.#next.push(mishap)
  }

  take(): Mishap | undefined {
    return this.#next.shift()
  }
}

/** Thrown to end the connection without an answer. */
export class Silence extends Error {}
