import { sql } from 'kysely'
import type { Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

export interface ChatOfProcess {
  chatId: string
  procedureId: string
  processId: string
}

export async function tieToProcesses(tx: Tx, { teamId }: Scope, chats: readonly ChatOfProcess[]): Promise<void> {
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
