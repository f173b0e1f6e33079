import { hash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import type { Database } from '../../database/database.ts'
import { TooManyRequests } from '../../errors.ts'
import * as store from './store.ts'

const windowSeconds = 15 * 60
/** Failures within a window, after which no more is tried: on one account, from one address (behind which an office may sit). */
export const mostFailures = { username: 10, address: 100 }

export interface Attempt {
  /**
   * It did not fail. Failures before it stay: a username may name accounts of several teams, and whoever has one of them would else take another
   * ten guesses at the others with each success.
   */
  givenBack(): Promise<void>
}

/**
 * Counts failed attempts to prove who one is, in PostgreSQL, for all servers together. Each is counted before it is tried, so that many at once
 * are no more than many one after the other.
 */
export class Attempts {
  readonly #db: Database

  constructor({ db }: { db: Database }) {
    this.#db = db
  }

  /**
   * @param username as typed, of an account or of none
   * @throws TooManyRequests
   */
  async begin({ username, address }: { username: string; address: string }): Promise<Attempt> {
    const account = `username ${hash('sha256', username, 'base64url')}`
    const place = `address ${placeOf(address)}`
    await this.#take(place, mostFailures.address)
    await this.#take(account, mostFailures.username)
    return {
      givenBack: async () => {
        await store.giveAttemptBack(this.#db, place)
        await store.giveAttemptBack(this.#db, account)
      },
    }
  }

  /** Every hour: forgets the windows that are over. */
  readonly sweep = (): Promise<void> => store.deleteOver(this.#db)

  async #take(subject: string, most: number): Promise<void> {
    const { attempts, secondsLeft } = await store.takeAttempt(this.#db, subject, windowSeconds)
    if (attempts <= most) return
    throw new TooManyRequests('Too many attempts to sign in failed.', {
      code: 'too_many_attempts',
      hint: `Try again in ${Math.ceil(secondsLeft / 60)} minutes, or ask an administrator for a new password.`,
      retryAfterSeconds: Math.max(1, secondsLeft),
    })
  }
}

/** Whoever has one IPv6 address has a network of them (RFC 6177), so these count together. */
function placeOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString()
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16))
  return `${network.join(':')}::/64`
}
