import { sql } from 'kysely'
import type { Database } from '../../../database/database.ts'
import { inTransaction } from '../../../database/transaction.ts'
import type { Scope } from '../../../scope.ts'
import { ensureChats } from '../../chats/ensure.ts'
import { touchOutbound } from '../../chats/touch.ts'
import type { MessageRow } from '../row.ts'

/**
 * Meta knows the number by another name than it was given (as those of Brazil and Mexico, with or without a digit): the message belongs into the chat in
 * which the customer will answer. What was made for the wrong name alone goes again.
 */
export function moveToWaId(db: Database, scope: Scope, row: MessageRow, waId: string): Promise<MessageRow> {
  const { teamId } = scope
  const { id, pluginId, phoneNumberId, at } = row
  return inTransaction(db, {}, async (tx) => {
    const [chat] = await ensureChats(tx, scope, [{ pluginId, phoneNumberId, waId, at }])
    if (!chat) return row
    await sql`
      update chat_messages set chat_id = ${chat.chatId}, contact_id = ${chat.contactId}
      where team_id = ${teamId} and chat_message_id = ${id}`.execute(tx)
    await touchOutbound(tx, scope, [{ chatId: chat.chatId, chatMessageId: id, at }])
    const { rows: left } = await sql`
      delete from chats
      where team_id = ${teamId} and chat_id = ${row.chatId} and created_at = ${at}
        and not exists (select from chat_messages m where m.team_id = ${teamId} and m.chat_id = ${row.chatId})
      returning chat_id`.execute(tx)
    if (left.length > 0) {
      await sql`
        delete from contacts
        where team_id = ${teamId} and contact_id = ${row.contactId} and created_at = ${at}
          and not exists (select from chats c where c.team_id = ${teamId} and c.contact_id = ${row.contactId})`.execute(
        tx,
      )
    }
    return { ...row, chatId: chat.chatId, contactId: chat.contactId, address: waId }
  })
}
