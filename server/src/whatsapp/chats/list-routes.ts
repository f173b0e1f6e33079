import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { PageMeta } from '../listing/page.ts'
import { ChatMessage } from '../messages/types.ts'
import type { ChatLists } from './list.ts'
import { ChatListMeta, ChatListRequest, MessageListRequest, MessagesOfNumberRequest } from './list-request.ts'
import type { MessageLists } from './message-lists.ts'
import { Chat } from './types.ts'

const tags = ['chats']
// a list changes nothing, although it is a POST
const config = { permission: 'chats.read_own', readsOnly: true } as const
const messages = { 200: envelope(Type.Array(ChatMessage), PageMeta) }

export const chatListRoutes =
  ({ chats, messageLists }: { chats: ChatLists; messageLists: MessageLists }): Routes =>
  async (app) => {
    app.post(
      '/v1/ext/chat',
      {
        config,
        schema: {
          summary: 'List chats',
          description:
            'The newest first, unless asked otherwise; with chats.read_own those of the user and those that nobody has, with chats.read_pod also those of their pods.',
          tags,
          body: ChatListRequest,
          response: { 200: envelope(Type.Array(Chat), ChatListMeta) },
        },
      },
      async ({ scope, body }) => {
        const page = await chats.list(scope, body)
        return answer(page.chats, page.meta)
      },
    )

    app.post(
      '/v1/ext/chat/:chatId/message',
      {
        config,
        schema: {
          summary: 'List the messages of a chat',
          description: 'Newest first.',
          tags,
          params: Type.Object({ chatId: Type.String({ format: 'uuid', description: 'uuid of the chat' }) }),
          body: MessageListRequest,
          response: messages,
        },
      },
      async ({ scope, params: { chatId }, body }) => {
        const page = await messageLists.ofChat(scope, chatId, body)
        return answer(page.messages, page.meta)
      },
    )

    app.post(
      '/v1/ext/plugin/whatsapp/list-chat-messages-for-phone-number',
      {
        config,
        schema: {
          summary: 'List the messages with a phone number',
          description: "Newest first, with whichever of the team's numbers.",
          tags,
          body: MessagesOfNumberRequest,
          response: messages,
        },
      },
      async ({ scope, body }) => {
        const page = await messageLists.ofNumber(scope, body)
        return answer(page.messages, page.meta)
      },
    )
  }
