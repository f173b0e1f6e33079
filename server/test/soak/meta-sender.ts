import { setTimeout as sleep } from 'node:timers/promises'
import { signed } from '../whatsapp/inbound/plugin-at-hand.ts'

const patience = 240_000

export interface Receiving {
  url: string
  pluginId: string
  appSecret: string
}

/** Sends events as Meta does: each again and again until it is answered with 200, several at a time. */
export class MetaSender {
  readonly #to: Receiving
  /** how many events were answered with 200 */
  accepted = 0
  /** how many attempts found no server, or one without its database */
  setbacks = 0
  hasFailed = false

  constructor(to: Receiving) {
    this.#to = to
  }

  /** @param atOnce one at a time keeps the order */
  async send(events: readonly object[], atOnce: number): Promise<void> {
    const queue = events.values()
    const work = async (): Promise<void> => {
      for (const event of queue) await this.#deliver(event)
    }
    try {
      await Promise.all(Array.from({ length: atOnce }, work))
    } catch (error) {
      this.hasFailed = true
      throw error
    }
  }

  async #deliver(event: object): Promise<void> {
    const { url, pluginId, appSecret } = this.#to
    const body = JSON.stringify(event)
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signed(appSecret, body) }
    const deadline = Date.now() + patience
    for (;;) {
      const status = await post(`${url}/webhooks/whatsapp/${pluginId}`, body, headers)
      if (status === 200) {
        this.accepted++
        return
      }
      if (status !== 503 && status !== undefined) throw new Error(`An event was answered with ${status}.`)
      if (Date.now() > deadline)
        throw new Error(`An event was not taken in time; the last answer was ${status ?? 'none'}.`)
      this.setbacks++
      await sleep(100)
    }
  }
}

/** The status; undefined where no server answered. */
async function post(url: string, body: string, headers: Record<string, string>): Promise<number | undefined> {
  try {
    const answer = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(30_000) })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    // refused, broken off, or too slow: Meta sends it again
    return undefined
  }
}
