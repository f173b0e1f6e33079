import type { Database, Reader } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, NotFound } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import { addJob } from '../../jobs/add.ts'
import type { JobHandler } from '../../jobs/tasks.ts'
import type { Models } from '../../platform/model/service.ts'
import type { Scope } from '../../scope.ts'
import { uuidForm } from '../../uuid.ts'
import { readTimes } from '../deliveries/read-times.ts'
import type { Endpoints } from '../endpoints/service.ts'
import * as store from './store.ts'
import type { NewReplay, Replay } from './types.ts'

export interface ReplaysParts {
  db: Database
  models: Models
  endpoints: Endpoints
  newId: () => string
  wake: () => void
}

const chunk = 1_000
const listed = 100

/** Sends many deliveries again, in the background: those of a time, or all that failed in it. */
export class Replays {
  readonly #parts: ReplaysParts

  constructor(parts: ReplaysParts) {
    this.#parts = parts
  }

  async begin(scope: Scope, input: NewReplay): Promise<Replay> {
    const { db, models, endpoints, newId } = this.#parts
    const now = new Date()
    const { since, until = now } = readTimes(await models.of(scope), { since: input.since, until: input.until })
    if (!since || until <= since) {
      throw new BadInput('"until" must be later than "since".', { code: 'empty_range', path: 'until' })
    }
    const endpointId = input.endpoint ? (await endpoints.row(scope, input.endpoint)).id : null
    const { which, event = null } = input
    const row: store.ReplayRow = {
      id: newId(),
      endpointId,
      since,
      until,
      which,
      event,
      status: 'IN_PROGRESS',
      total: 0,
      queued: 0,
      cursor: null,
      userId: scope.userId,
      createdAt: now,
      completedAt: null,
    }
    await inTransaction(db, scope, async (tx) => {
      row.total = await store.countMeant(tx, scope, row)
      await store.insertReplay(tx, scope, row)
      await addJob(tx, 'webhook-replay', { teamId: scope.teamId, replayId: row.id })
      await recordEvent(tx, scope, {
        kind: 'webhook_replay.created',
        subjectId: row.id,
        before: null,
        after: { endpoint: endpointId, since: since.getTime(), until: until.getTime(), which, event, total: row.total },
      })
    })
    return present(row, undefined)
  }

  /** @throws NotFound */
  async fetch(scope: Scope, id: string): Promise<Replay> {
    const db = this.#reader(scope)
    const row = uuidForm.test(id) ? await store.findReplay(db, scope, id) : undefined
    if (!row) {
      throw new NotFound(`There is no replay ${id}.`, {
        code: 'no_such_replay',
        path: 'replayId',
        hint: 'GET /v1/ext/webhook-replays lists them.',
      })
    }
    return present(row, (await store.countOutcomes(db, scope, [row.id])).get(row.id))
  }

  /** The last ones, newest first. */
  async list(scope: Scope): Promise<Replay[]> {
    const db = this.#reader(scope)
    const rows = await store.findReplays(db, scope, listed)
    const counts = await store.countOutcomes(
      db,
      scope,
      rows.map(({ id }) => id),
    )
    return rows.map((row) => present(row, counts.get(row.id)))
  }

  /** Queues chunk after chunk; a crash leaves it at the last whole one. */
  readonly run: JobHandler<'webhook-replay'> = async ({ teamId, replayId }, stopping) => {
    const { db, wake } = this.#parts
    for (;;) {
      if (stopping.aborted) {
        await db.transaction().execute((tx) => addJob(tx, 'webhook-replay', { teamId, replayId }))
        return
      }
      const isOver = await db.transaction().execute(async (tx) => {
        const row = await store.lockReplay(tx, { teamId }, replayId)
        if (row?.status !== 'IN_PROGRESS') return true
        const { count, last } = await store.queueNext(tx, { teamId }, row, chunk)
        const isLast = count < chunk
        await store.updateReplay(
          tx,
          { teamId },
          {
            ...row,
            queued: row.queued + count,
            cursor: last ?? row.cursor,
            status: isLast ? 'COMPLETED' : 'IN_PROGRESS',
            completedAt: isLast ? new Date() : null,
          },
        )
        return isLast
      })
      wake()
      if (isOver) return
    }
  }

  #reader(scope: Scope): Reader {
    return scope.transaction ?? this.#parts.db
  }
}

const present = (row: store.ReplayRow, counts: store.ReplayCounts | undefined): Replay => ({
  id: row.id,
  endpoint: row.endpointId,
  since: row.since.getTime(),
  until: row.until.getTime(),
  which: row.which,
  event: row.event,
  status: row.status,
  // what was replayed by somebody else meanwhile is not queued twice
  total: row.status === 'COMPLETED' ? row.queued : row.total,
  queued: row.queued,
  delivered: counts?.delivered ?? 0,
  failed: counts?.failed ?? 0,
  user: row.userId,
  createdAt: row.createdAt.getTime(),
  completedAt: row.completedAt?.getTime() ?? null,
})
