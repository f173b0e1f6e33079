import type { Reader } from '../database/database.ts'
import type { Scope } from '../scope.ts'

export async function isSeeded(db: Reader, { teamId }: Scope): Promise<boolean> {
  const row = await db
    .selectFrom('events')
    .select('event_id')
    .where('team_id', '=', teamId)
    .where('subject_id', '=', teamId)
    .where('kind', '=', 'demo.seeded')
    .executeTakeFirst()
  return row !== undefined
}
