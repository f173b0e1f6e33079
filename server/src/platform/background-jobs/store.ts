import { sql } from 'kysely'
import type { Database, Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { JobRow } from './job-row.ts'
import { type JobStatus, jobType, type Work } from './types.ts'
import type { VisibleJobs } from './visible.ts'

type Team = Pick<Scope, 'teamId'>

const columns = [
  'job_id as id',
  'work',
  'procedure_id as procedureId',
  'completion_status as status',
  'status_message as statusMessage',
  'entry_count as entryCount',
  'next_index as nextIndex',
  'success_count as successCount',
  'invalid_count as invalidCount',
  'error_count as errorCount',
  'unconfirmed_count as unconfirmedCount',
  'user_id as userId',
  'key_id as keyId',
  'role_id as roleId',
  'settings',
  'scheduled_for as scheduledFor',
  'created_at as createdAt',
  'updated_at as updatedAt',
  'completed_at as completedAt',
] as const

const toJob = (row: Omit<JobRow, 'work' | 'status'> & { work: string; status: string }): JobRow => ({
  ...row,
  work: row.work as Work,
  status: row.status as JobStatus,
})

export async function insertJob(tx: Tx, { teamId }: Team, job: JobRow): Promise<void> {
  await tx
    .insertInto('background_jobs')
    .values({
      team_id: teamId,
      job_id: job.id,
      type: jobType,
      work: job.work,
      procedure_id: job.procedureId,
      entry_count: job.entryCount,
      user_id: job.userId,
      key_id: job.keyId,
      role_id: job.roleId,
      settings: job.settings === null ? null : JSON.stringify(job.settings),
      scheduled_for: job.scheduledFor,
      created_at: job.createdAt,
      updated_at: job.updatedAt,
    })
    .execute()
}

export async function findJob(db: Reader, { teamId }: Team, id: string): Promise<JobRow | undefined> {
  const row = await db
    .selectFrom('background_jobs')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('job_id', '=', id)
    .executeTakeFirst()
  return row && toJob(row)
}

/** Holds the job until the transaction ends, so that its chunks are settled one after the other. */
export async function lockJob(tx: Tx, { teamId }: Team, id: string): Promise<JobRow | undefined> {
  const row = await tx
    .selectFrom('background_jobs')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('job_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && toJob(row)
}

/** Newest first; one more than `limit` where there are more. */
export async function findJobs(
  db: Reader,
  { teamId, userId, keyId, role }: Scope,
  visible: VisibleJobs,
  { limit, skip }: { limit: number; skip: number },
): Promise<JobRow[]> {
  const rows = await db
    .selectFrom('background_jobs')
    .select(columns)
    .where('team_id', '=', teamId)
    .where(
      sql<boolean>`(key_id = ${keyId} or user_id = ${userId}
        or case when procedure_id is null then ${visible.sends}
          else ${visible.every} or (procedure_id = any(${visible.roleOf}::uuid[]) and role_id = ${role.id}) end)
        and (procedure_id is null or procedure_id <> all(${visible.noneOf}::uuid[]))`,
    )
    .orderBy('created_at', 'desc')
    .orderBy('job_id', 'desc')
    .limit(limit + 1)
    .offset(skip)
    .execute()
  return rows.map(toJob)
}

export interface Progress {
  nextIndex: number
  succeeded: number
  invalid: number
  failed: number
  unconfirmed: number
}

export async function advanceJob(tx: Tx, { teamId }: Team, id: string, progress: Progress): Promise<void> {
  await sql`
    update background_jobs set next_index = ${progress.nextIndex}, success_count = success_count + ${progress.succeeded},
      invalid_count = invalid_count + ${progress.invalid}, error_count = error_count + ${progress.failed},
      unconfirmed_count = unconfirmed_count + ${progress.unconfirmed}, updated_at = now()
    where team_id = ${teamId} and job_id = ${id}`.execute(tx)
}

export async function endJob(
  tx: Tx,
  { teamId }: Team,
  id: string,
  status: Exclude<JobStatus, 'IN_PROGRESS'>,
  message: string | null,
): Promise<void> {
  await sql`
    update background_jobs set completion_status = ${status}, status_message = ${message}, completed_at = now(), updated_at = now()
    where team_id = ${teamId} and job_id = ${id}`.execute(tx)
}

/** Unfinished jobs that nothing has moved for so long. */
export async function findForgottenJobs(db: Database, { teamId }: Team, minutes: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select job_id as id from background_jobs
    where team_id = ${teamId} and completion_status = 'IN_PROGRESS' and updated_at < now() - make_interval(mins => ${minutes})
      and (scheduled_for is null or scheduled_for < now() - make_interval(mins => ${minutes}))`.execute(db)
  return rows.map(({ id }) => id)
}
