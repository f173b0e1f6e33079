import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import { recordEvent } from '../../events/record.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import { findDeadEndpoints, type Leased, pauseEndpoint } from './store.ts'

const dead = { failingMs: 24 * 60 * 60 * 1_000, failures: 20 }

/** Pauses endpoints that are gone or dead, and tells of it: by an event, which other endpoints may take, and in the log. */
export class Pauses {
  readonly #db: Database
  readonly #logger: FastifyBaseLogger

  constructor({ db, logger }: { db: Database; logger: FastifyBaseLogger }) {
    this.#db = db
    this.#logger = logger
  }

  gone(endpoint: Leased): Promise<void> {
    const message = 'It answered 410, Gone. Deliveries wait; resume it when it is back.'
    return this.#pause(endpoint, 'GONE', message)
  }

  async dead(teamIds: readonly string[]): Promise<void> {
    for (const endpoint of await findDeadEndpoints(this.#db, teamIds, dead)) {
      const since = endpoint.failingSince.toISOString()
      const message = `Nothing got through since ${since}, in ${endpoint.failures} attempts. Deliveries wait; resume it when it is mended.`
      await this.#pause(endpoint, 'FAILING', message)
    }
  }

  async #pause(endpoint: Leased, reason: 'GONE' | 'FAILING', message: string): Promise<void> {
    const isNews = await this.#db.transaction().execute(async (tx) => {
      if (!(await pauseEndpoint(tx, endpoint, { reason, message }))) return false
      await recordEvent(tx, operatorScope(endpoint.teamId), {
        kind: 'webhook_endpoint.paused',
        subjectId: endpoint.endpointId,
        before: { status: 'ACTIVE' },
        after: { status: 'PAUSED', pauseReason: reason, pauseMessage: message },
      })
      return true
    })
    const { teamId, endpointId } = endpoint
    if (isNews) this.#logger.warn({ teamId, endpointId, reason }, 'a webhook endpoint was paused')
  }
}
