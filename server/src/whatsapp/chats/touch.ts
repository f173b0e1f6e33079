import type { Tx } from '../../database/database.ts'
import { recordEvents } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { moveWindows, type Touch, type Touched, touchChats } from './sql/touch-chats.ts'

/** A message that stands in `chat_messages` already, in the same transaction. */
export interface ChatTouch {
  chatId: string
  chatMessageId: string
  /** when it was written */
  at: Date
}

/**
 * After customers wrote: unread count, customer-service window, last message; a closed chat opens again. The same messages once more, or in
 * another order, end in the same state (of two that were written in the same second, the last is the one with the greater id).
 *
 * Answers the chats that are open now, whose customers wait: `Assignment.assign` gives those to somebody that nobody has, or somebody who is
 * not there.
 */
export async function touchInbound(tx: Tx, scope: Scope, messages: readonly ChatTouch[]): Promise<string[]> {
  if (messages.length === 0) return []
  const newest = newestOfEach(messages)
  const touched = await touchChats(
    tx,
    scope,
    newest.map(({ at, ...message }) => ({ ...message, at, inboundAt: at, readUntil: null })),
  )
  const reopened = touched.filter(isReopened)
  await recordEvents(
    tx,
    scope,
    reopened.map(({ chatId }) => ({
      kind: 'chat.reopened',
      subjectId: chatId,
      before: { status: 'CLOSED' },
      after: { status: 'OPEN' },
    })),
  )
  return touched.flatMap(({ chatId, status }) => (status === 'OPEN' ? chatId : []))
}

/**
 * After the team wrote: the last message. With `isEcho` it was written in WhatsApp's own app, by somebody who thereby has read what came
 * before it.
 */
export async function touchOutbound(
  tx: Tx,
  scope: Scope,
  messages: readonly ChatTouch[],
  { isEcho = false } = {},
): Promise<void> {
  if (messages.length === 0) return
  const touches = newestOfEach(messages).map(
    ({ at, ...message }): Touch => ({ ...message, at, inboundAt: null, readUntil: isEcho ? at : null }),
  )
  await touchChats(tx, scope, touches)
}

/** What was taken over of one chat, of whatever time: its newest message, and the newest of the customer's. */
export type ChatHistory = Touch

/** After messages were taken over from elsewhere. A chat that was closed since stays so. */
export async function touchHistory(tx: Tx, scope: Scope, histories: readonly ChatHistory[]): Promise<void> {
  if (histories.length > 0) await touchChats(tx, scope, histories)
}

/**
 * Where Meta tells that a chat's window ends later than a day after the customer's last message (free entry points: `conversation` of a status with
 * origin `referral_conversion`, until its `expiration_timestamp`). A window that Meta opens for templates is none.
 */
export async function moveWindow(
  tx: Tx,
  scope: Scope,
  windows: readonly { chatId: string; endsAt: Date }[],
): Promise<void> {
  if (windows.length > 0) await moveWindows(tx, scope, windows)
}

const isReopened = (chat: Touched): boolean => chat.wasClosed && chat.status === 'OPEN'

function newestOfEach(messages: readonly ChatTouch[]): ChatTouch[] {
  const newest = new Map<string, ChatTouch>()
  for (const message of messages) {
    const other = newest.get(message.chatId)
    if (!other || other.at < message.at || (+other.at === +message.at && other.chatMessageId < message.chatMessageId)) {
      newest.set(message.chatId, message)
    }
  }
  return [...newest.values()]
}
