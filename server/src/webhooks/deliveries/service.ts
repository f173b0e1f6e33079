import type { Database, Reader } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { SafePost } from '../../outgoing/safe-post.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Scope } from '../../scope.ts'
import { uuidForm } from '../../uuid.ts'
import { settleOnce } from '../dispatch/outcomes.ts'
import { send, userAgent } from '../dispatch/send.ts'
import type { Endpoints } from '../endpoints/service.ts'
import { queueFor } from '../queue.ts'
import type { Secrets } from '../secrets/service.ts'
import { readTimes } from './read-times.ts'
import * as store from './store.ts'
import type { Attempt, Delivery, DeliveryDetail, DeliveryQuery } from './types.ts'

export interface DeliveriesParts {
  db: Database
  models: Models
  endpoints: Endpoints
  secrets: Secrets
  safePost: SafePost
  newId: () => string
  wake: () => void
}

const searchedPayloads = 1_000

/** The log of what was sent where, and what came back; and sending it again. */
export class Deliveries {
  readonly #parts: DeliveriesParts

  constructor(parts: DeliveriesParts) {
    this.#parts = parts
  }

  /** Newest first. */
  async list(
    scope: Scope,
    { endpoint, search, cursor, limit, since, until, ...filter }: DeliveryQuery,
  ): Promise<{ deliveries: Delivery[]; hasMore: boolean; cursor: string | null }> {
    const times = readTimes(await this.#parts.models.of(scope), { since, until })
    const db = this.#reader(scope)
    const among = search === undefined ? undefined : await this.#among(db, scope, search.trim())
    const rows = await store.findDeliveries(
      db,
      scope,
      { ...filter, ...times, endpointId: endpoint, among },
      { before: cursor, limit: limit + 1 },
    )
    const shown = rows.slice(0, limit)
    const hasMore = rows.length > limit
    return { deliveries: shown.map(present), hasMore, cursor: hasMore ? (shown.at(-1)?.id ?? null) : null }
  }

  /** With its body, and each attempt's request and answer. */
  async fetch(scope: Scope, id: string): Promise<DeliveryDetail> {
    const row = await this.#row(scope, id)
    const attempts = await store.findAttempts(this.#reader(scope), scope, row.id)
    return {
      ...present(row),
      body: row.body.toString(),
      log: attempts.map((attempt) => presentAttempt(row, attempt)),
    }
  }

  /** Sends it once more, with the same webhook-id, and begins the schedule of retries anew. */
  async replay(scope: Scope, id: string): Promise<Delivery> {
    const { db, endpoints, wake } = this.#parts
    const row = await this.#row(scope, id)
    await endpoints.row(scope, row.endpointId).catch((error: unknown) => {
      if (!(error instanceof NotFound)) throw error
      throw new Conflict('The endpoint of this delivery was deleted.', {
        code: 'endpoint_deleted',
        hint: 'What it would have got can be read from this delivery.',
      })
    })
    await inTransaction(db, scope, async (tx) => {
      await store.queueAgain(tx, scope, row.id)
      await recordEvent(tx, scope, {
        kind: 'webhook_delivery.replayed',
        subjectId: row.id,
        before: { status: row.status },
        after: { status: 'PENDING' },
      })
    })
    wake()
    return present(await this.#row(scope, id))
  }

  /** Sends a test at once, also to a paused endpoint, and tells what came of it. It is not tried again. */
  async sendTest(scope: Scope, endpointId: string): Promise<DeliveryDetail> {
    const { db, endpoints, secrets, safePost, newId } = this.#parts
    const endpoint = await endpoints.row(scope, endpointId)
    const signing = await secrets.ofEndpoints(this.#reader(scope), scope, [endpoint.id])
    const own = signing.get(endpoint.id)
    if (!own) throw new Error(`The endpoint ${endpoint.id} has no secret to sign with.`)
    const ids = { deliveryId: newId(), payloadId: newId(), endpointId: endpoint.id }
    const body = testBody(scope, endpoint.id)
    const attempt = await send(safePost, { url: endpoint.url, secrets: own, payloadId: ids.payloadId, body })
    await inTransaction(db, scope, async (tx) => {
      await queueFor(tx, scope, ids, { kind: 'webhook.test', body })
      await settleOnce(tx, { teamId: scope.teamId, deliveryId: ids.deliveryId }, attempt)
    })
    return this.fetch(scope, ids.deliveryId)
  }

  async #row(scope: Scope, id: string): Promise<store.DeliveryRow & { body: Buffer }> {
    const row = uuidForm.test(id) ? await store.findDelivery(this.#reader(scope), scope, id) : undefined
    if (row) return row
    throw new NotFound(`There is no webhook delivery ${id}.`, {
      code: 'no_such_delivery',
      path: 'deliveryId',
      hint: 'GET /v1/ext/webhook-deliveries lists them; they are kept for 30 days.',
    })
  }

  async #among(db: Reader, scope: Scope, search: string): Promise<store.DeliveryFilter['among']> {
    const payloadIds = await store.findPayloadsAbout(db, scope, search, searchedPayloads)
    const id = uuidForm.test(search) ? search : null
    return { payloadIds: id === null ? payloadIds : [...payloadIds, id], id }
  }

  #reader(scope: Scope): Reader {
    return scope.transaction ?? this.#parts.db
  }
}

const present = (row: store.DeliveryRow): Delivery => ({
  id: row.id,
  endpoint: row.endpointId,
  event: row.event,
  webhookId: row.payloadId,
  about: row.about,
  status: row.status,
  attempts: row.attempts,
  dueAt: row.status === 'PENDING' ? row.dueAt.getTime() : null,
  responseStatus: row.responseStatus,
  error: row.error,
  replay: row.replayId,
  createdAt: row.createdAt.getTime(),
  settledAt: row.settledAt?.getTime() ?? null,
})

const presentAttempt = ({ payloadId }: store.DeliveryRow, row: store.AttemptRow): Attempt => ({
  attempt: row.attempt,
  at: row.at.getTime(),
  ms: row.ms,
  error: row.error,
  request: {
    url: row.url,
    headers: {
      'content-type': 'application/json',
      'user-agent': userAgent,
      'webhook-id': payloadId,
      'webhook-timestamp': String(Math.floor(row.at.getTime() / 1000)),
    },
  },
  response:
    row.status === null
      ? null
      : { status: row.status, headers: row.responseHeaders ?? {}, body: row.responseBody?.toString() ?? '' },
})

const testBody = ({ teamId }: Scope, endpoint: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      event: 'webhook.test',
      payload: { team: teamId, endpoint, at: Date.now(), message: 'This is a test: nothing has happened.' },
    }),
  )
