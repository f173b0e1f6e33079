import type { Settings } from '../settings.ts'
import type { Change } from './wire.ts'

/** A webhook on its way. */
export interface Waiting {
  wabaId: string
  appSecret: string
  changes: Change[]
  /** an event as it is, in place of one made of the changes */
  raw: unknown
  /** webhooks of one lane leave one after the other */
  lane: string
  attempts: number
  since: number
  settled: ((answer: WebhookAnswer) => void)[]
}

/** What became of a webhook at last, or at its first refusal. */
export interface WebhookAnswer {
  /** HTTP status of the callback; 0: it was not reached, or the webhook was lost on purpose */
  status: number
  body: string
}

/** What a line needs of its sender. */
export interface LineParts {
  settings: Settings
  post(url: string, waiting: Waiting): Promise<WebhookAnswer>
  /** calls back after a while, and counts as under way until then */
  later(milliseconds: number, act: () => void): void
  /** a webhook is done with: delivered, or given up */
  ended(waiting: Waiting, answer: WebhookAnswer, isDelivered: boolean): void
  refused(): void
  /** a webhook became part of another one */
  merged(): void
}

/**
 * All that waits for one callback. Lanes leave side by side, the webhooks of a lane in order. A callback that is away (no answer, or 5xx)
 * is asked by one webhook at a time, with growing pauses, until it answers again; a refusal (3xx, 4xx) holds up its own lane alone.
 */
export class CallbackLine {
  readonly #url: string
  readonly #parts: LineParts
  readonly #lanes = new Map<string, Waiting[]>()
  /** lanes whose first webhook may leave now */
  #ready: string[] = []
  #sending = 0
  /** answers in a row that said that the callback is away */
  #failures = 0
  #isPaused = false
  #isClosed = false

  constructor(url: string, parts: LineParts) {
    this.#url = url
    this.#parts = parts
  }

  add(waiting: Waiting): void {
    const lane = this.#lanes.get(waiting.lane)
    if (!lane) {
      this.#lanes.set(waiting.lane, [waiting])
      this.#ready.push(waiting.lane)
      this.#pump()
      return
    }
    const last = lane.at(-1)
    // the first of a lane may be under way; Meta puts up to a thousand changes into one webhook
    if (last && lane.length > 1 && this.#fits(last, waiting)) {
      last.changes = [...last.changes, ...waiting.changes]
      last.settled.push(...waiting.settled)
      this.#parts.merged()
      return
    }
    lane.push(waiting)
  }

  /** Gives up what has waited longest, apart from what is under way. */
  giveUpOldest(): void {
    for (const [name, lane] of this.#lanes) {
      const isUnderWay = !this.#ready.includes(name)
      const [gone] = lane.splice(isUnderWay ? 1 : 0, 1)
      if (!gone) continue
      if (lane.length === 0) {
        this.#lanes.delete(name)
        this.#ready = this.#ready.filter((each) => each !== name)
      }
      this.#parts.ended(gone, { status: 0, body: 'too many webhooks are waiting' }, false)
      return
    }
  }

  close(): Waiting[] {
    this.#isClosed = true
    return [...this.#lanes.values()].flat()
  }

  #fits(last: Waiting, next: Waiting): boolean {
    return (
      last.raw === undefined &&
      next.raw === undefined &&
      last.wabaId === next.wabaId &&
      last.attempts === 0 &&
      last.changes.length + next.changes.length <= this.#parts.settings.webhookBatch
    )
  }

  #pump(): void {
    if (this.#isPaused || this.#isClosed) return
    const most = this.#failures > 0 ? 1 : this.#parts.settings.webhookConnections
    while (this.#sending < most && this.#ready.length > 0) {
      const name = this.#ready.shift() as string
      const waiting = this.#lanes.get(name)?.[0]
      if (!waiting) continue
      this.#sending++
      void this.#attempt(name, waiting)
    }
  }

  async #attempt(name: string, waiting: Waiting): Promise<void> {
    const answer = await this.#parts.post(this.#url, waiting)
    this.#sending--
    if (this.#isClosed) return
    waiting.attempts++
    const isAway = answer.status === 0 || answer.status >= 500
    if (answer.status >= 200 && answer.status < 300) {
      this.#failures = 0
      this.#leave(name, waiting, answer, true)
    } else {
      this.#parts.refused()
      // whoever waits for the answer shall hear of a refusal now; a callback that is away may come back
      if (!isAway) for (const settle of waiting.settled.splice(0)) settle(answer)
      const pause = this.#pauseAfter(isAway ? ++this.#failures : waiting.attempts)
      if (Date.now() + pause - waiting.since > this.#parts.settings.retryForMs)
        this.#leave(name, waiting, answer, false)
      else if (isAway) this.#ready.unshift(name)
      else this.#parts.later(pause, () => this.#again(name, waiting))
      if (isAway) this.#pauseFor(pause)
    }
    this.#pump()
  }

  #pauseAfter(failures: number): number {
    const { retryFirstMs, retryLongestMs } = this.#parts.settings
    return Math.min(retryLongestMs, retryFirstMs * 2 ** Math.min(failures - 1, 20))
  }

  #pauseFor(milliseconds: number): void {
    if (this.#isPaused) return
    this.#isPaused = true
    this.#parts.later(milliseconds, () => {
      this.#isPaused = false
      this.#pump()
    })
  }

  #again(name: string, waiting: Waiting): void {
    if (this.#lanes.get(name)?.[0] !== waiting) return
    this.#ready.push(name)
    this.#pump()
  }

  #leave(name: string, waiting: Waiting, answer: WebhookAnswer, isDelivered: boolean): void {
    const lane = this.#lanes.get(name)
    lane?.shift()
    if (lane && lane.length > 0) this.#ready.push(name)
    else this.#lanes.delete(name)
    this.#parts.ended(waiting, answer, isDelivered)
  }
}
