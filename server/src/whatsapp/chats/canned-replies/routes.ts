import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../../http/app.ts'
import type { CannedReplies } from './service.ts'
import { CannedReply, CannedReplyChanges, NewCannedReply, Preview, PreviewRequest } from './types.ts'

const tags = ['chats']
const params = Type.Object({
  cannedReplyId: Type.String({ format: 'uuid', description: 'uuid of the canned reply' }),
})
const response = { 200: envelope(CannedReply) }
/** Whoever answers customers writes down what is often answered. */
const writes = { config: { permission: 'messages.send' } } as const

export const cannedReplyRoutes =
  (replies: CannedReplies): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/canned-replies',
      {
        config: { permission: 'chats.read_own' },
        schema: { summary: 'List canned replies', tags, response: { 200: envelope(Type.Array(CannedReply)) } },
      },
      async ({ scope }) => answer(await replies.list(scope)),
    )

    app.post(
      '/v1/ext/canned-reply',
      { ...writes, schema: { summary: 'Create a canned reply', tags, body: NewCannedReply, response } },
      async ({ scope, body }) => answer(await replies.create(scope, body)),
    )

    app.put(
      '/v1/ext/canned-reply/:cannedReplyId',
      { ...writes, schema: { summary: 'Change a canned reply', tags, params, body: CannedReplyChanges, response } },
      async ({ scope, params: { cannedReplyId }, body }) => answer(await replies.update(scope, cannedReplyId, body)),
    )

    app.delete(
      '/v1/ext/canned-reply/:cannedReplyId',
      { ...writes, schema: { summary: 'Delete a canned reply', tags, params, response } },
      async ({ scope, params: { cannedReplyId } }) => answer(await replies.delete(scope, cannedReplyId)),
    )

    app.post(
      '/v1/ext/canned-reply/:cannedReplyId/preview',
      {
        config: { permission: 'chats.read_own', readsOnly: true },
        schema: {
          summary: 'Show a canned reply as it would be sent in a chat',
          description: 'Sends nothing.',
          tags,
          params,
          body: PreviewRequest,
          response: { 200: envelope(Preview) },
        },
      },
      async ({ scope, params: { cannedReplyId }, body }) =>
        answer(await replies.preview(scope, cannedReplyId, body.chatId)),
    )
  }
