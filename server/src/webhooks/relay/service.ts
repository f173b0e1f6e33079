import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { Database, Tx } from '../../database/database.ts'
import { listTeams } from '../../database/global-lookups.ts'
import type { Models } from '../../platform/model/service.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import type { Processes } from '../../platform/processes/service.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Scope } from '../../scope.ts'
import { shownMessages } from '../../whatsapp/messages/shown.ts'
import { chosenBy, findTakers, type Notice, queueWebhooks } from '../queue.ts'
import { eventBody, isAboutMessage, isAboutProcess } from './event-body.ts'
import * as store from './store.ts'
import { noticeOfTemplate, tellsOfSending, templateNotice } from './template-notice.ts'

export interface RelayParts {
  db: Database
  models: Models
  processes: Processes
  logger: FastifyBaseLogger
  /** deliveries were queued */
  queued: () => void
}

/** Events that one transaction turns into deliveries. */
const chunk = 500
const lookMs = 500
const teamsMs = 5_000

/**
 * Turns the engine's events into deliveries. Each team has a place in the order of its events; a chunk's deliveries and the new place are written in one
 * transaction by whoever holds the place, so that no event is left out or queued twice, however many workers there are and whenever they die.
 */
export class Relays {
  readonly #parts: RelayParts
  readonly #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #teamsReadAt = Number.NEGATIVE_INFINITY

  constructor(parts: RelayParts) {
    this.#parts = parts
  }

  /** To be called when an endpoint for events is made: what happens after that is relayed. */
  begin(tx: Tx, scope: Pick<Scope, 'teamId'>): Promise<void> {
    return store.beginRelay(tx, scope)
  }

  start(): void {
    this.#running = this.#run()
  }

  /** An endpoint was changed, perhaps in a team that is new. */
  reload(): void {
    this.#teamsReadAt = Number.NEGATIVE_INFINITY
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { db, logger } = this.#parts
    const { signal } = this.#stopping
    let teamIds: string[] = []
    while (!signal.aborted) {
      try {
        if (performance.now() - this.#teamsReadAt > teamsMs) {
          this.#teamsReadAt = performance.now()
          teamIds = (await listTeams(db)).map(({ teamId }) => teamId)
        }
        for (const teamId of await store.findTeamsToRelay(db, teamIds)) await this.#relayTeam(teamId)
      } catch (error) {
        logger.warn({ err: error }, 'events could not be turned into webhooks for a moment; trying again')
      }
      await sleep(lookMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** A team whose events can't be told holds up no other. */
  async #relayTeam(teamId: string): Promise<void> {
    try {
      while (!this.#stopping.signal.aborted && (await this.#relayChunk(operatorScope(teamId))));
    } catch (error) {
      this.#parts.logger.error(
        { err: error, team: teamId },
        'events of a team could not be turned into webhooks; trying again',
      )
    }
  }

  /** Answers whether there may be more. */
  async #relayChunk(scope: Scope): Promise<boolean> {
    const { db, models, queued } = this.#parts
    const model = await models.of(scope)
    const { count, hasMore } = await db.transaction().execute(async (tx) => {
      const place = await store.claimRelay(tx, scope)
      if (!place) return { count: 0, hasMore: false }
      const events = await store.findEventsAfter(tx, scope, place, chunk)
      const last = events.at(-1)
      if (!last) return { count: 0, hasMore: false }
      const notices = await this.#noticesOf(tx, scope, model, events)
      await store.moveRelay(tx, scope, last)
      return { count: await queueWebhooks(tx, scope, notices), hasMore: events.length === chunk }
    })
    if (count > 0) queued()
    return hasMore
  }

  async #noticesOf(tx: Tx, scope: Scope, model: TeamModel, events: readonly store.RelayedEvent[]): Promise<Notice[]> {
    const takers = await findTakers(tx, scope)
    const chosen = events.filter(({ kind, procedureId }) => chosenBy(takers, { pluginId: null, kind, procedureId }))
    const isTemplateTold = takers.some(
      (taker) => taker.kind === 'PASS_THROUGH' && taker.events.includes(templateNotice),
    )
    const sent = isTemplateTold ? events.filter(tellsOfSending) : []
    const subjects = {
      processes: await this.#parts.processes.shown(tx, scope, model, idsOf(chosen.filter(isAboutProcess))),
      messages: await shownMessages(tx, scope, idsOf([...chosen.filter(isAboutMessage), ...sent])),
    }
    return [
      ...chosen.map(
        (event): Notice => ({
          pluginId: null,
          kind: event.kind,
          about: event.subjectId,
          procedureId: event.procedureId,
          body: eventBody(scope, model, event, subjects),
        }),
      ),
      ...sent.flatMap(({ subjectId }) => noticeOfTemplate(subjects.messages.get(subjectId)) ?? []),
    ]
  }
}

const idsOf = (events: readonly store.RelayedEvent[]): string[] => [
  ...new Set(events.map(({ subjectId }) => subjectId)),
]
