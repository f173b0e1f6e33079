import type { Database, Tx } from '../../../src/database/database.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { newId } from '../../../src/ids.ts'
import type { Scope } from '../../../src/scope.ts'
import { ensureChats } from '../../../src/whatsapp/chats/ensure.ts'
import { touchInbound, touchOutbound } from '../../../src/whatsapp/chats/touch.ts'
import type { TeamAtHand } from '../../harness/nadi.ts'

/** A number of the team, as chats name it. */
export interface NumberAtHand {
  pluginId: string
  phoneNumberId: string
}

export const aNumber = (): NumberAtHand => ({ pluginId: newId(), phoneNumberId: '106540352242922' })

export interface Written {
  waId: string
  text?: string
  at?: Date
  name?: string
  direction?: 'INBOUND' | 'OUTBOUND'
  userId?: string | null
}

/** Stores messages as those do who take them in or send them: chats, messages, touches, all in one transaction. */
export function write(
  { nadi, scope }: Pick<TeamAtHand, 'nadi' | 'scope'>,
  number: NumberAtHand,
  messages: readonly Written[],
): Promise<{ chatId: string; messageId: string }[]> {
  return writeIn(nadi.db, scope, number, messages)
}

async function writeIn(db: Database, scope: Scope, number: NumberAtHand, messages: readonly Written[]) {
  return inTransaction(db, scope, async (tx) => {
    const given = messages.map((message) => ({ ...message, at: message.at ?? new Date(), id: newId() }))
    const chats = await ensureChats(
      tx,
      scope,
      given.map(({ waId, name, at }) => ({ ...number, waId, at, ...(name !== undefined && { name }) })),
    )
    const rows = given.map((message, index) => ({ ...message, chat: chats[index] as (typeof chats)[number] }))
    await insertMessages(tx, scope, number, rows)
    const touch = ({ chat, id, at }: (typeof rows)[number]) => ({ chatId: chat.chatId, chatMessageId: id, at })
    await touchInbound(tx, scope, rows.filter(({ direction }) => direction !== 'OUTBOUND').map(touch))
    await touchOutbound(tx, scope, rows.filter(({ direction }) => direction === 'OUTBOUND').map(touch))
    return rows.map(({ chat, id }) => ({ chatId: chat.chatId, messageId: id }))
  })
}

type Row = Required<Pick<Written, 'at'>> & Written & { id: string; chat: { chatId: string; contactId: string | null } }

async function insertMessages(tx: Tx, { teamId }: Scope, number: NumberAtHand, rows: readonly Row[]): Promise<void> {
  await tx
    .insertInto('chat_messages')
    .values(
      rows.map(({ id, chat, text = 'hello', at, direction = 'INBOUND', userId = null }) => ({
        team_id: teamId,
        chat_message_id: id,
        chat_id: chat.chatId,
        plugin_id: number.pluginId,
        phone_number_id: number.phoneNumberId,
        contact_id: chat.contactId,
        direction,
        external_id: `wamid.${id}`,
        type: 'text',
        body: JSON.stringify({ type: 'text', text: { body: text } }),
        text,
        delivery_status: direction === 'INBOUND' ? 'DELIVERED' : 'SENT',
        at,
        source_type: direction === 'INBOUND' ? 'CUSTOMER' : 'API',
        user_id: userId,
        created_at: at,
        updated_at: at,
      })),
    )
    .execute()
}
