import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { nullable } from '../../http/schema.ts'
import type { Deliveries } from './service.ts'
import { Delivery, DeliveryDetail, DeliveryQuery } from './types.ts'

const tags = ['webhooks']
const params = Type.Object({ deliveryId: Type.String({ format: 'uuid', description: 'uuid of the delivery' }) })
const manages = { config: { permission: 'webhooks.manage' } } as const

export const deliveryRoutes =
  (deliveries: Deliveries): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/webhook-deliveries',
      {
        ...manages,
        schema: {
          summary: 'List webhook deliveries, newest first',
          description: 'They are kept for 30 days.',
          tags,
          querystring: DeliveryQuery,
          response: {
            200: envelope(
              Type.Array(Delivery),
              Type.Object({ hasMore: Type.Boolean(), cursor: nullable(Type.String()) }),
            ),
          },
        },
      },
      async ({ scope, query }) => {
        const { deliveries: found, ...meta } = await deliveries.list(scope, query)
        return answer(found, meta)
      },
    )

    app.get(
      '/v1/ext/webhook-delivery/:deliveryId',
      {
        ...manages,
        schema: {
          summary: "Fetch a webhook delivery with each attempt's request and answer",
          tags,
          params,
          response: { 200: envelope(DeliveryDetail) },
        },
      },
      async ({ scope, params: { deliveryId } }) => answer(await deliveries.fetch(scope, deliveryId)),
    )

    app.post(
      '/v1/ext/webhook-delivery/:deliveryId/replay',
      {
        ...manages,
        schema: {
          summary: 'Send a webhook delivery again',
          description:
            'With the same webhook-id, so that a receiver that has it can drop it. The schedule of retries begins anew.',
          tags,
          params,
          response: { 200: envelope(Delivery) },
        },
      },
      async ({ scope, params: { deliveryId } }) => answer(await deliveries.replay(scope, deliveryId)),
    )

    app.post(
      '/v1/ext/webhook-endpoint/:endpointId/test',
      {
        ...manages,
        schema: {
          summary: 'Send a test event to a webhook endpoint',
          description:
            'At once, also where it is paused, and once: the answer tells what was sent and what came back. Its event is webhook.test.',
          tags,
          params: Type.Object({ endpointId: Type.String({ format: 'uuid', description: 'uuid of the endpoint' }) }),
          response: { 200: envelope(DeliveryDetail) },
        },
      },
      async ({ scope, params: { endpointId } }) => answer(await deliveries.sendTest(scope, endpointId)),
    )
  }
