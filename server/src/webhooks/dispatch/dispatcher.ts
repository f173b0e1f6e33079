import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { Alarm } from '../../alarm.ts'
import type { Database } from '../../database/database.ts'
import { listTeams } from '../../database/global-lookups.ts'
import type { SafePost } from '../../outgoing/safe-post.ts'
import type { Secrets } from '../secrets/service.ts'
import { Lane, type LaneDelivery, type LaneLimits, usualLimits } from './lane.ts'
import { Outcomes } from './outcomes.ts'
import { Pauses } from './pauses.ts'
import { retryDelay, retryDelaysMs } from './retries.ts'
import { type Attempt, send } from './send.ts'
import * as store from './store.ts'

export interface DispatcherTimes {
  /** a worker silent for so long has lost its endpoints to the others */
  leaseMs: number
  /** how often it looks for endpoints that have something due */
  lookMs: number
  /** how often it looks for more for those that it holds */
  pollMs: number
  retryDelaysMs: readonly number[]
}

const usualTimes: DispatcherTimes = { leaseMs: 20_000, lookMs: 1_000, pollMs: 250, retryDelaysMs }

export interface DispatcherParts {
  db: Database
  secrets: Secrets
  safePost: SafePost
  logger: FastifyBaseLogger
  workerId: string
  times?: Partial<DispatcherTimes>
  limits?: Partial<LaneLimits>
}

type Chore = 'teams' | 'look' | 'refresh' | 'renewal' | 'dead'

const requestsAtOnce = 1_000
const lanesAtOnce = 500
const bodiesBytes = 16 * 1024 * 1024
const teamsMs = 5_000
/** what was queued may be that of a team that is new */
const wokenTeamsMs = 500
const refreshMs = 1_000
const idleMs = 5_000
const deadMs = 60_000
const graceMs = 2_000
const unableMs = 30_000
/** an endpoint that asks for patience is left alone for at most so long at a time */
const longestPatienceMs = 60 * 60_000

/**
 * Sends what is due. It holds each endpoint by a lease that no other worker has, so its deliveries need no claim of their own; when a worker dies, its
 * endpoints are taken by others, and what it sent without having written so is sent again, under the same webhook-id. Each endpoint has a lane, so
 * that a slow or dead one holds up nothing but itself.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts
  readonly #times: DispatcherTimes
  readonly #limits: LaneLimits
  readonly #lanes = new Map<string, Lane>()
  readonly #outcomes: Outcomes
  readonly #pauses: Pauses
  readonly #alarm = new Alarm()
  readonly #underWay = new Set<Promise<void>>()
  readonly #last: Record<Chore, number> = {
    teams: -teamsMs,
    look: Number.NEGATIVE_INFINITY,
    refresh: Number.NEGATIVE_INFINITY,
    renewal: Number.NEGATIVE_INFINITY,
    dead: Number.NEGATIVE_INFINITY,
  }
  /** teams whose secrets this server can't open, perhaps because another key sealed them: until when they are left to others */
  readonly #unable = new Map<string, number>()
  #teamIds: string[] = []
  #isWoken = false
  #isStopping = false
  #isStopped = false
  #running: Promise<void> = Promise.resolve()

  constructor(parts: DispatcherParts) {
    this.#parts = parts
    this.#times = { ...usualTimes, ...parts.times }
    this.#limits = { ...usualLimits, ...parts.limits }
    this.#outcomes = new Outcomes(parts)
    this.#pauses = new Pauses(parts)
  }

  start(): void {
    this.#running = this.#run()
  }

  /** Something was queued. */
  wake(): void {
    this.#isWoken = true
    this.#alarm.ring()
  }

  /** An endpoint, or what signs, was changed. */
  reload(): void {
    // perhaps in a team that is new
    this.#last.teams = Number.NEGATIVE_INFINITY
    this.#last.refresh = Number.NEGATIVE_INFINITY
    this.wake()
  }

  /** Lets what is under way come to an end, for a moment; what does not is sent again by whoever comes next. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#alarm.ring()
    await this.#running
    await Promise.race([Promise.all(this.#underWay), sleep(graceMs, undefined, { ref: false })])
    this.#isStopped = true
    await this.#outcomes.written()
    await this.#giveBack([...this.#lanes.values()])
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      try {
        await this.#turn()
      } catch (error) {
        this.#parts.logger.warn({ err: error }, 'webhooks could not be sent for a moment; trying again')
        await this.#alarm.wait(1_000)
      }
      if (!this.#isStopping) await this.#alarm.wait(this.#lanes.size > 0 ? this.#times.pollMs : this.#times.lookMs)
    }
  }

  async #turn(): Promise<void> {
    const isWoken = this.#isWoken
    this.#isWoken = false
    if (this.#isTime('teams', isWoken ? wokenTeamsMs : teamsMs)) {
      this.#teamIds = (await listTeams(this.#parts.db)).map(({ teamId }) => teamId)
    }
    let isNew = false
    if (this.#isTime('look', isWoken ? 0 : this.#times.lookMs)) isNew = await this.#takeLanes()
    if (this.#isTime('renewal', this.#times.leaseMs / 4)) await this.#renew()
    if (this.#isTime('refresh', isNew ? 0 : refreshMs)) await this.#refresh()
    await this.#fetch()
    this.#pump()
    await this.#leaveIdle()
    if (this.#isTime('dead', deadMs)) await this.#pauses.dead(this.#teamIds)
  }

  #isTime(what: Chore, everyMs: number): boolean {
    const now = performance.now()
    if (now - this.#last[what] < everyMs) return false
    this.#last[what] = now
    return true
  }

  async #takeLanes(): Promise<boolean> {
    const limit = lanesAtOnce - this.#lanes.size
    if (limit <= 0 || this.#teamIds.length === 0) return false
    const { workerId, db } = this.#parts
    const { leaseMs } = this.#times
    const asked = performance.now()
    const teamIds = this.#teamIds.filter((teamId) => (this.#unable.get(teamId) ?? 0) < asked)
    const taken = await store.takeLeases(db, { teamIds, workerId, leaseMs, limit })
    for (const lease of taken) {
      const lane = this.#lanes.get(lease.endpointId) ?? new Lane(lease, this.#limits)
      lane.usedAt = asked
      lane.heldUntil = asked + leaseMs
      this.#lanes.set(lease.endpointId, lane)
    }
    return taken.length > 0
  }

  async #renew(): Promise<void> {
    if (this.#lanes.size === 0) return
    const { workerId, db } = this.#parts
    const { leaseMs } = this.#times
    const asked = performance.now()
    const held = await store.renewLeases(db, workerId, [...this.#lanes.values()], leaseMs)
    const ids = new Set(held.map(({ endpointId }) => endpointId))
    for (const [id, lane] of this.#lanes) {
      if (ids.has(id)) lane.heldUntil = asked + leaseMs
      else {
        lane.clear()
        this.#lanes.delete(id)
      }
    }
  }

  /** Addresses, secrets and pauses as they are now. */
  async #refresh(): Promise<void> {
    if (this.#lanes.size === 0) return
    const { db, secrets } = this.#parts
    const destinations = await store.findDestinations(db, [...this.#lanes.values()])
    const byId = new Map(destinations.map((destination) => [destination.endpointId, destination]))
    const byTeam = Map.groupBy(destinations, ({ teamId }) => teamId)
    for (const [teamId, ofTeam] of byTeam) {
      const ids = ofTeam.map(({ endpointId }) => endpointId)
      try {
        const signing = await secrets.ofEndpoints(db, { teamId }, ids)
        for (const [endpointId, each] of signing) this.#laneOf(endpointId).secrets = each
      } catch (error) {
        this.#parts.logger.error(
          { err: error, team: teamId },
          'webhooks of a team could not be signed; trying again later',
        )
        this.#unable.set(teamId, performance.now() + unableMs)
        await this.#giveBack(ids.map((id) => this.#laneOf(id)))
      }
    }
    for (const [id, lane] of this.#lanes) {
      const destination = byId.get(id)
      lane.isActive = destination !== undefined
      if (destination) {
        lane.url = destination.url
        lane.isFailing ||= destination.failingSince !== null
      } else lane.clear()
    }
  }

  #laneOf(endpointId: string): Lane {
    const lane = this.#lanes.get(endpointId)
    if (!lane) throw new Error(`There is no lane of the endpoint ${endpointId}.`)
    return lane
  }

  async #fetch(): Promise<void> {
    const now = performance.now()
    const lanes = [...this.#lanes.values()]
    const wanted = lanes
      .map((lane) => ({ teamId: lane.teamId, endpointId: lane.endpointId, places: lane.places(now), lane }))
      .filter(({ places }) => places > 0)
    if (wanted.length === 0) return
    const known = wanted.flatMap(({ lane }) => lane.ids())
    const due = await store.findDue(this.#parts.db, wanted, known)
    const bodies = due.length > 0 ? await store.findBodies(this.#parts.db, distinct(due), bodiesBytes) : new Map()
    const byEndpoint = Map.groupBy(due, ({ endpointId }) => endpointId)
    for (const { lane, places } of wanted) {
      const found = byEndpoint.get(lane.endpointId) ?? []
      const whole: LaneDelivery[] = []
      for (const delivery of found) {
        const body: Buffer | undefined = bodies.get(delivery.payloadId)
        // the rest comes when there is room for it
        if (!body) break
        whole.push({ ...delivery, body })
      }
      lane.isEmptied = found.length < places && whole.length === found.length
      lane.give(whole)
    }
  }

  /** One of each lane, round after round, so that none comes first. */
  #pump(): void {
    if (this.#isStopping) return
    const now = performance.now()
    let lanes = [...this.#lanes.values()]
    while (lanes.length > 0 && this.#underWay.size < requestsAtOnce) {
      lanes = lanes.filter((lane) => {
        if (this.#underWay.size >= requestsAtOnce) return false
        return this.#startNext(lane, now)
      })
    }
  }

  #startNext(lane: Lane, now: number): boolean {
    const delivery = lane.take(now)
    if (!delivery) return false
    const sending = this.#deliver(lane, delivery).finally(() => {
      this.#underWay.delete(sending)
      if (this.#isStopping) return
      const then = performance.now()
      while (this.#startNext(lane, then));
      if (!lane.isEmptied && lane.places(then) > 0) this.#alarm.ring()
    })
    this.#underWay.add(sending)
    return true
  }

  async #deliver(lane: Lane, delivery: LaneDelivery): Promise<void> {
    const { url, secrets } = lane
    const { payloadId, body } = delivery
    const attempt = await send(this.#parts.safePost, { url, secrets, payloadId, body })
    if (this.#isStopped) return
    const succeeded = attempt.error === null
    const coolMs = succeeded ? 0 : Math.min(attempt.retryAfterMs ?? 0, longestPatienceMs)
    lane.end(delivery, performance.now(), { succeeded, coolMs })
    this.#outcomes.add(lane, this.#outcomeOf(delivery, attempt))
    if (attempt.status === 410) await this.#pauseGone(lane)
  }

  async #pauseGone(lane: Lane): Promise<void> {
    lane.isActive = false
    lane.clear()
    await this.#pauses.gone(lane).catch((error: unknown) => {
      this.#parts.logger.warn(
        { err: error },
        'a webhook endpoint that is gone could not be paused; it will be tried again',
      )
    })
  }

  #outcomeOf(delivery: LaneDelivery, attempt: Attempt): store.Outcome {
    const { status: responseStatus, retryAfterMs, error, ...rest } = attempt
    const succeeded = error === null
    // what waits for an endpoint that is gone has not failed
    const tries = responseStatus === 410 ? delivery.tries : delivery.tries + 1
    const again = { retryAfterMs, delays: this.#times.retryDelaysMs, random: Math.random }
    const delayMs = succeeded ? 0 : retryDelay(Math.max(tries, 1), again)
    return {
      ...rest,
      teamId: delivery.teamId,
      deliveryId: delivery.id,
      status: succeeded ? 'DELIVERED' : delayMs === undefined ? 'FAILED' : 'PENDING',
      tries,
      attempt: delivery.attempts + 1,
      delayMs: delayMs ?? 0,
      responseStatus,
      error,
    }
  }

  async #leaveIdle(): Promise<void> {
    const now = performance.now()
    const idle = [...this.#lanes.values()].filter(
      (lane) => lane.isIdle && !lane.isCooling(now) && (!lane.isActive || now - lane.usedAt > idleMs),
    )
    if (idle.length > 0) await this.#giveBack(idle)
  }

  async #giveBack(lanes: readonly Lane[]): Promise<void> {
    for (const lane of lanes) {
      lane.clear()
      this.#lanes.delete(lane.endpointId)
    }
    if (lanes.length === 0) return
    try {
      await store.giveLeasesBack(this.#parts.db, this.#parts.workerId, lanes)
    } catch (error) {
      this.#parts.logger.warn(
        { err: error },
        'webhook endpoints could not be given back; others take them when their lease has ended',
      )
    }
  }
}

function distinct(due: readonly store.DueDelivery[]): { teamId: string; payloadId: string }[] {
  return [...new Map(due.map(({ teamId, payloadId }) => [payloadId, { teamId, payloadId }])).values()]
}
