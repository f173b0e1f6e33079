import type { ServerResponse } from 'node:http'
import type { TeamModel } from '../../platform/model/types.ts'
import type { Scope } from '../../scope.ts'
import { Audience } from './audience.ts'

/** as Fastify keeps them */
export type Headers = Readonly<Record<string, number | string | string[] | undefined>>

/** What may wait for a client that does not read, in bytes; then it is let go, and comes back with what it saw last. */
const mostWaiting = 1024 * 1024

/** One client that listens. */
export class OpenStream {
  readonly teamId: string
  /** when its credentials were last looked at, by the clock of `performance` */
  judgedAt = performance.now()
  readonly #response: ServerResponse
  readonly #headers: Headers
  #scope: Scope
  #audience: Audience | undefined
  /** what came before it begins; null from then on */
  #held: string[] | null = []

  constructor({ response, headers, scope }: { response: ServerResponse; headers: Headers; scope: Scope }) {
    this.#response = response
    this.#headers = headers
    this.#scope = scope
    this.teamId = scope.teamId
  }

  get scope(): Scope {
    return this.#scope
  }

  /** Who it is now, by a look at its credentials. */
  judged(scope: Scope): void {
    this.judgedAt = performance.now()
    this.#scope = scope
  }

  audience(model: TeamModel): Audience {
    if (this.#audience?.scope !== this.#scope || this.#audience.model !== model) {
      this.#audience = new Audience(this.#scope, model)
    }
    return this.#audience
  }

  send(text: string): void {
    if (text === '') return
    if (this.#held) this.#held.push(text)
    else this.#write(text)
  }

  /** Begins the answer: `first` goes before what came until now, and from now on what comes is sent as it comes. */
  begin(first: string): void {
    if (this.isOver) return
    for (const [name, value] of Object.entries(this.#headers)) this.#response.setHeader(name, value ?? '')
    this.#response.writeHead(200)
    const held = this.#held ?? []
    this.#held = null
    this.#write(first + held.join(''))
  }

  end(): void {
    this.#response.end()
  }

  get isOver(): boolean {
    return this.#response.destroyed || this.#response.writableEnded
  }

  #write(text: string): void {
    if (this.isOver) return
    this.#response.write(text)
    if (this.#response.writableLength > mostWaiting) this.#response.destroy()
  }
}
