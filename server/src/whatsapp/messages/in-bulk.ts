import type { Tx } from '../../database/database.ts'
import { recordEvents } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { ensureChats } from '../chats/ensure.ts'
import { touchOutbound } from '../chats/touch.ts'
import { readableText } from './readable.ts'
import type { MessageRow, MetaMessage } from './row.ts'
import { findMessages } from './sql/find-messages.ts'
import { insertClaimed, markAbandoned, markUnderWay, markWaiting } from './sql/insert-claimed.ts'
import { type Settled, type SettledRow, settleSends } from './sql/settle-sends.ts'

export type { Settled, SettledRow } from './sql/settle-sends.ts'

/** What a queue knows of a message whose turn has come. */
export interface ClaimedMessage {
  id: string
  address: string
  body: MetaMessage
  text: string
  templateId: string | null
  callbackData: string | null
  procedureId: string | null
  processId: string | null
  userId: string | null
  keyId: string | null
  campaignId: string | null
  sourceId: string | null
  /** whether it stands in chat_messages already */
  isStored: boolean
}

/**
 * Puts messages on their way: from the commit on they are this server's to send, and UNCONFIRMED should it die.
 * @returns those that may be sent: one that was stored and settled meanwhile is left out
 */
export async function putOnTheirWay(
  tx: Tx,
  scope: Scope,
  { pluginId, phoneNumberId, senderId }: { pluginId: string; phoneNumberId: string; senderId: string },
  messages: readonly ClaimedMessage[],
): Promise<MessageRow[]> {
  const stored = messages.filter(({ isStored }) => isStored).map(({ id }) => id)
  const fresh = messages.filter(({ isStored }) => !isStored)
  const at = new Date()
  const chats = await ensureChats(
    tx,
    scope,
    fresh.map(({ address }) => ({ pluginId, phoneNumberId, waId: address, at })),
  )
  const rows = fresh.map((message, index): MessageRow => {
    const { isStored: _, ...given } = message
    const chat = chats[index]
    if (!chat) throw new Error('A chat was neither found nor made.')
    const { attachments } = readableText(message.body)
    return {
      ...given,
      ...blank,
      attachments,
      pluginId,
      phoneNumberId,
      chatId: chat.chatId,
      contactId: chat.contactId,
      type: typeof message.body.type === 'string' ? message.body.type : 'unknown',
      sendingBy: senderId,
      at,
      createdAt: at,
      updatedAt: at,
    }
  })
  if (rows.length > 0) {
    await insertClaimed(tx, scope, rows)
    await recordEvents(tx, scope, rows.map(creation))
    await touchOutbound(
      tx,
      scope,
      rows.map(({ id, chatId }) => ({ chatId, chatMessageId: id, at })),
    )
  }
  if (stored.length === 0) return rows
  const free = await markUnderWay(tx, scope, stored, senderId)
  return [...rows, ...(await findMessages(tx, scope, [...free]))]
}

/** What Meta has answered, or what follows from its silence. */
export const settleMessages = (
  tx: Tx,
  scope: Pick<Scope, 'teamId'>,
  settled: readonly Settled[],
): Promise<SettledRow[]> => settleSends(tx, scope, settled, new Date())

/** Meta certainly does not have them: they wait for another turn. Answers those that were under way until now, and so are to be queued. */
export const putBack = (
  tx: Tx,
  scope: Pick<Scope, 'teamId'>,
  ids: readonly string[],
  senderId: string,
): Promise<Set<string>> => markWaiting(tx, scope, ids, senderId)

/**
 * Messages that were put on their way in a commit of which this server never heard: it has called Meta for none of them, and they are to be queued
 * again. To be asked while nothing of that number is under way.
 */
export async function takeBackUnsent(
  tx: Tx,
  scope: Scope,
  from: { pluginId: string; phoneNumberId: string; senderId: string },
): Promise<MessageRow[]> {
  const ids = await markAbandoned(tx, scope, from)
  return ids.length === 0 ? [] : findMessages(tx, scope, ids)
}

const creation = (row: MessageRow) => ({
  kind: 'message.created',
  subjectId: row.id,
  ...(row.procedureId && { procedureId: row.procedureId }),
  before: null,
  after: {
    chat: row.chatId,
    direction: row.direction,
    deliveryStatus: row.deliveryStatus,
    type: row.type,
    text: row.text,
    to: row.address,
    plugin: row.pluginId,
    ...(row.campaignId && { campaign: row.campaignId }),
  },
})

const blank = {
  direction: 'OUTBOUND',
  deliveryStatus: 'PENDING',
  sourceType: 'BATCH',
  externalId: null,
  errors: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
  inReplyTo: null,
  scheduledFor: null,
  editedAt: null,
  revokedAt: null,
  reactions: [],
} as const satisfies Partial<MessageRow>
