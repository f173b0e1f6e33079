import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { JobName, JobPayloads } from './tasks.ts'

export interface JobOptions {
  jobKey?: string | null
  maxAttempts?: number
  delaySeconds?: number
}

/** Adds a job in the transaction that causes it: no commit, no job. `jobKey` makes a second one replace the first that still waits. */
export async function addJob<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: JobPayloads[Name],
  { jobKey = null, maxAttempts = 25, delaySeconds = 0 }: JobOptions = {},
): Promise<void> {
  await sql`
    select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, max_attempts => ${maxAttempts}, job_key => ${jobKey},
      run_at => now() + make_interval(secs => ${delaySeconds}))`.execute(tx)
}

/** Adds a job for each payload, in one statement. */
export async function addJobs<Name extends JobName>(
  tx: Tx,
  name: Name,
  payloads: readonly JobPayloads[Name][],
): Promise<void> {
  if (payloads.length === 0) return
  await sql`
    select graphile_worker.add_job(${name}, payload::json)
    from unnest(${payloads.map((payload) => JSON.stringify(payload))}::text[]) as jobs (payload)`.execute(tx)
}
