import { createHash } from 'node:crypto'
import { BoundedMap } from '../bounded.ts'

const countries: readonly [prefix: string, country: string][] = [
  ['91', 'IN'],
  ['1', 'US'],
  ['44', 'GB'],
  ['49', 'DE'],
  ['55', 'BR'],
  ['62', 'ID'],
  ['971', 'AE'],
]

/** Names of customers that hold for one business alone: `IN.13491208655302741918`. */
export class UserIds {
  readonly #waIds: BoundedMap<string, string>

  constructor(limit: number) {
    this.#waIds = new BoundedMap(limit)
  }

  of(businessId: string, waId: string): string {
    const number = createHash('sha256').update(`${businessId} ${waId}`).digest().readBigUInt64BE()
    const country = countries.find(([prefix]) => waId.startsWith(prefix))?.[1] ?? 'US'
    const id = `${country}.${String(number).padStart(20, '1')}`
    if (!this.#waIds.has(id)) this.#waIds.set(id, waId)
    return id
  }

  /** Whom the business means; undefined where it was never told this id. */
  waIdOf(businessId: string, userId: string): string | undefined {
    const waId = this.#waIds.get(userId)
    return waId !== undefined && this.of(businessId, waId) === userId ? waId : undefined
  }
}
