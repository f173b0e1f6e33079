import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { PluginParams } from '../plugins/types.ts'
import type { InboundEvents } from './events.service.ts'
import { InboundEvent, InboundEventsQuery, WholeInboundEvent } from './events.types.ts'

const tags = ['whatsapp']
const config = { permission: 'plugins.manage' } as const
const one = Type.Object({
  ...PluginParams.properties,
  inboundEventId: Type.String({ format: 'uuid', description: 'uuid of the event' }),
})
const pageMeta = Type.Object({ hasMore: Type.Boolean(), cursor: Type.Union([Type.String(), Type.Null()]) })

export const inboundEventRoutes =
  (inboundEvents: InboundEvents): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/plugin/whatsapp/:pluginId/inbound-events',
      {
        config,
        schema: {
          summary: 'List what Meta has sent',
          description: 'Newest first. Events that were applied are kept for 30 days, the others until they are.',
          tags,
          params: PluginParams,
          querystring: InboundEventsQuery,
          response: { 200: envelope(Type.Array(InboundEvent), pageMeta) },
        },
      },
      async ({ scope, params, query }) => {
        const { events, ...meta } = await inboundEvents.list(scope, params.pluginId, query)
        return answer(events, meta)
      },
    )

    app.get(
      '/v1/ext/plugin/whatsapp/:pluginId/inbound-events/:inboundEventId',
      {
        config,
        schema: {
          summary: 'Fetch an event of Meta as it was received',
          tags,
          params: one,
          response: { 200: envelope(WholeInboundEvent) },
        },
      },
      async ({ scope, params }) => answer(await inboundEvents.fetch(scope, params.pluginId, params.inboundEventId)),
    )

    app.post(
      '/v1/ext/plugin/whatsapp/:pluginId/inbound-events/:inboundEventId/try-again',
      {
        config,
        schema: {
          summary: 'Try an event again that was given up',
          description: 'Also one that was foreign, once the account has its number.',
          tags,
          params: one,
          response: { 200: envelope(InboundEvent) },
        },
      },
      async ({ scope, params }) => answer(await inboundEvents.tryAgain(scope, params.pluginId, params.inboundEventId)),
    )
  }
