import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

export interface ChatOfLead {
  chatId: string
  procedureId: string
  processId: string
}

/** What was said in a chat before its lead was known is the lead's too. */
export async function tieChats(tx: Tx, { teamId }: Scope, chats: readonly ChatOfLead[]): Promise<void> {
  if (chats.length === 0) return
  await sql`
    with tied as (
      update chat_messages m set procedure_id = n.procedure_id, process_id = n.process_id
      from unnest(
        ${chats.map(({ chatId }) => chatId)}::uuid[], ${chats.map(({ procedureId }) => procedureId)}::uuid[],
        ${chats.map(({ processId }) => processId)}::uuid[]
      ) as n (chat_id, procedure_id, process_id)
      where m.team_id = ${teamId} and m.chat_id = n.chat_id and m.process_id is null
    )
    update chats h set procedure_id = n.procedure_id, process_id = n.process_id, updated_at = now()
    from unnest(
      ${chats.map(({ chatId }) => chatId)}::uuid[], ${chats.map(({ procedureId }) => procedureId)}::uuid[],
      ${chats.map(({ processId }) => processId)}::uuid[]
    ) as n (chat_id, procedure_id, process_id)
    where h.team_id = ${teamId} and h.chat_id = n.chat_id`.execute(tx)
}

export const savepoint = (tx: Tx): Promise<unknown> => sql`savepoint leads`.execute(tx)
export const backToSavepoint = (tx: Tx): Promise<unknown> => sql`rollback to savepoint leads`.execute(tx)
export const releaseSavepoint = (tx: Tx): Promise<unknown> => sql`release savepoint leads`.execute(tx)
