import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Problem } from '../../errors.ts'
import { concernsOneRow } from '../../platform/background-jobs/chunk-failure.ts'
import { type LaterOutcome, settleEntries } from '../../platform/background-jobs/later-outcomes.ts'
import { putBack, type Settled, settleMessages } from '../messages/in-bulk.ts'
import type { Claimed } from './claim.ts'
import type { LaneKey } from './lane.ts'
import { holdBack, insertQueued } from './queue.store.ts'
import { stopJob } from './stop-job.ts'
import type { Turns } from './turns.ts'

/** How a claimed message ended. */
export type Completion = Claimed &
  (
    | { settled: Settled; problems: Problem[] | null; stopsJob?: string | undefined }
    | { again: { notBefore: Date; holdsRecipient: boolean; counts: boolean } }
  )

const flushEveryMs = 100
const flushAt = 200
const retryMs = 500

/** Writes down how messages ended, many at once. What could not be written is kept and tried again. */
export class Completions {
  readonly #db: Database
  readonly #lane: LaneKey
  readonly #senderId: string
  readonly #turns: Turns
  readonly #logger: FastifyBaseLogger
  #waiting: Completion[] = []
  #timer: NodeJS.Timeout | undefined
  #isBehind = false

  constructor(parts: { db: Database; lane: LaneKey; senderId: string; turns: Turns; logger: FastifyBaseLogger }) {
    this.#db = parts.db
    this.#lane = parts.lane
    this.#senderId = parts.senderId
    this.#turns = parts.turns
    this.#logger = parts.logger
  }

  /** How many are not written down yet. */
  get size(): number {
    return this.#waiting.length
  }

  /** Something could not be written, or nobody knows whether it was: until it is, nothing may be taken that it may have given back. */
  get isBehind(): boolean {
    return this.#isBehind
  }

  add(completion: Completion): void {
    this.#waiting.push(completion)
    if (this.#waiting.length >= flushAt) this.#flushSoon(0)
    else this.#flushSoon(flushEveryMs)
  }

  /** Resolves when all that was added is written down, or `giveUp` says that it is no use. */
  async drain(giveUp: AbortSignal): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = undefined
    do {
      await this.#flush()
      if (this.#waiting.length > 0) await sleep(retryMs)
    } while (this.#waiting.length > 0 && !giveUp.aborted)
  }

  #flushSoon(ms: number): void {
    if (this.#timer && ms > 0) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#flush()
    }, ms)
  }

  /** One after the other, so that a row's completions stay in their order, and never beside a claim. */
  #flush(): Promise<void> {
    return this.#turns.take(async () => {
      const batch = this.#waiting.splice(0)
      if (batch.length === 0) return
      try {
        await inTransaction(this.#db, {}, (tx) => this.#write(tx, batch))
        this.#isBehind = false
      } catch (error) {
        this.#logger.warn(
          { err: error, count: batch.length },
          'how messages ended could not be written down; trying again',
        )
        if (concernsOneRow(error)) await this.#writeAlone(batch)
        else this.#waiting.unshift(...batch)
        this.#isBehind = this.#waiting.length > 0
        if (this.#isBehind && !this.#timer) this.#flushSoon(retryMs)
      }
    })
  }

  /** One of them is to blame, and must not hold up the others: that one is for a person to settle. */
  async #writeAlone(batch: readonly Completion[]): Promise<void> {
    for (const each of batch) {
      try {
        await inTransaction(this.#db, {}, (tx) => this.#write(tx, [each]))
      } catch (error) {
        if (!concernsOneRow(error)) this.#waiting.push(each)
        else {
          this.#logger.error({ err: error, message: each.queued.id }, 'how a message ended could not be written down')
          this.#waiting.push(asUnconfirmed(each))
        }
      }
    }
  }

  async #write(tx: Tx, batch: readonly Completion[]): Promise<void> {
    const { teamId } = this.#lane
    const settled = batch.filter((each) => 'settled' in each)
    const again = batch.filter((each) => 'again' in each)
    if (settled.length > 0) {
      await settleMessages(
        tx,
        { teamId },
        settled.map((each) => each.settled),
      )
    }
    if (again.length > 0) await this.#putBack(tx, again)
    for (const [jobId, outcomes] of byJob(settled)) await settleEntries(tx, { teamId }, jobId, outcomes)
    for (const { queued, stopsJob } of settled) {
      if (stopsJob && queued.jobId) await stopJob(tx, { teamId }, queued.jobId, stopsJob)
    }
  }

  async #putBack(tx: Tx, again: readonly Extract<Completion, { again: unknown }>[]): Promise<void> {
    const ids = again.map(({ queued }) => queued.id)
    const back = await putBack(tx, this.#lane, ids, this.#senderId)
    await insertQueued(
      tx,
      this.#lane,
      again
        .filter(({ queued }) => back.has(queued.id))
        .map(({ queued, again: { notBefore, counts } }) => ({
          ...queued,
          isStored: true,
          notBefore,
          attempts: queued.attempts + (counts ? 1 : 0),
        })),
    )
    const held = again.filter((each) => each.again.holdsRecipient)
    if (held.length === 0) return
    const until = new Map<string, Date>()
    for (const { queued, again: how } of held) {
      const other = until.get(queued.address)
      if (!other || other < how.notBefore) until.set(queued.address, how.notBefore)
    }
    await holdBack(
      tx,
      this.#lane,
      [...until].map(([address, at]) => ({ address, until: at })),
    )
  }
}

function byJob(settled: readonly Extract<Completion, { settled: unknown }>[]): Map<string, LaterOutcome[]> {
  const jobs = new Map<string, LaterOutcome[]>()
  for (const { queued, settled: how, problems } of settled) {
    if (queued.jobId === null || queued.entryIndex === null) continue
    const isUnconfirmed = how.deliveryStatus === 'UNCONFIRMED'
    const outcome: LaterOutcome = {
      index: queued.entryIndex,
      status: how.deliveryStatus === 'FAILED' || isUnconfirmed ? 'ERROR' : 'SUCCESS',
      isUnconfirmed,
      chatMessageId: queued.id,
      processId: queued.processId,
      errors: problems,
    }
    jobs.set(queued.jobId, [...(jobs.get(queued.jobId) ?? []), outcome])
  }
  return jobs
}

const asUnconfirmed = ({ queued, row }: Completion): Completion => ({
  queued,
  row,
  settled: { id: row.id, externalId: null, deliveryStatus: 'UNCONFIRMED', errors: null },
  problems: [
    {
      code: 'unconfirmed',
      message: "Meta's answer could not be kept, so it is not known what became of this message.",
    },
  ],
})
