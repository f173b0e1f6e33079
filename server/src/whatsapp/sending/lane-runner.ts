import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { NadiError } from '../../errors.ts'
import { addJob } from '../../jobs/add.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import { sendMessage } from '../graph/calls/messages.ts'
import type { Graph } from '../graph/client.ts'
import { graphVersion } from '../graph/version.ts'
import { unconfirmed } from '../messages/batch-entries.ts'
import { settledBy, settledByError } from '../messages/sends.ts'
import { account, type PhoneNumber, type Plugin, type Plugins } from '../plugins/service.ts'
import { type Claimed, claimDue, requeueUnsent } from './claim.ts'
import { Completions } from './completions.ts'
import { type LaneKey, nameOf } from './lane.ts'
import * as lanes from './lanes.store.ts'
import { type Consent, optedOut } from './opted-out.ts'
import { Pace } from './pace.ts'
import { findNextDue } from './queue.store.ts'
import { throughputOf } from './throughput.ts'
import { Turns } from './turns.ts'
import { verdictOn } from './verdict.ts'

export interface LaneParts {
  db: Database
  graph: Graph
  plugins: Plugins
  consent: Consent
  senderId: string
  logger: FastifyBaseLogger
}

/** A server that dies leaves no more than about this share of a second's messages unconfirmed that had not left. */
const claimSeconds = 0.25
const mostUnderWay = 400
const leastUnderWay = 8
/** Beyond so many that are not written down, no more are sent. */
const mostUnwritten = 2_000
/** Where nothing is due for so long, the lane is given up until then. */
const idleSeconds = 30
const keepEveryMs = 4_000
const longestWaitMs = 1_000
const graceMs = 10_000

/** Sends what waits in one lane, at the pace of its number, for as long as this server holds the lane. */
export class LaneRunner {
  readonly #parts: LaneParts
  readonly #lane: LaneKey
  readonly #pace: Pace
  readonly #turns = new Turns()
  readonly #completions: Completions
  readonly #stopping: AbortSignal
  readonly #underWay = new Set<Promise<void>>()
  #nudge: (() => void) | undefined

  constructor(parts: LaneParts, lane: LaneKey, stopping: AbortSignal) {
    this.#parts = parts
    this.#lane = lane
    this.#stopping = stopping
    this.#pace = new Pace(throughputOf(undefined))
    this.#completions = new Completions({ ...parts, lane, turns: this.#turns })
  }

  /** Something new waits. */
  nudge(): void {
    this.#nudge?.()
  }

  /** Resolves when nothing is due soon, another server has the lane, or this one stops. */
  async run(): Promise<void> {
    const { db, senderId } = this.#parts
    if (!(await lanes.takeLane(db, this.#lane, senderId))) return
    // a claim keeps the lane, and so does this while none is made
    const keeping = setInterval(() => void lanes.keepLane(db, this.#lane, senderId).catch(() => undefined), keepEveryMs)
    try {
      await requeueUnsent(db, this.#lane, senderId)
      await this.#work()
    } finally {
      await this.#finish()
      clearInterval(keeping)
      if (this.#stopping.aborted) await this.#handOver()
    }
  }

  async #work(): Promise<void> {
    const { db, senderId, consent } = this.#parts
    while (!this.#stopping.aborted) {
      const from = await this.#number()
      this.#pace.setBest(throughputOf(from.number))
      const free = this.#places() - this.#underWay.size
      if (free <= 0 || this.#completions.isBehind || this.#completions.size >= mostUnwritten) {
        await this.#wait(20)
        continue
      }
      const limit = Math.max(1, Math.min(free, Math.ceil(this.#pace.rate * claimSeconds)))
      const claimed = await this.#turns.take(async () =>
        this.#completions.isBehind ? [] : claimDue(db, this.#lane, { senderId, limit, consent }),
      )
      if (claimed === undefined) return
      if (claimed.length > 0) await this.#dispatch(from, claimed)
      else if (await this.#rest()) return
    }
  }

  #number(): Promise<{ plugin: Plugin; number: PhoneNumber }> {
    const { teamId, pluginId, phoneNumberId } = this.#lane
    return this.#parts.plugins.withPhoneNumber(operatorScope(teamId), phoneNumberId, pluginId)
  }

  #places(): number {
    return Math.max(leastUnderWay, Math.min(mostUnderWay, Math.ceil(this.#pace.rate)))
  }

  /** Calls Meta for each, one after the other at the lane's pace, without waiting for the answers. */
  async #dispatch({ plugin }: { plugin: Plugin }, claimed: readonly Claimed[]): Promise<void> {
    for (const [index, each] of claimed.entries()) {
      if (each.isUnwanted) {
        this.#leaveOut(each)
        continue
      }
      for (let wait = this.#pace.take(); wait > 0; wait = this.#pace.take()) {
        if (this.#stopping.aborted) break
        await sleep(wait, undefined, { signal: this.#stopping }).catch(() => undefined)
      }
      if (this.#stopping.aborted) {
        const now = new Date()
        for (const rest of claimed.slice(index)) {
          this.#completions.add({ ...rest, again: { notBefore: now, holdsRecipient: false, counts: false } })
        }
        return
      }
      const call: Promise<void> = this.#call(plugin, each).finally(() => this.#underWay.delete(call))
      this.#underWay.add(call)
    }
  }

  #leaveOut({ queued, row }: Claimed): void {
    const error = optedOut(row.address, queued.consentCategory ?? '')
    this.#completions.add({ queued, row, settled: settledByError(row.id, error), problems: error.problems })
  }

  async #call(plugin: Plugin, { queued, row }: Claimed): Promise<void> {
    try {
      const accepted = await sendMessage(this.#parts.graph, account(plugin), {
        version: graphVersion,
        phoneNumberId: this.#lane.phoneNumberId,
        body: { ...row.body, biz_opaque_callback_data: row.callbackData ?? row.id },
      })
      this.#completions.add({ queued, row, settled: settledBy(row.id, accepted), problems: null })
    } catch (error) {
      this.#fail({ queued, row }, error)
    }
  }

  #fail(claimed: Claimed, error: unknown): void {
    const { row, queued } = claimed
    if (!(error instanceof NadiError)) {
      this.#parts.logger.error({ err: error, message: row.id }, 'a message of a queue failed unexpectedly')
      const settled = { id: row.id, externalId: null, deliveryStatus: 'UNCONFIRMED' as const, errors: null }
      this.#completions.add({ ...claimed, settled, problems: [unconfirmed] })
      return
    }
    const verdict = verdictOn(error, queued.attempts)
    if (verdict.kind === 'again') {
      if (verdict.slowDown) this.#pace.slowDown()
      if (verdict.pauseMs > 0) this.#pace.pause(verdict.pauseMs)
      const notBefore = new Date(Date.now() + verdict.afterMs)
      this.#completions.add({ ...claimed, again: { notBefore, holdsRecipient: verdict.holdRecipient, counts: true } })
      return
    }
    this.#completions.add({
      ...claimed,
      settled: settledByError(row.id, error),
      problems: verdict.kind === 'unconfirmed' ? [unconfirmed] : error.problems,
      ...(verdict.kind === 'failed' &&
        verdict.stopsBatch && { stopsJob: `${error.message} The rows that are left were not tried.` }),
    })
  }

  /** Nothing is due. Answers whether the lane is given up. */
  async #rest(): Promise<boolean> {
    const { db, senderId } = this.#parts
    if (this.#underWay.size > 0 || this.#completions.size > 0) {
      await this.#wait(50)
      return false
    }
    const due = await findNextDue(db, this.#lane)
    const waitMs = due ? due.getTime() - Date.now() : Number.POSITIVE_INFINITY
    if (waitMs < idleSeconds * 1000) {
      await this.#wait(Math.min(longestWaitMs, Math.max(5, waitMs)))
      return false
    }
    return inTransaction(db, {}, async (tx) => {
      if (!(await lanes.leaveLane(tx, this.#lane, { senderId, idleSeconds }))) return false
      const next = await findNextDue(tx, this.#lane)
      if (!next) return true
      const delaySeconds = Math.max(0, (next.getTime() - Date.now()) / 1000)
      await addJob(tx, 'send-lane', this.#lane, { delaySeconds, jobKey: `later ${nameOf(this.#lane)}` })
      return true
    })
  }

  /** Waits for what is under way, and until all of it is written down; but not for ever where this server stops. */
  async #finish(): Promise<void> {
    const giveUp = this.#stopping.aborted ? AbortSignal.timeout(graceMs) : new AbortController().signal
    const ended = Promise.all(this.#underWay)
    await (this.#stopping.aborted ? Promise.race([ended, sleep(graceMs, undefined, { ref: false })]) : ended)
    await this.#completions.drain(giveUp)
  }

  /** What is left is for another server, at once. */
  async #handOver(): Promise<void> {
    const { db, senderId } = this.#parts
    await inTransaction(db, {}, async (tx) => {
      if (!(await lanes.dropLane(tx, this.#lane, senderId))) return
      if (await findNextDue(tx, this.#lane)) await addJob(tx, 'send-lane', this.#lane)
    })
  }

  async #wait(ms: number): Promise<void> {
    const nudged = new AbortController()
    this.#nudge = () => nudged.abort()
    const signal = AbortSignal.any([nudged.signal, this.#stopping])
    await sleep(ms, undefined, { signal }).catch(() => undefined)
    this.#nudge = undefined
  }
}
