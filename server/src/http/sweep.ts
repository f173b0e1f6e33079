import type { Database } from '../database/database.ts'
import { listTeams } from '../database/global-lookups.ts'
import { deleteAnswersBefore } from './idempotency.store.ts'
import { deleteWindowsBefore } from './rate-limits.store.ts'

const hourMs = 3_600_000

/** How long a repeat with the same Idempotency-Key finds the first answer. */
export const answersLastMs = 24 * hourMs

/** Forgets the kept answers of a day ago and the request counts of an hour ago; says how many of each. */
export async function sweepRequests(db: Database, now = Date.now()): Promise<{ answers: number; windows: number }> {
  const swept = { answers: 0, windows: 0 }
  for (const team of await listTeams(db)) {
    swept.answers += await deleteAnswersBefore(db, team, new Date(now - answersLastMs))
    swept.windows += await deleteWindowsBefore(db, team, new Date(now - hourMs))
  }
  return swept
}
