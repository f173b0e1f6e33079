import type { Reader } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { Scope } from '../../scope.ts'

const select = prepared<{ alias: string; wa_id: string }>(
  'find-contact-aliases',
  'select alias, wa_id from contact_aliases where team_id = $1 and alias = any($2::text[])',
)

/** The names under which these people are known instead. */
export async function findAliases(
  db: Reader,
  { teamId }: Scope,
  names: readonly string[],
): Promise<Map<string, string>> {
  const rows = await select(db, [teamId, names])
  return new Map(rows.map((row) => [row.alias, row.wa_id]))
}
