import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

export interface ChatHolder {
  /** the chat, message or contact that was asked for */
  asked: string
  chatId: string
  assignedTo: string | null
}

/** With whom chats are: those asked for themselves, by a message of theirs, or by their contact. */
export async function findChatHolders(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  { chats, messages, contacts }: Record<'chats' | 'messages' | 'contacts', readonly string[]>,
): Promise<ChatHolder[]> {
  const { rows } = await sql<ChatHolder>`
    select h.chat_id as asked, h.chat_id as "chatId", h.assigned_to as "assignedTo"
    from chats h where h.team_id = ${teamId} and h.chat_id = any(${chats}::uuid[])
    union all
    select m.chat_message_id, h.chat_id, h.assigned_to
    from chat_messages m join chats h on h.team_id = m.team_id and h.chat_id = m.chat_id
    where m.team_id = ${teamId} and m.chat_message_id = any(${messages}::uuid[])
    union all
    select h.contact_id, h.chat_id, h.assigned_to
    from chats h where h.team_id = ${teamId} and h.contact_id = any(${contacts}::uuid[])`.execute(db)
  return rows
}
