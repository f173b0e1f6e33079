import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { readChat } from './sql/change-chats.ts'
import { findInboundMessage } from './sql/claim-chat.ts'

/** Meta was told that a customer's message is read, and with it all that came before: so it is read here too. */
export async function readUpTo(tx: Tx, scope: Scope, message: { pluginId: string; externalId: string }): Promise<void> {
  const found = await findInboundMessage(tx, scope, message)
  if (found) await readChat(tx, scope, found.chatId, found.at)
}
