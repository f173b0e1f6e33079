import type { Tx } from '../../database/database.ts'
import type { Followed } from '../../events/follower/service.ts'
import type { Place } from '../../events/follower/store.ts'
import type { Models } from '../../platform/model/service.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import type { Processes } from '../../platform/processes/service.ts'
import type { Scope } from '../../scope.ts'
import { shownMessages } from '../../whatsapp/messages/shown.ts'
import { chosenBy, findTakers, type Notice, queueWebhooks } from '../queue.ts'
import { eventBody, isAboutMessage, isAboutProcess } from './event-body.ts'
import { findEventsAfter, type RelayedEvent } from './store.ts'
import { noticeOfTemplate, tellsOfSending, templateNotice } from './template-notice.ts'

export interface RelayParts {
  models: Models
  processes: Processes
  /** deliveries were queued */
  queued: () => void
}

/** Events that one transaction turns into deliveries. */
const chunk = 500

/** Turns the engine's events into deliveries, as they are followed. */
export class Relay {
  readonly #parts: RelayParts

  constructor(parts: RelayParts) {
    this.#parts = parts
  }

  follow = async (tx: Tx, scope: Scope, place: Place): Promise<Followed | undefined> => {
    const { models, queued } = this.#parts
    const events = await findEventsAfter(tx, scope, place, chunk)
    const last = events.at(-1)
    if (!last) return undefined
    const count = await queueWebhooks(tx, scope, await this.#noticesOf(tx, scope, await models.of(scope), events))
    return { last, hasMore: events.length === chunk, ...(count > 0 && { committed: queued }) }
  }

  async #noticesOf(tx: Tx, scope: Scope, model: TeamModel, events: readonly RelayedEvent[]): Promise<Notice[]> {
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

const idsOf = (events: readonly RelayedEvent[]): string[] => [...new Set(events.map(({ subjectId }) => subjectId))]
