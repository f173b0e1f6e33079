import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { Forbidden, NadiError } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Keys } from '../keys/service.ts'
import { whileModelStands } from '../model/change.ts'
import type { Models } from '../model/service.ts'
import type { TeamModel } from '../model/types.ts'
import { procedureNamed } from '../processes/access.ts'
import type { Permission, Role } from '../roles/types.ts'
import { operatorScope } from '../teams/operator.ts'
import { askerNow } from './asker.ts'
import { type Chunk, type RowWork, writeChunk } from './chunk.ts'
import { type EntryOutcome, insertOutcomes } from './entries.store.ts'
import { countsOf, type JobRow, settledOf } from './job-row.ts'
import * as store from './store.ts'
import type { JobStatus } from './types.ts'

export interface Settling {
  db: Database
  models: Models
  keys: Keys
}

type Team = { teamId: string }

/**
 * Writes a chunk's rows, their outcomes and the job's new place in one transaction, during which nobody changes the model: what is imported bears old
 * times, by which nobody could find it afterwards to bring it into line. It does nothing where another worker was first, or
 * somebody has cancelled the job.
 */
export async function settleChunk(
  parts: Settling,
  team: Team,
  jobId: string,
  work: RowWork<object>,
  chunk: Chunk<object>,
): Promise<void> {
  // the model is in the cache then, whatever it is
  await parts.models.of(team)
  await whileModelStands(parts, operatorScope(team.teamId), async (tx, model) => {
    const job = await store.lockJob(tx, team, jobId)
    if (job?.status !== 'IN_PROGRESS' || job.nextIndex !== chunk.from) return
    const outcomes = await outcomesOf(parts.keys, tx, model, job, work, chunk)
    if (!outcomes) return
    await insertOutcomes(tx, team, jobId, chunk.from, outcomes)
    const count = (status: EntryOutcome['status']): number => outcomes.filter((each) => each?.status === status).length
    await store.advanceJob(tx, team, jobId, {
      nextIndex: chunk.to,
      succeeded: count('SUCCESS'),
      invalid: count('INVALID'),
      failed: count('ERROR'),
      unconfirmed: 0,
    })
  })
}

/** undefined where the job can't go on: it has ended then. */
async function outcomesOf(
  keys: Keys,
  tx: Tx,
  model: TeamModel,
  job: JobRow,
  work: RowWork<object>,
  chunk: Chunk<object>,
): Promise<(EntryOutcome | null)[] | undefined> {
  const team = { teamId: model.team.id }
  const procedure = job.procedureId === null ? null : model.procedures.get(job.procedureId)
  if (procedure === undefined) {
    const message = `The procedure was deleted; the rows from ${job.nextIndex} on were not tried. Send them again to another procedure.`
    await endIn(tx, team, job, 'FAILED', message)
    return undefined
  }
  const asker = await askerNow(keys, model, job)
  const refusal =
    'error' in asker
      ? asker.error
      : (lackOf(asker.role, work.permission) ??
        refusalOf(() => procedure && procedureNamed(asker, model, procedure.id, 'write')))
  if (refusal || 'error' in asker) {
    const rows = chunk.rows.map((row) => ('refusal' in row ? row : { error: refusal as NadiError }))
    return writeChunk(tx, operatorScope(team.teamId), model, { job, procedure }, work, { ...chunk, rows })
  }
  return writeChunk(tx, asker, model, { job, procedure }, work, chunk)
}

function lackOf(role: Role, permission: Permission | undefined): NadiError | undefined {
  if (!permission || role.permissions.includes(permission)) return undefined
  return new Forbidden(`The role "${role.name}" lacks the permission ${permission}.`, { code: 'permission_missing' })
}

function refusalOf(check: () => unknown): NadiError | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof NadiError) return error
    throw error
  }
}

/** The job's end, once every row is settled; of rows whose outcome comes later, the last of these ends it. */
export function completeJob({ db }: Settling, team: Team, jobId: string): Promise<void> {
  return inTransaction(db, {}, async (tx) => {
    const job = await store.lockJob(tx, team, jobId)
    if (job) await completeIn(tx, team, job)
  })
}

export async function completeIn(tx: Tx, team: Team, job: JobRow): Promise<void> {
  if (job.status === 'IN_PROGRESS' && settledOf(job) >= job.entryCount) await endIn(tx, team, job, 'COMPLETED', null)
}

export async function endIn(
  tx: Tx,
  team: Team,
  job: JobRow,
  status: Exclude<JobStatus, 'IN_PROGRESS'>,
  statusMessage: string | null,
): Promise<void> {
  await store.endJob(tx, team, job.id, status, statusMessage)
  const asker = { ...operatorScope(team.teamId), userId: job.userId, keyId: job.keyId }
  await recordEvent(tx, asker, {
    kind: `background_job.${status.toLowerCase()}`,
    subjectId: job.id,
    ...(job.procedureId !== null && { procedureId: job.procedureId }),
    before: null,
    after: { work: job.work, statusMessage, entryCount: job.entryCount, counts: countsOf(job) },
  })
}
