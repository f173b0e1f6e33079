import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import type { Plugins } from '../plugins/service.ts'
import type { InboundEvent, InboundEventsQuery, WholeInboundEvent } from './events.types.ts'
import * as store from './store.ts'

/** For people who look into what Meta has sent. */
export class InboundEvents {
  readonly #db: Database
  readonly #plugins: Plugins

  constructor({ db, plugins }: { db: Database; plugins: Plugins }) {
    this.#db = db
    this.#plugins = plugins
  }

  /** Newest first. @throws NotFound where the team has no such plugin */
  async list(
    scope: Scope,
    pluginId: string,
    { status, limit, cursor }: InboundEventsQuery,
  ): Promise<{ events: InboundEvent[]; hasMore: boolean; cursor: string | null }> {
    const { id } = await this.#plugins.get(scope, pluginId)
    const page = { status, before: cursor ?? null, limit: limit + 1 }
    const rows = await store.listEvents(scope.transaction ?? this.#db, scope, id, page)
    const events = rows.slice(0, limit).map(present)
    const hasMore = rows.length > limit
    return { events, hasMore, cursor: hasMore ? (events.at(-1)?.id ?? null) : null }
  }

  /** With its body. */
  async fetch(scope: Scope, pluginId: string, eventId: string): Promise<WholeInboundEvent> {
    const { id } = await this.#plugins.get(scope, pluginId)
    const row = await store.findEvent(scope.transaction ?? this.#db, scope, id, eventId)
    if (!row) throw noSuchEvent(eventId)
    return { ...present(row), body: row.body.toString('utf8') }
  }

  /**
   * Lets the workers try an event again that was given up or found foreign; they find it within a moment.
   * @throws Conflict for any other
   */
  async tryAgain(scope: Scope, pluginId: string, eventId: string): Promise<InboundEvent> {
    const { id } = await this.#plugins.get(scope, pluginId)
    return inTransaction(this.#db, scope, async (tx) => {
      const before = await store.findEvent(tx, scope, id, eventId)
      if (!before) throw noSuchEvent(eventId)
      const row = await store.receiveAgain(tx, scope, id, eventId)
      if (!row) {
        throw new Conflict(`The event is ${before.status}: only one that is FAILED or FOREIGN is tried again.`, {
          code: 'not_to_be_tried',
        })
      }
      await recordEvent(tx, scope, {
        kind: 'inbound_event.tried_again',
        subjectId: eventId,
        before: { status: before.status, error: before.error },
        after: { status: row.status },
      })
      return present(row)
    })
  }
}

const noSuchEvent = (eventId: string): NotFound =>
  new NotFound(`There is no inbound event ${eventId}.`, {
    code: 'no_such_event',
    hint: 'GET …/inbound-events lists them; those that were applied are kept for 30 days.',
  })

const present = ({
  id,
  status,
  attempts,
  error,
  tryAfter,
  receivedAt,
  settledAt,
  size,
}: store.EventRow): InboundEvent => ({
  id,
  status,
  attempts,
  error,
  tryAfter: tryAfter?.getTime() ?? null,
  receivedAt: receivedAt.getTime(),
  settledAt: settledAt?.getTime() ?? null,
  size,
})
