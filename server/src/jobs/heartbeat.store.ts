import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/**
 * The queue is one for all teams, so its statements name none. A worker's id is that of its graphile-worker pool, which stands in `locked_by` of
 * the jobs that it holds.
 */

export async function beat(db: Database, workerId: string): Promise<void> {
  await sql`
    insert into worker_heartbeats (worker_id) values (${workerId})
    on conflict (worker_id) do update set beat_at = now()`.execute(db)
}

/** Frees the jobs of workers that have been silent for so long; answers how many. */
export async function freeJobsOfSilentWorkers(db: Database, silentSeconds: number): Promise<number> {
  const { rows } = await sql`
    with silent as (
      delete from worker_heartbeats where beat_at < now() - make_interval(secs => ${silentSeconds}) returning worker_id
    ), alive as (
      select worker_id from worker_heartbeats where beat_at >= now() - make_interval(secs => ${silentSeconds})
    ), queues as (
      update graphile_worker._private_job_queues set locked_at = null, locked_by = null
      where locked_at < now() - make_interval(secs => ${silentSeconds}) and locked_by not in (select worker_id from alive)
    )
    update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where (locked_at < now() - make_interval(secs => ${silentSeconds}) or locked_by in (select worker_id from silent))
      and locked_by not in (select worker_id from alive)
    returning id`.execute(db)
  return rows.length
}

/** Frees the jobs that a worker holds without working on them; answers how many. */
export async function freeLostJobs(
  db: Database,
  workerId: string,
  running: readonly string[],
  lockedSeconds: number,
): Promise<number> {
  const { rows } = await sql`
    update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where locked_by = ${workerId} and locked_at < now() - make_interval(secs => ${lockedSeconds})
      and id <> all (${running}::bigint[])
    returning id`.execute(db)
  return rows.length
}

/** A worker that ends: whatever it still holds is free at once. */
export async function leave(db: Database, workerId: string): Promise<void> {
  await sql`select graphile_worker.force_unlock_workers(array[${workerId}::text])`.execute(db)
  await sql`delete from worker_heartbeats where worker_id = ${workerId}`.execute(db)
}
