import type { FastifyReply } from 'fastify'
import type { Database } from '../database/database.ts'
import { TooManyRequests } from '../errors.ts'
import { leaseRequests } from './rate-limits.store.ts'

export const defaultRequestsPerMinute = 6_000
const windowMs = 60_000

export interface Limited {
  teamId: string
  /** a key or a session */
  clientId: string
  requestsPerMinute: number
}

interface Lease {
  windowStart: number
  /** requests of the lease that are left */
  left: number
  /** requests that no server had leased yet, when this one last looked */
  unleased: number
  renewing: Promise<void> | null
}

export interface Budget {
  limit: number
  remaining: number
  resetSeconds: number
}

/**
 * Requests a minute and client. A server leases them from PostgreSQL a block at a time, so that several servers share one limit and almost no
 * request waits for the database.
 */
export class RateLimits {
  readonly #db: Database
  readonly #leases = new Map<string, Lease>()

  constructor({ db }: { db: Database }) {
    this.#db = db
  }

  /** @throws TooManyRequests when the minute's requests are spent */
  take(key: Limited): Budget | Promise<Budget> {
    const lease = this.#leaseOf(key)
    if (lease.left > 0) return this.#spend(key, lease)
    return this.#renewAndTake(key, lease)
  }

  #leaseOf(key: Limited): Lease {
    const windowStart = Date.now() - (Date.now() % windowMs)
    const lease = this.#leases.get(key.clientId)
    if (lease?.windowStart === windowStart) return lease
    if (this.#leases.size > 10_000) this.#leases.clear()
    const fresh = { windowStart, left: 0, unleased: key.requestsPerMinute, renewing: null }
    this.#leases.set(key.clientId, fresh)
    return fresh
  }

  #spend(key: Limited, lease: Lease): Budget {
    lease.left--
    return this.#budget(key, lease)
  }

  #budget(key: Limited, lease: Lease): Budget {
    const resetSeconds = Math.max(1, Math.ceil((lease.windowStart + windowMs - Date.now()) / 1000))
    return { limit: key.requestsPerMinute, remaining: lease.left + lease.unleased, resetSeconds }
  }

  async #renewAndTake(key: Limited, lease: Lease): Promise<Budget> {
    while (lease.left === 0) {
      if (lease.unleased <= 0) {
        const { resetSeconds, limit } = this.#budget(key, lease)
        throw new RateLimited(limit, resetSeconds)
      }
      lease.renewing ??= this.#renew(key, lease).finally(() => {
        lease.renewing = null
      })
      await lease.renewing
    }
    return this.#spend(key, lease)
  }

  async #renew(key: Limited, lease: Lease): Promise<void> {
    const block = Math.max(1, Math.ceil(key.requestsPerMinute / 20))
    const { granted, unleased } = await leaseRequests(this.#db, key, new Date(lease.windowStart), block)
    lease.left += granted
    lease.unleased = unleased
  }
}

/** Headers of draft-ietf-httpapi-ratelimit-headers, in the widely read three-field form. */
export function tellBudget(reply: FastifyReply, { limit, remaining, resetSeconds }: Budget): void {
  void reply
    .header('ratelimit-limit', limit)
    .header('ratelimit-remaining', remaining)
    .header('ratelimit-reset', resetSeconds)
}

export class RateLimited extends TooManyRequests {
  readonly limit: number

  constructor(limit: number, retryAfterSeconds: number) {
    super(`The ${limit} requests of this minute are used.`, {
      hint: `Try again in ${retryAfterSeconds} s, send many rows in one bulk call, or ask an administrator to raise the key's limit.`,
      retryAfterSeconds,
    })
    this.limit = limit
  }

  tell(reply: FastifyReply): void {
    tellBudget(reply, { limit: this.limit, remaining: 0, resetSeconds: this.retryAfterSeconds ?? 0 })
  }
}
