import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { keyedRequest } from '../../http/idempotency.ts'
import { freeObject } from '../../http/schema.ts'
import type { Plugins } from '../plugins/service.ts'
import type { Messages } from './service.ts'
import { ChatMessage, sourceOf } from './types.ts'

const tags = ['whatsapp']

const pluginId = Type.String({ description: 'uuid of the plugin' })
const path = {
  version: Type.String({
    pattern: '^v\\d{1,3}\\.\\d{1,3}$',
    description: "version of Meta's Graph API",
    examples: ['v23.0'],
  }),
  phoneNumberId: Type.String({ description: "Meta's id of the business number", examples: ['106540352242922'] }),
}

const ById = Type.Object({
  messageId: Type.String({ format: 'uuid', description: 'uuid of the chat message' }),
})

const example = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '919812345678',
  type: 'text',
  text: { body: 'Your order has left.' },
}

/** Meta's fields stand at the top, where clients of Meta look for them, and in `_data`, where clients of this API do. */
const Answer = Type.Object(
  {
    ...envelope(
      Type.Object(
        {
          whatsappMessageId: Type.Optional(Type.String({ description: 'the wamid' })),
          chatMessageId: Type.Optional(Type.String({ format: 'uuid', description: 'the chat message of it' })),
          chat: Type.Optional(Type.String({ format: 'uuid' })),
        },
        { additionalProperties: true },
      ),
    ).properties,
    messages: Type.Optional(Type.Array(Type.Object({ id: Type.String() }, { additionalProperties: true }))),
    success: Type.Optional(Type.Boolean({ description: 'of a read receipt' })),
  },
  { additionalProperties: true },
)

export const messageRoutes =
  ({ messages, plugins }: { messages: Messages; plugins: Plugins }): Routes =>
  async (app) => {
    // without the plugin it is found by the number
    for (const within of ['/:pluginId', ''] as const) {
      app.post(
        `/v1/ext/plugin/whatsapp${within}/api/:version/:phoneNumberId/messages`,
        {
          config: { permission: 'messages.send', claimsKey: true },
          schema: {
            summary: "Send a message as Meta's API takes it",
            description:
              "Any type of message, or a read receipt with or without a typing indicator. The message is stored before Meta is called. Meta's refusal passes with its status and its `error`; where Meta stays silent the message stands as UNCONFIRMED and is never sent again by itself. With an Idempotency-Key a repeat answers how the message stands.",
            tags,
            params: Type.Object({ ...(within && { pluginId }), ...path }),
            body: freeObject({
              description:
                "Meta's message object. Beside its fields `lastMessageId`, the id of the last chat message that whoever writes has seen: the reply claims its chat, or is a 409 where somebody else has written since; and `scheduledFor`, epoch milliseconds at most a year from now, when it is to go out: POST /v1/ext/message/{id}/cancel takes it back until then.",
              examples: [example],
            }),
            response: { 200: Answer },
          },
        },
        async (request, reply) => {
          const { scope, body } = request
          const params = request.params as { pluginId?: string; version: string; phoneNumberId: string }
          const { plugin, number } = await plugins.withPhoneNumber(scope, params.phoneNumberId, params.pluginId)
          const from = { plugin, number, version: params.version }
          const sent = await messages.sendRaw(scope, from, body, {
            source: sourceOf(scope),
            keyed: keyedRequest(request),
          })
          if (sent.isRepeat) void reply.header('idempotent-replayed', 'true')
          const { message } = sent
          const ours = message && {
            whatsappMessageId: message.externalId ?? '',
            chatMessageId: message.id,
            chat: message.chat,
          }
          return { ...sent.body, _data: { ...sent.body, ...ours }, _meta: {}, _errors: [] }
        },
      )
    }

    app.get(
      '/v1/ext/message/:messageId',
      {
        config: { permission: 'messages.send' },
        schema: {
          summary: 'Fetch a message that was sent',
          tags,
          params: ById,
          response: { 200: envelope(ChatMessage) },
        },
      },
      async ({ scope, params }) => answer(await messages.fetch(scope, params.messageId)),
    )

    app.post(
      '/v1/ext/message/:messageId/settle',
      {
        config: { permission: 'messages.send' },
        schema: {
          summary: 'Settle a message of which it is not known whether it was sent',
          description:
            'From 15 minutes after the call to Meta that was interrupted. A status event settles it by itself.',
          tags,
          params: ById,
          body: Type.Object(
            {
              outcome: Type.Enum(['SENT', 'FAILED'], { examples: ['SENT'] }),
              reason: Type.Optional(
                Type.String({ minLength: 1, maxLength: 500, examples: ['The customer has got it.'] }),
              ),
            },
            { additionalProperties: false },
          ),
          response: { 200: envelope(ChatMessage) },
        },
      },
      async ({ scope, params, body }) => answer(await messages.settle(scope, params.messageId, body)),
    )

    app.post(
      '/v1/ext/message/:messageId/cancel',
      {
        config: { permission: 'messages.send' },
        schema: {
          summary: 'Cancel a scheduled message',
          tags,
          params: ById,
          response: { 200: envelope(ChatMessage) },
        },
      },
      async ({ scope, params }) => answer(await messages.cancel(scope, params.messageId)),
    )
  }
