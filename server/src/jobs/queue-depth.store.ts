import { sql } from 'kysely'
import type { Reader } from '../database/database.ts'

/** How many jobs of the queue are ready, scheduled for later, at work, and given up. The queue is that of all teams together. */
export async function countJobs(db: Reader): Promise<[state: string, jobs: number][]> {
  const { rows } = await sql<{ ready: number; scheduled: number; running: number; dead: number }>`
    select count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now())::int as ready,
           count(*) filter (where locked_at is null and attempts < max_attempts and run_at > now())::int as scheduled,
           count(*) filter (where locked_at is not null)::int as running,
           count(*) filter (where locked_at is null and attempts >= max_attempts)::int as dead
    from graphile_worker.jobs`.execute(db)
  return Object.entries(rows[0] ?? {})
}
