import { Agent, request } from 'undici'
import type { World } from '../world/world.ts'
import { CallbackLine, type Waiting, type WebhookAnswer } from './callback-line.ts'
import { type Change, metaJson, signature, webhookEvent } from './wire.ts'

export type { WebhookAnswer } from './callback-line.ts'

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

const answerTimeoutMs = 20_000

/** How long a webhook that overtakes or falls behind others may be held up, at most. */
const disorderMs = 40

/**
 * Sends webhooks as Meta does: at least once, and again with growing pauses until the callback answers 2xx. Of one lane it keeps the order
 * unless the settings ask for disorder.
 */
export class WebhookSender {
  readonly #world: World
  readonly #agent = new Agent({ connections: 64, keepAliveTimeout: 10_000 })
  readonly #lines = new Map<string, CallbackLine>()
  readonly #timers = new Set<NodeJS.Timeout>()
  /** everything that is not settled yet, with what still waits for its time */
  #open = 0
  #waiting = 0
  #overtaking = 0
  #idlers: (() => void)[] = []
  #isClosed = false
  /** webhooks that were answered 2xx; answers that were not; those lost on purpose, and given up */
  readonly counts = { delivered: 0, refused: 0, lost: 0, givenUp: 0 }

  constructor(world: World) {
    this.#world = world
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

  /** Counts what is done meanwhile as under way. */
  async during<Result>(act: () => Promise<Result>): Promise<Result> {
    this.#open++
    try {
      return await act()
    } finally {
      this.#done()
    }
  }

  /** @returns the callback's answer: its first 2xx, 3xx or 4xx, while other answers and silence are waited out */
  send({ callback, wabaId, changes, lane }: Outgoing, raw?: unknown): Promise<WebhookAnswer> {
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
          wabaId,
          appSecret: callback.appSecret,
          changes,
          raw,
          lane: overtakes ? `overtaking ${++this.#overtaking}` : lane,
          attempts: 0,
          since: Date.now(),
          settled: copy === 0 ? [resolve] : [],
        }
        const delay = settings.delayMs + (overtakes ? Math.ceil(random.next() * disorderMs) : 0)
        if (delay > 0) this.later(delay, () => this.#queue(callback.url, waiting))
        else this.#queue(callback.url, waiting)
      }
    })
  }

  #queue(url: string, waiting: Waiting): void {
    this.#open++
    this.#waiting++
    const line = this.#lineOf(url)
    line.add(waiting)
    if (this.#waiting > this.#world.settings.webhooksWaiting) line.giveUpOldest()
  }

  #lineOf(url: string): CallbackLine {
    const known = this.#lines.get(url)
    if (known) return known
    const line = new CallbackLine(url, {
      settings: this.#world.settings,
      post: (to, waiting) => this.#post(to, waiting),
      later: (milliseconds, act) => this.later(milliseconds, act),
      ended: (waiting, answer, isDelivered) => this.#ended(waiting, answer, isDelivered),
      refused: () => {
        this.counts.refused++
      },
      merged: () => {
        this.#waiting--
        this.#done()
      },
    })
    this.#lines.set(url, line)
    return line
  }

  async #post(url: string, { appSecret, wabaId, changes, raw }: Waiting): Promise<WebhookAnswer> {
    const seconds = Math.floor(this.#world.clock.now() / 1000)
    const body = metaJson(raw === undefined ? webhookEvent(wabaId, seconds, changes) : raw)
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': signature(body, appSecret),
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

  #ended(waiting: Waiting, answer: WebhookAnswer, isDelivered: boolean): void {
    this.#waiting--
    if (isDelivered) this.counts.delivered++
    else this.counts.givenUp++
    for (const settle of waiting.settled) settle(answer)
    this.#done()
  }

  #done(): void {
    if (this.#isClosed) return
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
    for (const line of this.#lines.values()) {
      for (const { settled } of line.close()) {
        for (const settle of settled) settle({ status: 0, body: 'the simulator stopped' })
      }
    }
    this.#open = 0
    for (const idle of this.#idlers.splice(0)) idle()
    await this.#agent.destroy()
  }
}
