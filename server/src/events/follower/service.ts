import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Database, Tx } from '../../database/database.ts'
import { listTeams } from '../../database/global-lookups.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Scope } from '../../scope.ts'
import * as store from './store.ts'

/** Events that were worked on in a transaction which is about to commit. */
export interface Followed {
  last: store.Place
  /** there may be more */
  hasMore: boolean
  /** to be called when they are committed */
  committed?: () => void
}

export interface FollowerParts {
  db: Database
  logger: FastifyBaseLogger
  places: store.Places
  /** follow every team from its first event on; else only those that `begin` was called for, from then on */
  followsAll: boolean
  /** how often to look for new events */
  lookMs: number
  /** what it is for, in a log: `webhooks` */
  purpose: string
  /** works on some events after a place; undefined where there are none */
  follow(tx: Tx, scope: Scope, place: store.Place): Promise<Followed | undefined>
}

const teamsMs = 5_000

/**
 * Works on the events of teams in their order, each once. A team has a place in that order; what comes of some events and the new place are written in one
 * transaction by whoever holds the place, so that none is left out or taken twice, however many workers there are and whenever they die.
 */
export class Follower {
  readonly #parts: FollowerParts
  readonly #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #teamsReadAt = Number.NEGATIVE_INFINITY

  constructor(parts: FollowerParts) {
    this.#parts = parts
  }

  /** From the transaction that asks on; where the team is followed already, as before. */
  begin(tx: Tx, scope: Pick<Scope, 'teamId'>): Promise<void> {
    return store.beginNow(tx, this.#parts.places, scope)
  }

  /** There may be a new team to follow. */
  reload(): void {
    this.#teamsReadAt = Number.NEGATIVE_INFINITY
  }

  start(): void {
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { db, logger, places, followsAll, lookMs, purpose } = this.#parts
    const { signal } = this.#stopping
    let teamIds: string[] = []
    while (!signal.aborted) {
      try {
        if (performance.now() - this.#teamsReadAt > teamsMs) {
          this.#teamsReadAt = performance.now()
          teamIds = (await listTeams(db)).map(({ teamId }) => teamId)
          if (followsAll) await store.beginAtFirst(db, places, teamIds)
        }
        for (const teamId of await store.findTeamsBehind(db, places, teamIds)) await this.#followTeam(teamId)
      } catch (error) {
        logger.warn({ err: error }, `events could not be followed for a moment, for ${purpose}; trying again`)
      }
      await sleep(lookMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** A team whose events can't be worked on holds up no other. */
  async #followTeam(teamId: string): Promise<void> {
    try {
      while (!this.#stopping.signal.aborted && (await this.#followSome(operatorScope(teamId))));
    } catch (error) {
      const { logger, purpose } = this.#parts
      logger.error({ err: error, team: teamId }, `events of a team could not be followed, for ${purpose}; trying again`)
    }
  }

  /** Answers whether there may be more. */
  async #followSome(scope: Scope): Promise<boolean> {
    const { db, places, follow } = this.#parts
    const followed = await db.transaction().execute(async (tx) => {
      const place = await store.claimPlace(tx, places, scope)
      const some = place && (await follow(tx, scope, place))
      if (some) await store.movePlace(tx, places, scope, some.last)
      return some
    })
    followed?.committed?.()
    return followed?.hasMore ?? false
  }
}
