import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { presentMessage } from './present.ts'
import { findMessages } from './sql/find-messages.ts'
import type { ChatMessage } from './types.ts'

/** For those who tell others of events: the messages as they are now, whoever may see them. */
export async function shownMessages(
  db: Reader,
  scope: Pick<Scope, 'teamId'>,
  ids: readonly string[],
): Promise<Map<string, ChatMessage>> {
  const rows = ids.length > 0 ? await findMessages(db, scope, ids) : []
  return new Map(rows.map((row) => [row.id, presentMessage(scope, row)]))
}
