import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { type ChatOfProcess, tieToProcesses } from './sql/tie-chats.ts'

/** Gives chats the processes that they belong to; what was said in them before is the processes' too. */
export async function tieChats(tx: Tx, scope: Scope, chats: readonly ChatOfProcess[]): Promise<void> {
  if (chats.length > 0) await tieToProcesses(tx, scope, chats)
}
