import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Routes } from '../../http/app.ts'
import type { Inbox } from './inbox.ts'

/** Meta sends no event above 3 MB: https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks */
const largestEvent = 3 * 1024 * 1024

const OfPlugin = Type.Object({ pluginId: Type.String({ description: 'uuid of the plugin' }) })
const Challenge = Type.Object({
  'hub.mode': Type.Optional(Type.String()),
  'hub.verify_token': Type.Optional(Type.String()),
  'hub.challenge': Type.Optional(Type.String({ maxLength: 1_000 })),
})

/** The address that Meta calls. It is no part of the API that programs use, so the document of that does not show it. */
export const inboundRoutes =
  (inbox: Inbox): Routes =>
  async (app) => {
    // the signature is over the bytes, so they are taken as they come; only these routes do
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

    app.get(
      '/webhooks/whatsapp/:pluginId',
      { config: { permission: 'public' }, schema: { hide: true, params: OfPlugin, querystring: Challenge } },
      async ({ params, query }, reply) => {
        await inbox.confirm(params.pluginId, query['hub.mode'], query['hub.verify_token'])
        return text(reply, query['hub.challenge'] ?? '')
      },
    )

    app.post(
      '/webhooks/whatsapp/:pluginId',
      {
        config: { permission: 'public' },
        bodyLimit: largestEvent,
        schema: { hide: true, params: OfPlugin },
        onRequest: async (request) => {
          const { pluginId } = request.params as { pluginId: string }
          await inbox.admit(pluginId, request.headers['x-hub-signature-256'])
        },
      },
      async ({ params, body, headers }, reply) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        await inbox.receive(params.pluginId, bytes, String(headers['x-hub-signature-256']))
        return text(reply, '')
      },
    )
  }

const text = (reply: FastifyReply, body: string): FastifyReply => reply.type('text/plain; charset=utf-8').send(body)
