import { Agent, request } from 'undici'
import type { World } from '../world/world.ts'
import { type Change, metaJson, signature, webhookEvent } from './wire.ts'

/** Where a webhook goes, and with whose secret it is signed. */
export interface Callback {
  url: string
  appSecret: string
}

export interface Outgoing {
  callback: Callback
  wabaId: string
  changes: Change[]
  /** webhooks of one lane leave one after the other; usually a customer's */
  lane: string
}

interface Waiting extends Outgoing {
  /** an event as it is, in place of one made of the changes */
  raw: unknown
  attempts: number
  since: number
  /** by chance, it doesn't wait for its lane */
  overtakes: boolean
  settled: ((answer: WebhookAnswer) => void)[]
}

/** What became of a webhook at last, or at its first refusal. */
export interface WebhookAnswer {
  /** HTTP status of the callback; 0: it was not reached, or the webhook was lost on purpose */
  status: number
  body: string
}

const answerTimeoutMs = 20_000

/**
 * Sends webhooks as Meta does: at least once, in no promised order, and again with growing pauses until the callback answers 2xx.
 * Of one lane it keeps the order unless the settings ask for disorder.
 */
export class WebhookSender {
  readonly #world: World
  readonly #agent: Agent
  readonly #lanes = new Map<string, Waiting[]>()
  /** lanes whose first webhook may leave now */
  #ready: string[] = []
  readonly #timers = new Set<NodeJS.Timeout>()
  #sending = 0
  /** everything that is not settled yet, with what still waits for its time */
  #open = 0
  #waiting = 0
  #laneCount = 0
  #idlers: (() => void)[] = []
  #isClosed = false
  /** webhooks that were answered 2xx, refused or unreachable, lost on purpose, given up */
  readonly counts = { delivered: 0, refused: 0, lost: 0, givenUp: 0 }

  constructor(world: World) {
    this.#world = world
    this.#agent = new Agent({ connections: 64, keepAliveTimeout: 10_000 })
  }

  /** Something will happen after this time; it counts as under way. */
  later(milliseconds: number, act: () => void): void {
    if (this.#isClosed) return
    this.#open++
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      try {
        if (!this.#isClosed) act()
      } finally {
        this.#done()
      }
    }, milliseconds)
    this.#timers.add(timer)
  }

  /** @returns the callback's answer: its first 2xx or 4xx, while other answers and silence are waited out */
  send(outgoing: Outgoing, raw?: unknown): Promise<WebhookAnswer> {
    const { settings, random } = this.#world
    if (this.#isClosed || random.happens(settings.loss)) {
      this.counts.lost++
      return Promise.resolve({ status: 0, body: '' })
    }
    const copies = random.happens(settings.repeat) ? 2 : 1
    return new Promise((resolve) => {
      for (let copy = 0; copy < copies; copy++) {
        const overtakes = random.happens(settings.reorder)
        const waiting: Waiting = {
          ...outgoing,
          raw,
          attempts: 0,
          since: Date.now(),
          overtakes,
          settled: copy === 0 ? [resolve] : [],
        }
        const delay = settings.delayMs + (overtakes ? 1 + Math.floor(random.next() * 40) : 0)
        if (delay > 0) this.later(delay, () => this.#queue(waiting))
        else this.#queue(waiting)
      }
    })
  }

  #queue(waiting: Waiting): void {
    const lane = waiting.overtakes ? `\0${++this.#laneCount}` : `${waiting.callback.url} ${waiting.lane}`
    const before = this.#lanes.get(lane)
    if (before) {
      const last = before.at(-1)
      // Meta puts up to a thousand changes into one webhook
      if (last && before.length > 1 && this.#fits(last, waiting)) {
        last.changes = [...last.changes, ...waiting.changes]
        last.settled.push(...waiting.settled)
        return
      }
      before.push(waiting)
    } else {
      this.#lanes.set(lane, [waiting])
      this.#ready.push(lane)
    }
    this.#open++
    this.#waiting++
    if (this.#waiting > this.#world.settings.webhooksWaiting) this.#giveUpOldest()
    this.#pump()
  }

  #fits(last: Waiting, next: Waiting): boolean {
    return (
      last.raw === undefined &&
      next.raw === undefined &&
      last.wabaId === next.wabaId &&
      last.attempts === 0 &&
      last.changes.length + next.changes.length <= this.#world.settings.webhookBatch
    )
  }

  #pump(): void {
    while (this.#sending < this.#world.settings.webhookConnections && this.#ready.length > 0 && !this.#isClosed) {
      const lane = this.#ready.shift() as string
      const waiting = this.#lanes.get(lane)?.[0]
      if (!waiting) continue
      this.#sending++
      void this.#attempt(lane, waiting)
    }
  }

  async #attempt(lane: string, waiting: Waiting): Promise<void> {
    const answer = await this.#post(waiting)
    this.#sending--
    if (this.#isClosed) return
    waiting.attempts++
    if (answer.status >= 200 && answer.status < 300) {
      this.counts.delivered++
      this.#settle(lane, waiting, answer)
    } else {
      this.counts.refused++
      // whoever waits for the answer shall hear of a refusal now; a callback that is away may come back
      if (answer.status >= 300 && answer.status < 500) for (const settle of waiting.settled.splice(0)) settle(answer)
      this.#again(lane, waiting, answer)
    }
    this.#pump()
  }

  #again(lane: string, waiting: Waiting, answer: WebhookAnswer): void {
    const { settings } = this.#world
    const pause = Math.min(settings.retryLongestMs, settings.retryFirstMs * 2 ** Math.min(waiting.attempts - 1, 20))
    if (Date.now() + pause - waiting.since > settings.retryForMs) {
      this.counts.givenUp++
      this.#settle(lane, waiting, answer)
      return
    }
    this.later(pause, () => {
      if (this.#lanes.get(lane)?.[0] !== waiting) return
      this.#ready.push(lane)
      this.#pump()
    })
  }

  async #post({ callback, wabaId, changes, raw }: Waiting): Promise<WebhookAnswer> {
    const seconds = Math.floor(this.#world.clock.now() / 1000)
    const body = metaJson(raw === undefined ? webhookEvent(wabaId, seconds, changes) : raw)
    try {
      const answer = await request(callback.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': signature(body, callback.appSecret),
        },
        body,
        dispatcher: this.#agent,
        headersTimeout: answerTimeoutMs,
        bodyTimeout: answerTimeoutMs,
      })
      const text = await answer.body.text()
      return { status: answer.statusCode, body: text.slice(0, 1_000) }
    } catch (error) {
      return { status: 0, body: error instanceof Error ? error.message : String(error) }
    }
  }

  #settle(lane: string, waiting: Waiting, answer: WebhookAnswer): void {
    const queue = this.#lanes.get(lane)
    queue?.shift()
    if (queue && queue.length > 0) this.#ready.push(lane)
    else this.#lanes.delete(lane)
    this.#waiting--
    for (const settle of waiting.settled) settle(answer)
    this.#done()
  }

  #giveUpOldest(): void {
    for (const queue of this.#lanes.values()) {
      // the first of a lane may be under way
      const [gone] = queue.splice(1, 1)
      if (!gone) continue
      this.counts.givenUp++
      this.#waiting--
      for (const settle of gone.settled) settle({ status: 0, body: 'too many webhooks are waiting' })
      this.#done()
      return
    }
  }

  #done(): void {
    this.#open--
    if (this.#open === 0) for (const idle of this.#idlers.splice(0)) idle()
  }

  /** Resolves when nothing waits and nothing is under way, and what was answered last has led to nothing new. */
  async idle(): Promise<void> {
    do {
      if (this.#open > 0) await new Promise<void>((resolve) => this.#idlers.push(resolve))
      await new Promise((resolve) => setImmediate(resolve))
    } while (this.#open > 0)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const timer of this.#timers) clearTimeout(timer)
    for (const queue of this.#lanes.values()) {
      for (const { settled } of queue)
        for (const settle of settled) settle({ status: 0, body: 'the simulator stopped' })
    }
    this.#lanes.clear()
    this.#ready = []
    this.#open = 0
    for (const idle of this.#idlers.splice(0)) idle()
    await this.#agent.destroy()
  }
}
