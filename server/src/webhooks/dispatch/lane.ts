import type { SigningSecrets } from '../secrets/signatures.ts'
import type { DueDelivery } from './store.ts'

export interface LaneLimits {
  /** requests to one endpoint at once */
  atOnce: number
  /** deliveries of one endpoint that are in memory, waiting for their turn */
  waiting: number
  /** so many failures in a row, and only single requests look whether it is back */
  failuresInRow: number
  /** the time between them: the first, doubled each time up to the longest */
  firstCoolMs: number
  longestCoolMs: number
}

export const usualLimits: LaneLimits = {
  atOnce: 20,
  waiting: 250,
  failuresInRow: 5,
  firstCoolMs: 1_000,
  longestCoolMs: 60_000,
}

export interface LaneDelivery extends DueDelivery {
  body: Buffer
}

/**
 * What this process knows of an endpoint that it delivers to: what is to be sent in which order, what is under way, and whether the endpoint answers at all.
 * Deliveries begin in their order, a few at once; two about the same thing are never under way together; one that fails comes again later and
 * holds nothing up.
 */
export class Lane {
  readonly teamId: string
  readonly endpointId: string
  url = ''
  secrets: SigningSecrets = { current: '', next: null }
  /** when its last success was noted, by the clock of performance.now() */
  notedAt = Number.NEGATIVE_INFINITY
  isFailing = false
  /** the last look found nothing more that is due */
  isEmptied = false
  isActive = true
  /** when it was last of use, by the clock of performance.now() */
  usedAt = 0
  /** until then the lease is surely held, by the same clock */
  heldUntil = 0
  readonly #limits: LaneLimits
  readonly #waiting: LaneDelivery[] = []
  readonly #underWay = new Map<string, LaneDelivery>()
  readonly #ended = new Set<string>()
  readonly #subjects = new Set<string>()
  #failuresInRow = 0
  #coolUntil = 0
  #coolMs = 0

  constructor({ teamId, endpointId }: { teamId: string; endpointId: string }, limits: LaneLimits) {
    this.teamId = teamId
    this.endpointId = endpointId
    this.#limits = limits
  }

  /** How many more it wants to be given; a multiple at once, so that few are asked for often. */
  places(now: number): number {
    if (!this.isActive || this.isCooling(now)) return 0
    const { waiting, atOnce } = this.#limits
    return this.#waiting.length > atOnce ? 0 : waiting - this.#waiting.length
  }

  give(deliveries: readonly LaneDelivery[]): void {
    this.#waiting.push(...deliveries)
  }

  /** The next to send, if one may be sent now; it is under way from then on. */
  take(now: number): LaneDelivery | undefined {
    if (!this.isActive || this.isCooling(now) || now >= this.heldUntil) return undefined
    if (this.#underWay.size >= (this.#isSuspect ? 1 : this.#limits.atOnce)) return undefined
    const index = this.#waiting.findIndex(({ about }) => about === null || !this.#subjects.has(about))
    const [delivery] = index === -1 ? [] : this.#waiting.splice(index, 1)
    if (!delivery) return undefined
    this.usedAt = now
    this.#underWay.set(delivery.id, delivery)
    if (delivery.about !== null) this.#subjects.add(delivery.about)
    return delivery
  }

  /** @param ended.coolMs the endpoint asked not to be sent anything for so long */
  end(delivery: LaneDelivery, now: number, ended: { succeeded: boolean; coolMs: number }): void {
    this.#underWay.delete(delivery.id)
    if (delivery.about !== null) this.#subjects.delete(delivery.about)
    if (ended.succeeded) {
      this.#failuresInRow = 0
      this.#coolMs = 0
    } else if (++this.#failuresInRow >= this.#limits.failuresInRow && now >= this.#coolUntil) {
      // what fails meanwhile was under way before
      const { firstCoolMs, longestCoolMs } = this.#limits
      this.#coolMs = Math.min(this.#coolMs === 0 ? firstCoolMs : this.#coolMs * 2, longestCoolMs)
    }
    if (now >= this.#coolUntil) this.#coolUntil = now + this.#coolMs
    this.#coolUntil = Math.max(this.#coolUntil, now + ended.coolMs)
    this.#ended.add(delivery.id)
  }

  /** What came of it is written: it is no longer due. */
  settled(deliveryId: string): void {
    this.#ended.delete(deliveryId)
  }

  /** Forgets what waits here: the rows of it are still due. */
  clear(): void {
    this.#waiting.length = 0
  }

  isCooling(now: number): boolean {
    return now < this.#coolUntil
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0 && this.#underWay.size === 0 && this.#ended.size === 0
  }

  /** All that it knows of, which need not be fetched. */
  ids(): string[] {
    return [...this.#waiting.map(({ id }) => id), ...this.#underWay.keys(), ...this.#ended]
  }

  get #isSuspect(): boolean {
    return this.#failuresInRow >= this.#limits.failuresInRow
  }
}
