import type { Database } from '../../database/database.ts'
import { listTeams } from '../../database/global-lookups.ts'
import { deleteMarksBefore } from './marks.store.ts'
import { deleteEventsBefore } from './store.ts'

/** How long an event is kept as received after it was applied, and what was said about messages that never came. */
export const eventsLastMs = 30 * 86_400_000

export async function sweepInbound(db: Database, now = Date.now()): Promise<void> {
  const time = new Date(now - eventsLastMs)
  for (const team of await listTeams(db)) {
    await deleteEventsBefore(db, team, time)
    await deleteMarksBefore(db, team, time)
  }
}
