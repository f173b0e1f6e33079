import type { Database, Reader, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { Conflict, Forbidden, NotFound } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import { addJob } from '../../jobs/add.ts'
import type { Scope } from '../../scope.ts'
import type { Models } from '../model/service.ts'
import type { TeamModel } from '../model/types.ts'
import { procedureNamed } from '../processes/access.ts'
import * as entries from './entries.store.ts'
import { entryId } from './entry-id.ts'
import { countsOf, type JobRow, presentJob, settledOf } from './job-row.ts'
import type { SpooledRows } from './row-file.ts'
import { endIn } from './settle.ts'
import * as store from './store.ts'
import type { BackgroundJob, Entry, EntryStatus, StatusCounts, Work } from './types.ts'
import { isVisible, sendsBulk, visibleJobs } from './visible.ts'

export interface EntryQuery {
  status: EntryStatus | null
  /** the index after which to begin */
  after: number
  skip: number
  limit: number
}

const refusedPage = 500

export class BackgroundJobs {
  readonly #db: Database
  readonly #models: Models
  readonly #cancelled: ((tx: Tx, scope: Scope, jobId: string) => Promise<void>)[] = []

  constructor({ db, models }: { db: Database; models: Models }) {
    this.#db = db
    this.#models = models
  }

  /** @throws NotFound or Forbidden where the role may not write the procedure */
  async checkWritable(scope: Scope, procedureName: string): Promise<void> {
    procedureNamed(scope, await this.#models.of(scope), procedureName, 'write')
  }

  /** Stores the rows and the job that works on them, all or nothing. */
  async begin(scope: Scope, procedureName: string, work: Work, rows: SpooledRows): Promise<BackgroundJob> {
    const model = await this.#models.of(scope)
    const procedure = procedureNamed(scope, model, procedureName, 'write')
    return this.#begin(scope, model, rows, { work, procedureId: procedure.id, settings: null, scheduledFor: null })
  }

  /** The same for rows each of which sends a message. */
  async beginSending(
    scope: Scope,
    rows: SpooledRows,
    { settings, scheduledFor }: { settings: object; scheduledFor: Date | null },
  ): Promise<BackgroundJob> {
    const model = await this.#models.of(scope)
    return this.#begin(scope, model, rows, { work: 'send', procedureId: null, settings, scheduledFor })
  }

  /** Lets whoever has taken rows of a job hear that it was cancelled, in the transaction that does it. */
  whenCancelled(hear: (tx: Tx, scope: Scope, jobId: string) => Promise<void>): void {
    this.#cancelled.push(hear)
  }

  async #begin(
    scope: Scope,
    model: TeamModel,
    rows: SpooledRows,
    intent: Pick<JobRow, 'work' | 'procedureId' | 'settings' | 'scheduledFor'>,
  ): Promise<BackgroundJob> {
    const now = new Date()
    const job: JobRow = {
      ...intent,
      id: rows.jobId,
      status: 'IN_PROGRESS',
      statusMessage: null,
      entryCount: rows.count,
      nextIndex: 0,
      successCount: 0,
      invalidCount: 0,
      errorCount: 0,
      unconfirmedCount: 0,
      userId: scope.userId,
      keyId: scope.keyId,
      roleId: scope.role.id,
      createdAt: now,
      updatedAt: now,
      completedAt: null,
    }
    await inTransaction(this.#db, scope, async (tx) => {
      await store.insertJob(tx, scope, job)
      await entries.insertEntries(tx, rows)
      const delaySeconds = job.scheduledFor ? Math.max(0, (job.scheduledFor.getTime() - now.getTime()) / 1000) : 0
      await addJob(tx, 'background-job', { teamId: scope.teamId, jobId: job.id }, { delaySeconds })
      await recordEvent(tx, scope, {
        kind: 'background_job.created',
        subjectId: job.id,
        ...(job.procedureId !== null && { procedureId: job.procedureId }),
        before: null,
        after: { work: job.work, entryCount: rows.count },
      })
    })
    return presentJob(scope, model, job)
  }

  /** @throws NotFound also for a job that the role may not see */
  async fetch(scope: Scope, id: string): Promise<{ job: BackgroundJob; counts: StatusCounts }> {
    const { model, row } = await this.#find(scope, id)
    return { job: presentJob(scope, model, row), counts: countsOf(row) }
  }

  /** Newest first. */
  async list(
    scope: Scope,
    page: { limit: number; skip: number },
  ): Promise<{ jobs: (BackgroundJob & { counts: StatusCounts })[]; hasMore: boolean }> {
    const model = await this.#models.of(scope)
    const rows = await store.findJobs(this.#reader(scope), scope, visibleJobs(scope, model), page)
    const jobs = rows.slice(0, page.limit).map((row) => ({ ...presentJob(scope, model, row), counts: countsOf(row) }))
    return { jobs, hasMore: rows.length > page.limit }
  }

  /** In the order of the rows, with how many there are in all. */
  async entries(
    scope: Scope,
    id: string,
    query: EntryQuery,
  ): Promise<{ entries: Entry[]; total: number; hasMore: boolean }> {
    const { row } = await this.#find(scope, id)
    const { status, after, skip, limit } = query
    const found = await entries.findEntries(this.#reader(scope), scope, row, {
      status,
      from: after + 1,
      skip,
      limit: limit + 1,
    })
    const total = status === null ? row.entryCount : countsOf(row)[status]
    return { entries: found.slice(0, limit).map((entry) => present(row, entry)), total, hasMore: found.length > limit }
  }

  /** Every refused row, as lines of JSON that can be mended and sent again. */
  async refused(scope: Scope, id: string): Promise<AsyncGenerator<string>> {
    const { row } = await this.#find(scope, id)
    return this.#refusedLines(scope, row)
  }

  async *#refusedLines(scope: Scope, job: JobRow): AsyncGenerator<string> {
    for (let from = 0; ; ) {
      const page = await entries.findRefusedEntries(this.#reader(scope), scope, job.id, { from, limit: refusedPage })
      let lines = ''
      for (const { index, status, errors, text } of page) {
        const head = JSON.stringify({ index, completionStatus: status, errors }).slice(0, -1)
        lines += `${head},"input":${text.replaceAll('\n', ' ').replaceAll('\r', ' ')}}\n`
        from = index + 1
      }
      if (lines) yield lines
      if (page.length < refusedPage) return
    }
  }

  /** Rows that are settled stay; the others are not tried. */
  async cancel(scope: Scope, id: string): Promise<{ job: BackgroundJob; counts: StatusCounts }> {
    const model = await this.#models.of(scope)
    const row = await inTransaction(this.#db, scope, async (tx) => {
      const found = await store.lockJob(tx, scope, id)
      if (!found || !isVisible(scope, model, found)) throw noSuchJob(id)
      checkMayWrite(scope, model, found)
      if (found.status !== 'IN_PROGRESS') {
        throw new Conflict(`The background job is ${found.status} and can't be cancelled any more.`, {
          code: 'job_ended',
        })
      }
      const message = `Cancelled after ${settledOf(found)} of ${found.entryCount} rows.`
      await endIn(tx, scope, found, 'CANCELLED', message)
      for (const hear of this.#cancelled) await hear(tx, scope, id)
      return (await store.findJob(tx, scope, id)) ?? found
    })
    return { job: presentJob(scope, model, row), counts: countsOf(row) }
  }

  /** Jobs whose place in the queue was lost, by whatever, get a new one. */
  readonly reviveForgotten = async (teamId: string): Promise<void> => {
    for (const jobId of await store.findForgottenJobs(this.#db, { teamId }, 5)) {
      await this.#db
        .transaction()
        .execute((tx) => addJob(tx, 'background-job', { teamId, jobId }, { jobKey: `revived ${jobId}` }))
    }
  }

  async #find(scope: Scope, id: string): Promise<{ model: TeamModel; row: JobRow }> {
    const model = await this.#models.of(scope)
    const row = await store.findJob(this.#reader(scope), scope, id)
    if (!row || !isVisible(scope, model, row)) throw noSuchJob(id)
    return { model, row }
  }

  #reader(scope: Scope): Reader {
    return scope.transaction ?? this.#db
  }
}

function checkMayWrite(scope: Scope, model: TeamModel, { procedureId }: JobRow): void {
  if (procedureId !== null) procedureNamed(scope, model, procedureId, 'write')
  else if (!sendsBulk(scope.role)) {
    throw new Forbidden(`The role "${scope.role.name}" lacks the permission messages.send_bulk.`, {
      code: 'permission_missing',
    })
  }
}

const noSuchJob = (id: string): NotFound =>
  new NotFound(`There is no background job ${id} in this team, or the role may not see it.`, {
    code: 'no_such_job',
    path: 'id',
    hint: 'GET /v1/ext/background-jobs lists them.',
  })

const present = (job: JobRow, entry: entries.EntryRow): Entry => ({
  id: entryId(job.id, entry.index),
  index: entry.index,
  completionStatus: entry.status,
  input: entry.input,
  process: entry.processId,
  chatMessage: entry.chatMessageId,
  errors: entry.errors ?? [],
  createdAt: job.createdAt.getTime(),
  updatedAt: (entry.settledAt ?? job.createdAt).getTime(),
})
