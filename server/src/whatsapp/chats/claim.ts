import type { Tx } from '../../database/database.ts'
import { BadInput, Conflict } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { uuidForm } from '../../uuid.ts'
import { readMessages } from '../messages/read-messages.ts'
import type { ChatMessage } from '../messages/types.ts'
import { assignChats, readChat } from './sql/change-chats.ts'
import { findAnswerSince, findMessageOf, holdChatAt, type PlaceOfChat } from './sql/claim-chat.ts'

/** Somebody else answered the customer first; what they wrote stands beside the error as `chatMessage`. */
export class AnsweredMeanwhile extends Conflict {
  readonly chatMessage: ChatMessage

  constructor(chatMessage: ChatMessage) {
    super('Somebody else has answered in this chat since you looked at it.', {
      code: 'answered_meanwhile',
      path: 'lastMessageId',
      hint: `Read their message (it stands in "chatMessage"); send ${chatMessage.id} as lastMessageId where yours is still to go out.`,
    })
    this.chatMessage = chatMessage
  }

  override get beside(): { chatMessage: ChatMessage } {
    return { chatMessage: this.chatMessage }
  }
}

/**
 * Before a person's reply is stored, in the same transaction: two who answer at once go one after the other, and the second learns of the
 * first. A chat that nobody has becomes the writer's, and what they have seen is read.
 * @param lastMessageId the newest message that they have seen
 * @throws AnsweredMeanwhile where somebody else wrote after it
 * @throws BadInput where it is no message of the chat
 */
export async function claimForReply(tx: Tx, scope: Scope, place: PlaceOfChat, lastMessageId: string): Promise<void> {
  const chat = await holdChatAt(tx, scope, place)
  const seen = chat && uuidForm.test(lastMessageId) ? await findMessageOf(tx, scope, chat.id, lastMessageId) : undefined
  if (!chat || !seen) {
    throw new BadInput('"lastMessageId" must be the id of a message of this chat.', {
      code: 'no_such_message',
      path: 'lastMessageId',
      hint: 'Send the id of the newest message that you see, as POST /v1/ext/chat/{chatId}/message lists them.',
    })
  }
  const other = await findAnswerSince(tx, scope, chat.id, { id: lastMessageId, at: seen.at })
  if (other) {
    const [message] = await readMessages(tx, scope, [other])
    if (message) throw new AnsweredMeanwhile(message)
  }
  await readChat(tx, scope, chat.id, seen.at)
  if (chat.assignedTo !== null || scope.userId === null) return
  await assignChats(tx, scope, [{ id: chat.id, to: scope.userId }])
  await recordEvent(tx, scope, {
    kind: 'chat.assigned',
    subjectId: chat.id,
    before: { assignedTo: null },
    after: { assignedTo: scope.userId, by: 'REPLY' },
  })
}
