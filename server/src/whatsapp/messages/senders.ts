import type { FastifyBaseLogger } from 'fastify'
import { isDatabaseAway } from '../../database/away.ts'
import type { Database } from '../../database/database.ts'
import { listTeams } from '../../database/global-lookups.ts'
import { inTransaction } from '../../database/transaction.ts'
import { recordEvents } from '../../events/record.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import { settleEntriesOf } from './batch-entries.ts'
import type { MessageRow } from './row.ts'
import * as store from './senders.store.ts'

export interface SenderTimes {
  everySeconds: number
  /** a server silent for so long is dead */
  silentSeconds: number
}

const usualTimes: SenderTimes = { everySeconds: 3, silentSeconds: 15 }

/** Goes on with what these servers were at. */
export type TakeOver = (teamId: string, deadSenders: readonly string[]) => Promise<void>

/**
 * This server as one that sends: its id stands in the messages whose call to Meta is under way, and it tells the others that it lives. The messages of
 * one that died are UNCONFIRMED: whoever notices marks them.
 */
export class Senders {
  readonly id: string
  readonly #db: Database
  readonly #logger: FastifyBaseLogger
  readonly #times: SenderTimes
  readonly #aftermath: TakeOver[] = []
  readonly #later: (() => Promise<void>)[] = []
  #started: Promise<void> | undefined
  #isReady = false
  #timer: NodeJS.Timeout | undefined
  #beating: Promise<void> = Promise.resolve()
  #lastBeat = 0

  constructor(parts: { db: Database; logger: FastifyBaseLogger; newId: () => string; times?: SenderTimes }) {
    this.id = parts.newId()
    this.#db = parts.db
    this.#logger = parts.logger
    this.#times = parts.times ?? usualTimes
  }

  /** Lets others take over what a server that died was at; for each team. */
  whenOneDied(takeOver: TakeOver): void {
    this.#aftermath.push(takeOver)
  }

  /** Before the first message goes out, this server is known: so one that dies leaves none behind that nobody marks. */
  ready(): Promise<void> | undefined {
    if (this.#isReady) return undefined
    this.#started ??= this.#start()
    return this.#started
  }

  /** Tries again until it is done: what Meta has answered must not be lost to a database that is away for a moment. */
  untilDone(work: () => Promise<void>): void {
    this.#later.push(work)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#started?.catch(() => undefined)
    await this.#beating
    if (!this.#isReady) return
    try {
      await this.#doLater()
      // what could not be written down is for the others to mark
      if (this.#later.length === 0) await store.forgetSender(this.#db, this.id)
    } catch (error) {
      this.#logger.warn({ err: error }, 'this server could not leave in order; others find out that it is gone')
    }
  }

  async #start(): Promise<void> {
    try {
      await store.beat(this.#db, this.id)
    } catch (error) {
      this.#started = undefined
      throw error
    }
    this.#lastBeat = Date.now()
    this.#isReady = true
    this.#beating = this.#beat()
    this.#timer = setInterval(() => {
      this.#beating = this.#beating.then(() => this.#beat())
    }, this.#times.everySeconds * 1000)
    this.#timer.unref()
  }

  async #beat(): Promise<void> {
    const { silentSeconds } = this.#times
    try {
      await store.beat(this.#db, this.id)
      // after a time without the database all servers look silent: first they get a chance to beat again
      const wasSilent = Date.now() - this.#lastBeat > (silentSeconds * 1000) / 2
      this.#lastBeat = Date.now()
      await this.#doLater()
      if (!wasSilent) await this.#settleTheDead()
    } catch (error) {
      this.#logger.warn({ err: error }, 'the heartbeat of the sender failed; trying again')
    }
  }

  async #doLater(): Promise<void> {
    for (let work = this.#later[0]; work; work = this.#later[0]) {
      try {
        await work()
      } catch (error) {
        if (isDatabaseAway(error as Error)) throw error
        // another try would end the same, and hold up everything behind it; a person can settle such a message
        this.#logger.error({ err: error }, 'what Meta answered could not be written down')
      }
      this.#later.shift()
    }
  }

  async #settleTheDead(): Promise<void> {
    const dead = await store.findSilentSenders(this.#db, this.#times.silentSeconds)
    if (dead.length === 0) return
    for (const { teamId } of await listTeams(this.#db)) {
      const scope = operatorScope(teamId)
      const count = await inTransaction(this.#db, {}, async (tx) => {
        const messages = await store.markInterrupted(tx, scope, dead)
        const lost = messages.filter(({ deliveryStatus }) => deliveryStatus === 'UNCONFIRMED')
        await recordEvents(tx, scope, lost.map(interruption))
        await settleEntriesOf(tx, scope, messages)
        return lost.length
      })
      if (count > 0) this.#logger.warn({ teamId, count }, 'messages of a server that died are unconfirmed')
      for (const takeOver of this.#aftermath) await takeOver(teamId, dead)
    }
    await store.forgetSilentSenders(this.#db, dead, this.#times.silentSeconds)
  }
}

const interruption = (row: MessageRow) => ({
  kind: 'message.updated',
  subjectId: row.id,
  ...(row.procedureId && { procedureId: row.procedureId }),
  before: { deliveryStatus: 'PENDING' },
  after: { chat: row.chatId, deliveryStatus: 'UNCONFIRMED' },
})
