import type { Database } from '../database/database.ts'
import { listTeams } from '../database/global-lookups.ts'
import { dropBeyondBound, sweepOnce } from './sweep.store.ts'

const keptMs = 30 * 24 * 60 * 60 * 1_000
const rowsAtOnce = 5_000
/** what may wait for one endpoint that is paused */
const waitingBound = 100_000

/** Removes deliveries after 30 days, and gives up the oldest of those that wait for a paused endpoint beyond a bound. */
export async function sweepWebhooks(db: Database, bound: number = waitingBound): Promise<void> {
  const before = new Date(Date.now() - keptMs)
  for (const team of await listTeams(db)) {
    await dropBeyondBound(db, team, bound)
    while ((await sweepOnce(db, team, before, rowsAtOnce)) === rowsAtOnce);
  }
}
