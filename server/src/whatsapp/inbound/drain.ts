import { hash } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import { isDatabaseAway } from '../../database/away.ts'
import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { addJob } from '../../jobs/add.ts'
import type { Scope } from '../../scope.ts'
import type { Plugin, Plugins } from '../plugins/service.ts'
import type { ApplyEvents } from './apply-events.ts'
import { type ChosenEvent, chooseEvents } from './choose-events.ts'
import * as store from './store.ts'

export const mostAttempts = 5
const mostAtOnce = 200
const askAgainMs = 60_000

/** How long an event that failed waits for its next attempt. */
const backoffMs = (attempts: number): number => 1_000 * 3 ** (attempts - 1)

interface Parts {
  db: Database
  plugins: Plugins
  apply: ApplyEvents
  newId: () => string
  logger: FastifyBaseLogger
}

/**
 * Works through a plugin's events, many in one transaction. Where such a transaction fails, each event gets one of its own, so that the one that
 * can't be applied is found and waits while the others go on.
 */
export class Drain {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Until nothing is left that could be worked on now, or another worker has the plugin. */
  async run(teamId: string, pluginId: string, stopping: AbortSignal): Promise<void> {
    const found = await this.#parts.plugins.ofWebhook(pluginId)
    if (found?.scope.teamId !== teamId) return
    let alone = 0
    while (!stopping.aborted) {
      const most = alone > 0 ? 1 : mostAtOnce
      let chosen: ChosenEvent[] = []
      try {
        const isDone = await inTransaction(this.#parts.db, {}, async (tx) => {
          chosen = []
          if (!(await store.claimPlugin(tx, pluginId))) return true
          chosen = await chooseEvents(tx, found.scope, { id: pluginId, own: ownershipOf(found.plugin) }, most)
          if (chosen.length > 0) await this.#apply(tx, found.scope, found.plugin, chosen)
          return chosen.length === 0
        })
        if (isDone) return
        this.#parts.apply.committed()
        if (alone > 0) alone--
      } catch (error) {
        const [event, ...others] = chosen
        // not for lack of sense in the events
        if (!event || isDatabaseAway(error as Error)) throw error
        if (others.length > 0) alone = chosen.length
        else await this.#noteFailure(found.scope, event, error as Error)
      }
    }
  }

  async #apply(tx: Tx, scope: Scope, plugin: Plugin, events: readonly ChosenEvent[]): Promise<void> {
    await this.#parts.apply.run(
      tx,
      { scope, plugin },
      events.filter(({ read }) => read.parts.length > 0),
    )
    await store.settleEvents(tx, scope, events.map(toSettled))
    await this.#keepOthers(tx, scope, plugin, events)
    if (events.some(({ read }) => read.hasUnknownNumber)) await askForNumbers(tx, scope, plugin)
  }

  /** What is not ours of an event that is ours in part: kept as foreign by itself, so that it is applied once its number is known. */
  async #keepOthers(tx: Tx, scope: Scope, { id: pluginId }: Plugin, events: readonly ChosenEvent[]): Promise<void> {
    const others = events.flatMap(({ source: { receivedAt }, read: { mixed } }) => {
      if (!mixed) return []
      const body = Buffer.from(mixed.others)
      return { pluginId, id: this.#parts.newId(), digest: hash('sha256', body, 'buffer'), body, receivedAt }
    })
    if (others.length > 0) await store.insertForeign(tx, scope, others)
  }

  async #noteFailure(scope: Scope, { source }: ChosenEvent, error: Error): Promise<void> {
    const attempts = source.attempts + 1
    const tryAfter = attempts < mostAttempts ? new Date(Date.now() + backoffMs(attempts)) : null
    this.#parts.logger.error(
      { err: error, teamId: scope.teamId, inboundEventId: source.id, attempts },
      tryAfter ? 'an inbound event could not be applied; it will be tried again' : 'an inbound event was given up',
    )
    const message = error.message.replaceAll('\0', '').slice(0, 1_000)
    await inTransaction(this.#parts.db, {}, (tx) =>
      store.noteFailure(tx, scope, source.id, { error: message, attempts, tryAfter }),
    )
  }
}

/** The account may have got a number since it was read last. */
async function askForNumbers(tx: Tx, { teamId }: Scope, { id: pluginId, health }: Plugin): Promise<void> {
  if (Date.now() - (health?.checkedAt ?? 0) < askAgainMs) return
  await addJob(tx, 'plugin-check', { teamId, pluginId }, { jobKey: `plugin-check:${pluginId}` })
}

const ownershipOf = (plugin: Plugin) => ({
  wabaId: plugin.wabaId,
  phoneNumberIds: new Set(plugin.numbers.map(({ id }) => id)),
})

function toSettled({ source, read, unreadable }: ChosenEvent): store.Settled {
  if (unreadable) return { id: source.id, status: 'FAILED', error: unreadable }
  return { id: source.id, status: read.isForeign ? 'FOREIGN' : 'APPLIED', error: null }
}
