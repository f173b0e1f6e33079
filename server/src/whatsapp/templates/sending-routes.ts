import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { keyedRequest } from '../../http/idempotency.ts'
import { ChatMessage } from '../messages/types.ts'
import { PluginParams } from '../plugins/types.ts'
import { dropAbsent } from './absent.ts'
import { givenFields } from './given-schema.ts'
import type { TemplateSending, TemplateSent } from './sending.ts'

const fields = {
  whatsappPhoneNumberId: Type.String({
    maxLength: 40,
    description: "Meta's id of the number that it is sent by",
    examples: ['106540352242922'],
  }),
  templateName: Type.String({ maxLength: 512, examples: ['order_confirmation'] }),
  language: Type.Optional(
    Type.String({ maxLength: 40, description: 'where the name exists in several languages', examples: ['en_US'] }),
  ),
  languageCode: Type.Optional(Type.String({ maxLength: 40, description: 'the same', examples: ['en_US'] })),
  ...givenFields,
  sendToOptedOut: Type.Optional(
    Type.Boolean({
      description: 'also to somebody who does not want MARKETING any more; else that is a 409',
      examples: [false],
    }),
  ),
  scheduledFor: Type.Optional(
    Type.Integer({
      description:
        'epoch milliseconds, at most a year from now: when to send; POST /v1/ext/message/{id}/cancel takes it back until then',
    }),
  ),
}
const ToNumber = Type.Object(fields, { additionalProperties: false })
const ForProcess = Type.Object(
  {
    ...fields,
    phoneAttribute: Type.Optional(
      Type.String({ maxLength: 200, description: 'where the process has several numbers', examples: ['phone_number'] }),
    ),
  },
  { additionalProperties: false },
)
const plugin = PluginParams.properties
const phoneNumber = Type.String({
  description: 'number with its country code, without a plus',
  examples: ['919812345678'],
})
const ByNumber = Type.Object({ ...plugin, phoneNumber })
const ByProcess = Type.Object({
  ...plugin,
  procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
  process: Type.String({ description: 'uuid or primary key of the process', examples: ['LEAD-000042'] }),
})
const ById = Type.Object({ ...plugin, processId: Type.String({ format: 'uuid', description: 'uuid of the process' }) })
const base = '/v1/ext/plugin/whatsapp/:pluginId'
const shared = {
  config: { permission: 'messages.send', claimsKey: true },
  preValidation: dropAbsent,
} as const
const tags = ['whatsapp']
const response = { 200: envelope(ChatMessage) }
const description =
  'The template is checked and filled before Meta is called; what is missing, surplus or wrong is a 400 that names it. The answer is the chat message.'

export const templateSendingRoutes =
  (sending: TemplateSending): Routes =>
  async (app) => {
    for (const path of ['phoneNumber/:phoneNumber', 'process/phoneNumber/:phoneNumber'] as const) {
      const isOld = path.startsWith('process')
      app.post(
        `${base}/${path}/send-template-message`,
        {
          ...shared,
          schema: {
            summary: `Send a template to a phone number${isOld ? ' (old path)' : ''}`,
            description,
            tags,
            params: ByNumber,
            body: ToNumber,
            response,
          },
        },
        async (request, reply) => {
          const { scope, params, body } = request
          return told(reply, await sending.toNumber(scope, params, body, keyedRequest(request)))
        },
      )
    }

    const ofProcess = `${description} A parameter left out is filled from the attribute that the template is mapped to.`
    app.post(
      `${base}/process/:procedure/:process/send-template-message`,
      {
        ...shared,
        schema: {
          summary: 'Send a template for a process',
          description: ofProcess,
          tags,
          params: ByProcess,
          body: ForProcess,
          response,
        },
      },
      async (request, reply) => {
        const { scope, params, body } = request
        return told(reply, await sending.forProcess(scope, params, body, keyedRequest(request)))
      },
    )

    app.post(
      `${base}/process/:processId/send-template-message`,
      {
        ...shared,
        schema: {
          summary: 'Send a template for a process (old path)',
          description: ofProcess,
          tags,
          params: ById,
          body: ForProcess,
          response,
        },
      },
      async (request, reply) => {
        const { scope, params, body } = request
        const meant = { pluginId: params.pluginId, process: params.processId }
        return told(reply, await sending.forProcess(scope, meant, body, keyedRequest(request)))
      },
    )
  }

function told(reply: FastifyReply, { message, isRepeat }: TemplateSent) {
  if (isRepeat) void reply.header('idempotent-replayed', 'true')
  return answer(message)
}
