import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Routes } from '../../http/app.ts'
import type { GraphAnswer } from '../graph/client.ts'
import { assertPassableQuery } from '../pass-through/rules.ts'
import { PluginParams } from '../plugins/types.ts'
import type { TemplatePassThrough } from './pass-through.ts'

const tags = ['whatsapp']
const version = Type.String({ pattern: '^v\\d{1,3}\\.\\d{1,2}$', description: 'of the Graph API', examples: ['v23.0'] })
const wabaId = Type.String({
  pattern: '^\\d{1,40}$',
  description: 'id of the WhatsApp business account',
  examples: ['102290129340398'],
})
/** Meta's body, as it is. */
const raw = (example: object) =>
  Type.Unsafe<unknown>({
    type: 'object',
    additionalProperties: true,
    description: "Meta's body, as it is",
    examples: [example],
  })
const Page = raw({
  data: [
    { id: '1689556908129832', name: 'order_confirmation', language: 'en_US', status: 'APPROVED', category: 'UTILITY' },
  ],
  paging: { cursors: { before: 'MAZDZD', after: 'MjQZD' } },
})
const Made = raw({ id: '1689556908129832', status: 'PENDING', category: 'UTILITY' })
const Done = raw({ success: true })
const text = Type.Optional(Type.String({ maxLength: 4000 }))
/** Meta's own parameters; those that are not named here pass as well. */
const Listed = Type.Object(
  {
    limit: Type.Optional(Type.String({ maxLength: 10, description: 'how many a page', examples: ['100'] })),
    after: Type.Optional(Type.String({ maxLength: 4000, description: 'paging.cursors.after of the page before' })),
    name: text,
    fields: Type.Optional(Type.String({ maxLength: 4000, examples: ['id,name,status'] })),
  },
  { additionalProperties: { type: 'string', maxLength: 4000 } },
)
const Deleted = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 512, examples: ['order_confirmation'] })),
    hsm_id: Type.Optional(Type.String({ maxLength: 40, description: 'id of one language of it' })),
  },
  { additionalProperties: { type: 'string', maxLength: 4000 } },
)
const Draft = Type.Unsafe<unknown>({
  type: 'object',
  additionalProperties: true,
  description: "Meta's body, as it is",
  examples: [
    {
      name: 'order_confirmation',
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hi {{1}}, your order is on its way.', example: { body_text: [['Asha']] } }],
    },
  ],
})

interface Parameters {
  pluginId?: string
  version: string
}

/** Meta's calls for templates, with its bodies raw; in both forms of the path, with the plugin and without. */
export const templatePassThroughRoutes =
  (passThrough: TemplatePassThrough): Routes =>
  async (app) => {
    for (const plugin of ['/:pluginId', ''] as const) {
      const own = plugin === '' ? {} : PluginParams.properties
      const ByAccount = Type.Object({ ...own, version, wabaId })
      const ofAccount = `/v1/ext/plugin/whatsapp${plugin}/api/:version/:wabaId/message_templates`
      const manages = { config: { permission: 'plugins.manage' } } as const

      app.get(
        ofAccount,
        {
          config: { permission: 'messages.send' },
          schema: {
            summary: "List Meta's message templates",
            tags,
            params: ByAccount,
            querystring: Listed,
            response: { 200: Page },
          },
        },
        async (request, reply) =>
          send(reply, await passThrough.list(request.scope, { ...named(request), wabaId: request.params.wabaId })),
      )

      app.post(
        ofAccount,
        {
          ...manages,
          schema: {
            summary: 'Create a message template at Meta',
            description: 'POST …/templates/check tells beforehand what Meta would refuse.',
            tags,
            params: ByAccount,
            body: Draft,
            response: { 200: Made },
          },
        },
        async (request, reply) => {
          const { scope, params, body } = request
          return send(reply, await passThrough.create(scope, { ...named(request), wabaId: params.wabaId, body }))
        },
      )

      app.delete(
        ofAccount,
        {
          ...manages,
          schema: {
            summary: 'Delete a message template at Meta',
            description: 'By `name` in all its languages, or one by `hsm_id` and `name`.',
            tags,
            params: ByAccount,
            querystring: Deleted,
            response: { 200: Done },
          },
        },
        async (request, reply) =>
          send(reply, await passThrough.delete(request.scope, { ...named(request), wabaId: request.params.wabaId })),
      )
    }
  }

function named({ params, query }: Pick<FastifyRequest, 'params' | 'query'>) {
  const { pluginId, version: asked } = params as Parameters
  const passed = new URLSearchParams(query as Record<string, string>)
  assertPassableQuery(passed)
  return { pluginId, version: asked, query: Object.fromEntries(passed) }
}

/** Meta's body is an object of its own: no schema of ours may leave anything out of it. */
function send(reply: FastifyReply, { body }: GraphAnswer): unknown {
  void reply.header('content-type', 'application/json; charset=utf-8').serializer(JSON.stringify)
  return body
}
