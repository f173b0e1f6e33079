import type { Database } from '../database/database.ts'
import { listTeams } from '../database/global-lookups.ts'
import type { JobHandler } from './tasks.ts'

/** Runs `works`, one after the other, for each team. */
export function forEachTeam(
  db: Database,
  ...works: readonly ((teamId: string) => Promise<void>)[]
): JobHandler<'upkeep'> {
  return async (_payload, stopping) => {
    for (const { teamId } of await listTeams(db)) {
      if (stopping.aborted) return
      for (const work of works) await work(teamId)
    }
  }
}
