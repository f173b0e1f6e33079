import { Type } from 'typebox'
import type { Routes } from '../../http/app.ts'
import { freeObject } from '../../http/schema.ts'
import type { PassedAnswer, PassThrough } from '../pass-through/service.ts'

const params = Type.Object({
  version: Type.String({
    pattern: '^v\\d{1,3}\\.\\d{1,2}$',
    description: "of Meta's Graph API",
    examples: ['v23.0'],
  }),
  phoneNumberId: Type.String({
    pattern: '^[0-9]{1,32}$',
    description: "Meta's id of the phone number",
    examples: ['106540352242922'],
  }),
})
const Raw = Type.Unsafe<string | Buffer>({
  type: 'object',
  additionalProperties: true,
  description: "Meta's body, as it is",
  examples: [{ success: true }],
})
const Settings = freeObject({
  description: "Meta's settings of the number",
  examples: [{ calling: { status: 'ENABLED' } }],
})
const Call = freeObject({
  description: "Meta's call: connect, pre_accept, accept, reject or terminate",
  examples: [{ messaging_product: 'whatsapp', action: 'terminate', call_id: 'wacid.HBgLMTIxODU1NTI4MjgVAgARGBIyRkQ0' }],
})
const Customer = Type.Object({
  user_wa_id: Type.String({
    pattern: '^[0-9]{5,20}$',
    description: "the customer's number with country code, without +",
    examples: ['919876543210'],
  }),
})

/** Meta's calling, under the paths that the API has for it: without a plugin, which the number tells. */
export const callingRoutes =
  (passThrough: PassThrough): Routes =>
  async (app) => {
    const path = '/v1/whatsapp/:version/:phoneNumberId'
    const config = { permission: 'messages.send' as const }
    const common = { tags: ['whatsapp'], params, response: { 200: Raw } }
    const asJson = (body: object) => ({ content: Buffer.from(JSON.stringify(body)), contentType: 'application/json' })
    const none = new URLSearchParams()
    const of = ({ version, phoneNumberId }: { version: string; phoneNumberId: string }, edge: string) => ({
      version,
      objectId: phoneNumberId,
      edge,
    })

    app.get(
      `${path}/settings`,
      { config, schema: { ...common, summary: "Fetch a number's settings, among them those of calls" } },
      async ({ scope, params }, reply) =>
        raw(reply, await passThrough.pass(scope, { method: 'GET', ...of(params, 'settings'), query: none })),
    )

    app.post(
      `${path}/settings`,
      {
        config: { permission: 'plugins.manage' },
        schema: { ...common, summary: "Change a number's settings, among them those of calls", body: Settings },
      },
      async ({ scope, params, body }, reply) => {
        const passed = { method: 'POST' as const, ...of(params, 'settings'), query: none, body: asJson(body) }
        return raw(reply, await passThrough.pass(scope, passed))
      },
    )

    app.get(
      `${path}/call_permissions`,
      { config, schema: { ...common, summary: 'Ask whether a customer may be called', querystring: Customer } },
      async ({ scope, params, query }, reply) => {
        const asked = new URLSearchParams({ user_wa_id: query.user_wa_id })
        return raw(
          reply,
          await passThrough.pass(scope, { method: 'GET', ...of(params, 'call_permissions'), query: asked }),
        )
      },
    )

    app.post(
      `${path}/calls`,
      { config, schema: { ...common, summary: 'Make, accept, reject or end a call', body: Call } },
      async ({ scope, params, body }, reply) => {
        const passed = { method: 'POST' as const, ...of(params, 'calls'), query: none, body: asJson(body) }
        return raw(reply, await passThrough.pass(scope, passed))
      },
    )
  }

interface Reply {
  code(status: 200): { type(contentType: string): unknown }
}

function raw(reply: Reply, { status, contentType, body }: PassedAnswer): PassedAnswer['body'] {
  reply.code(status as 200).type(contentType)
  return body
}
