import { hash } from 'node:crypto'

const maxAgeMs = 5_000
const mostCached = 10_000

interface Cached<Found> {
  found: Found
  checkedAt: number
}

/** What a secret opens (an API key, the token of a session), cached at most five seconds under the secret's hash. What opens nothing is not cached. */
export class CredentialCache<Found> {
  readonly #look: (secret: string) => Promise<Found | undefined>
  readonly #cached = new Map<string, Cached<Found>>()
  /** grows with each drop: what was being read meanwhile may be old and is not kept */
  #drops = 0

  constructor(look: (secret: string) => Promise<Found | undefined>) {
    this.#look = look
  }

  /** A synchronous value where the cache is fresh. */
  find(secret: string): Found | undefined | Promise<Found | undefined> {
    const secretHash = hash('sha256', secret, 'base64url')
    const cached = this.#cached.get(secretHash)
    if (cached && Date.now() - cached.checkedAt < maxAgeMs) return cached.found
    return this.#lookAnew(secret, secretHash)
  }

  dropAll(): void {
    this.#drops++
    this.#cached.clear()
  }

  /** Forgets those that `isMeant` says yes to. */
  drop(isMeant: (found: Found) => boolean): void {
    this.#drops++
    for (const [secretHash, { found }] of this.#cached) if (isMeant(found)) this.#cached.delete(secretHash)
  }

  async #lookAnew(secret: string, secretHash: string): Promise<Found | undefined> {
    const checkedAt = Date.now()
    const drops = this.#drops
    this.#cached.delete(secretHash)
    const found = await this.#look(secret)
    if (found === undefined || drops !== this.#drops) return found
    if (this.#cached.size >= mostCached) this.#cached.clear()
    this.#cached.set(secretHash, { found, checkedAt })
    return found
  }
}
