import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AnswerBody } from '../harness/api.ts'

/** What the clients of a run met together. */
export class Encounters {
  retried = 0
  /** refused or broken connections, and 503s while the database was away */
  readonly setbacks = new Map<string, number>()

  meet(what: string): void {
    this.setbacks.set(what, (this.setbacks.get(what) ?? 0) + 1)
  }
}

const givesUpMs = 90_000
const slowestAnswerMs = 30_000

/** A program of a customer's, well written: it sends a request again, under the same Idempotency-Key, until it is answered. */
export class PersistentClient {
  readonly #url: string
  readonly #key: string
  readonly #encounters: Encounters

  constructor(url: string, key: string, encounters: Encounters) {
    this.#url = url
    this.#key = key
    this.#encounters = encounters
  }

  /** Reads, or writes what may be written twice. @throws Error for an answer that no crash excuses */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<AnswerBody> {
    const { status, answer } = await this.attempt(method, path, body, headers)
    if (status === 200) return answer
    throw new Error(`${method} ${path} ${JSON.stringify(body)?.slice(0, 300)}: ${status} ${answer._errors?.join(' ')}`)
  }

  write(method: string, path: string, body?: unknown): Promise<AnswerBody> {
    return this.send(method, path, body, { 'idempotency-key': randomUUID() })
  }

  /** The first answer that the server really gave. */
  async attempt(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; answer: AnswerBody }> {
    const deadline = Date.now() + givesUpMs
    for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
      const setback = await this.#try(method, path, body, headers)
      if (typeof setback === 'object') return setback
      this.#encounters.meet(setback)
      if (Date.now() > deadline)
        throw new Error(`${method} ${path} was not answered in time; the last was: ${setback}.`)
      this.#encounters.retried++
      await sleep(pause)
    }
  }

  async #try(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<{ status: number; answer: AnswerBody } | string> {
    try {
      const response = await fetch(this.#url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.#key}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(slowestAnswerMs),
      })
      const answer = (await response.json()) as AnswerBody
      const { status } = response
      const code = answer._meta?.errors?.[0]?.code
      if (status >= 500 || status === 429 || code === 'idempotency_race') return `${status} ${code}`
      return { status, answer }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if (error.name === 'TimeoutError') return 'no answer in 30 s'
      return (error.cause as { code?: string } | undefined)?.code ?? error.message
    }
  }
}
