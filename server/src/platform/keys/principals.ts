import { hash } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { findKeyOwner } from '../../database/global-lookups.ts'
import { defaultRequestsPerMinute } from '../../http/rate-limits.ts'
import * as store from './store.ts'

/** Whom a valid key speaks for. */
export interface Principal {
  teamId: string
  keyId: string
  userId: string | null
  roleId: string
  requestsPerMinute: number
}

const maxAgeMs = 5_000
const mostCached = 10_000

interface Cached {
  principal: Principal
  checkedAt: number
}

/** Finds whom a key speaks for. Cached at most five seconds, and dropped when a key is changed or revoked. */
export class Principals {
  readonly #db: Database
  readonly #cached = new Map<string, Cached>()
  /** grows with each drop: what was being read meanwhile may be old and is not kept */
  #drops = 0

  constructor({ db }: { db: Database }) {
    this.#db = db
  }

  /** undefined for an unknown or revoked key. A synchronous value where the cache is fresh. */
  find(key: string): Principal | undefined | Promise<Principal | undefined> {
    const keyHash = hash('sha256', key, 'base64url')
    const cached = this.#cached.get(keyHash)
    if (cached && Date.now() - cached.checkedAt < maxAgeMs) return cached.principal
    return this.#look(keyHash)
  }

  dropAll(): void {
    this.#drops++
    this.#cached.clear()
  }

  async #look(keyHash: string): Promise<Principal | undefined> {
    const checkedAt = Date.now()
    const drops = this.#drops
    this.#cached.delete(keyHash)
    const owner = await findKeyOwner(this.#db, Buffer.from(keyHash, 'base64url'))
    const key = owner && (await store.findActiveKey(this.#db, owner))
    if (!owner || !key) return undefined
    await store.markKeyUsed(this.#db, owner)
    const principal = {
      ...owner,
      userId: key.userId,
      roleId: key.roleId,
      requestsPerMinute: key.requestsPerMinute ?? defaultRequestsPerMinute,
    }
    if (drops !== this.#drops) return principal
    if (this.#cached.size >= mostCached) this.#cached.clear()
    this.#cached.set(keyHash, { principal, checkedAt })
    return principal
  }
}
