import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { presentMessage } from './present.ts'
import { findMessages } from './sql/find-messages.ts'
import type { ChatMessage } from './types.ts'

/** Messages as the API shows them, in the order of their ids; those that are not there are left out. */
export async function readMessages(
  db: Reader,
  scope: Pick<Scope, 'teamId'>,
  ids: readonly string[],
): Promise<ChatMessage[]> {
  if (ids.length === 0) return []
  const rows = new Map((await findMessages(db, scope, ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = rows.get(id)
    return row ? presentMessage(scope, row) : []
  })
}
