import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../../http/app.ts'
import type { Presence } from './service.ts'
import { Here, PersonHere } from './types.ts'

const tags = ['chats']
const config = { permission: 'chats.read_own' } as const
const params = Type.Object({ chatId: Type.String({ format: 'uuid', description: 'uuid of the chat' }) })
const response = { 200: envelope(Type.Array(PersonHere)) }

export const presenceRoutes =
  (presence: Presence): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/chat/:chatId/presence',
      { config, schema: { summary: 'List who has a chat open', tags, params, response } },
      async ({ scope, params: { chatId } }) => answer(await presence.list(scope, chatId)),
    )

    app.put(
      '/v1/ext/chat/:chatId/presence',
      {
        config,
        schema: {
          summary: 'Say that one has a chat open',
          description:
            'Counts for 20 seconds: say it again every 10, when typing begins or ends, and with `here: false` when leaving. Answers who is there; what changes is told by `GET /v1/ext/stream` as `presence`, `{chat, people}`, to those who are.',
          tags,
          params,
          body: Here,
          response,
        },
      },
      async ({ scope, params: { chatId }, body }) => answer(await presence.keep(scope, chatId, body)),
    )
  }
