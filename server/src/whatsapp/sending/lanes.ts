import { setTimeout as sleep } from 'node:timers/promises'
import { NadiError } from '../../errors.ts'
import { addJob } from '../../jobs/add.ts'
import type { JobHandler } from '../../jobs/tasks.ts'
import type { TakeOver } from '../messages/senders.ts'
import { type LaneKey, nameOf } from './lane.ts'
import { type LaneParts, LaneRunner } from './lane-runner.ts'
import { dropLanesOf } from './lanes.store.ts'
import { findIdleLanes } from './queue.store.ts'
import { stopLane } from './stop-lane.ts'

const againMs = 2_000

/** The lanes that this server sends in. */
export class Lanes {
  readonly #parts: LaneParts
  readonly #stopping = new AbortController()
  readonly #running = new Map<string, { runner: LaneRunner; ended: Promise<void>; isAsked: boolean }>()

  constructor(parts: LaneParts) {
    this.#parts = parts
  }

  /** The queue's: something waits in a lane. It does not wait for the lane's end, which may be hours away. */
  readonly wake: JobHandler<'send-lane'> = async (lane) => {
    if (this.#stopping.signal.aborted) throw new Error('This server stops; another takes the lane.')
    const running = this.#running.get(nameOf(lane))
    if (running) {
      running.isAsked = true
      running.runner.nudge()
    } else this.#begin(lane)
  }

  /** The lanes that these servers held go to others. */
  readonly takeOver: TakeOver = async (teamId, deadSenders) => {
    await dropLanesOf(this.#parts.db, { teamId }, deadSenders)
    await this.revive(teamId)
  }

  /** Of upkeep: lanes that nobody looks after. */
  readonly revive = async (teamId: string): Promise<void> => {
    const { db } = this.#parts
    for (const lane of await findIdleLanes(db, { teamId })) {
      await db.transaction().execute((tx) => addJob(tx, 'send-lane', lane, { jobKey: `revived ${nameOf(lane)}` }))
    }
  }

  /** Lets what is under way come to its end, and leaves the rest to other servers. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all([...this.#running.values()].map(({ ended }) => ended))
  }

  #begin(lane: LaneKey): void {
    const runner = new LaneRunner(this.#parts, lane, this.#stopping.signal)
    const entry = { runner, ended: Promise.resolve(), isAsked: false }
    this.#running.set(nameOf(lane), entry)
    entry.ended = this.#run(lane, runner).then(() => {
      this.#running.delete(nameOf(lane))
      // asked while it was leaving: it may have missed what came
      if (entry.isAsked && !this.#stopping.signal.aborted) this.#begin(lane)
    })
  }

  async #run(lane: LaneKey, runner: LaneRunner): Promise<void> {
    const { signal } = this.#stopping
    do {
      try {
        return await runner.run()
      } catch (error) {
        if (error instanceof NadiError) return this.#giveUp(lane, error)
        this.#parts.logger.warn({ err: error, lane }, 'a lane of messages was interrupted; going on with it')
      }
      await sleep(againMs, undefined, { signal }).catch(() => undefined)
    } while (!signal.aborted)
  }

  /** The number is not connected any more: what waits is told so. */
  async #giveUp(lane: LaneKey, error: NadiError): Promise<void> {
    try {
      await stopLane(this.#parts.db, lane, error)
    } catch (failure) {
      this.#parts.logger.warn(
        { err: failure, lane },
        'a lane without a number could not be emptied; upkeep tries again',
      )
    }
  }
}
