import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { type ChatHolder, findChatHolders } from './sql/find-holders.ts'

export type { ChatHolder }

export type AskedOfChats = Parameters<typeof findChatHolders>[2]

/** For those who tell others of events: with whom chats are now, whoever may see them, by the chat, message or contact asked for. */
export async function holdersOfChats(
  db: Reader,
  scope: Pick<Scope, 'teamId'>,
  asked: AskedOfChats,
): Promise<Map<string, ChatHolder[]>> {
  const isNothing = Object.values(asked).every((ids) => ids.length === 0)
  const rows = isNothing ? [] : await findChatHolders(db, scope, asked)
  return Map.groupBy(rows, (row) => row.asked)
}
