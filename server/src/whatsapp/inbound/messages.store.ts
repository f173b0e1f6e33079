import type { Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { Scope } from '../../scope.ts'

const select = prepared<{ external_id: string }>(
  'find-known-messages',
  'select external_id from chat_messages where team_id = $1 and plugin_id = $2 and external_id = any($3::text[])',
)

/** Which of these wamids are those of messages that are here. */
export async function findKnown(
  tx: Tx,
  { teamId }: Scope,
  pluginId: string,
  externalIds: readonly string[],
): Promise<string[]> {
  const rows = await select(tx, [teamId, pluginId, externalIds])
  return rows.map((row) => row.external_id)
}
