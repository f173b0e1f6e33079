import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { ifMatch, setETag } from '../../http/etag.ts'
import { Assign, BulkAnswer, BulkAssign, BulkClose, LabelChange } from './change-types.ts'
import type { Chats } from './service.ts'
import { Chat } from './types.ts'

const tags = ['chats']
const params = Type.Object({ chatId: Type.String({ format: 'uuid', description: 'uuid of the chat' }) })
const response = { 200: envelope(Chat) }
/** Whoever reads a chat works on it; the service judges how far they read. */
const config = { permission: 'chats.read_own' } as const
const changing = { permission: 'chats.read_own', takesIfMatch: true } as const

const tell = (reply: FastifyReply, chat: Chat) => {
  setETag(reply, chat.version)
  return answer(chat)
}

export const chatRoutes =
  (chats: Chats): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/chat/:chatId',
      { config, schema: { summary: 'Fetch a chat', tags, params, response } },
      async ({ scope, params: { chatId } }, reply) => tell(reply, await chats.fetch(scope, chatId)),
    )

    app.put(
      '/v1/ext/chat/:chatId/assign',
      {
        config: changing,
        schema: {
          summary: 'Assign a chat',
          description: 'To a user, or with null back to nobody.',
          tags,
          params,
          body: Assign,
          response,
        },
      },
      async (request, reply) => {
        const { scope, params, body } = request
        return tell(reply, await chats.assign(scope, params.chatId, body.assignedTo, ifMatch(request)))
      },
    )

    app.put(
      '/v1/ext/chat/:chatId/close',
      {
        config: changing,
        schema: {
          summary: 'Close a chat',
          description: "It opens again with the customer's next message.",
          tags,
          params,
          response,
        },
      },
      async (request, reply) => tell(reply, await chats.close(request.scope, request.params.chatId, ifMatch(request))),
    )

    app.put(
      '/v1/ext/chat/:chatId/reopen',
      { config: changing, schema: { summary: 'Open a chat again', tags, params, response } },
      async (request, reply) => tell(reply, await chats.reopen(request.scope, request.params.chatId, ifMatch(request))),
    )

    app.put(
      '/v1/ext/chat/:chatId/read',
      {
        config,
        schema: {
          summary: 'Mark a chat as read',
          description: 'For the team alone: the customer is told by a read receipt, which is a message of its own.',
          tags,
          params,
          response,
        },
      },
      async ({ scope, params: { chatId } }, reply) => tell(reply, await chats.read(scope, chatId)),
    )

    app.put(
      '/v1/ext/chat/:chatId/unread',
      {
        config,
        schema: {
          summary: 'Mark a chat as unread',
          description: "The customer's last message counts as unread again, until somebody reads the chat.",
          tags,
          params,
          response,
        },
      },
      async ({ scope, params: { chatId } }, reply) => tell(reply, await chats.unread(scope, chatId)),
    )

    app.put(
      '/v1/ext/chat/:chatId/labels',
      {
        config: changing,
        schema: { summary: 'Add labels to a chat, and remove some', tags, params, body: LabelChange, response },
      },
      async (request, reply) => {
        const { scope, params, body } = request
        return tell(reply, await chats.label(scope, params.chatId, body, ifMatch(request)))
      },
    )

    app.post(
      '/v1/ext/chats/assign',
      {
        config,
        schema: {
          summary: 'Assign many chats',
          description: 'Those named, or all that match.',
          tags,
          body: BulkAssign,
          response: { 200: envelope(BulkAnswer) },
        },
      },
      async ({ scope, body }) => answer(await chats.assignMany(scope, body)),
    )

    app.post(
      '/v1/ext/chats/close',
      {
        config,
        schema: {
          summary: 'Close many chats',
          description: 'Those named, or all that match.',
          tags,
          body: BulkClose,
          response: { 200: envelope(BulkAnswer) },
        },
      },
      async ({ scope, body }) => answer(await chats.closeMany(scope, body)),
    )
  }
