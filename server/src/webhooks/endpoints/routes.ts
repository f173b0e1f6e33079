import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { SecretState, ShownSecret } from '../secrets/types.ts'
import type { Endpoints } from './service.ts'
import { Endpoint, EndpointChanges, NewEndpoint } from './types.ts'

const tags = ['webhooks']
const params = Type.Object({ endpointId: Type.String({ format: 'uuid', description: 'uuid of the endpoint' }) })
const manages = { config: { permission: 'webhooks.manage' } } as const
const one = { 200: envelope(Endpoint) }
const path = '/v1/ext/webhook-endpoint/:endpointId'

export const endpointRoutes =
  (endpoints: Endpoints): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/webhook-endpoints',
      {
        ...manages,
        schema: { summary: 'List webhook endpoints', tags, response: { 200: envelope(Type.Array(Endpoint)) } },
      },
      async ({ scope }) => answer(await endpoints.list(scope)),
    )

    app.post(
      '/v1/ext/webhook-endpoint',
      {
        ...manages,
        schema: {
          summary: 'Create a webhook endpoint',
          description:
            'PASS_THROUGH gets the events of Meta as they came, CHAKRA chosen events of messages, EVENTS those of the engine. Each is signed, tried again for a day, and kept in a log.',
          tags,
          body: NewEndpoint,
          response: one,
        },
      },
      async ({ scope, body }) => answer(await endpoints.create(scope, body)),
    )

    app.get(
      path,
      { ...manages, schema: { summary: 'Fetch a webhook endpoint', tags, params, response: one } },
      async ({ scope, params: { endpointId } }) => answer(await endpoints.fetch(scope, endpointId)),
    )

    app.put(
      path,
      {
        ...manages,
        schema: {
          summary: 'Update a webhook endpoint',
          description: 'Only the fields that are passed change. What waits for it goes to the new address.',
          tags,
          params,
          body: EndpointChanges,
          response: one,
        },
      },
      async ({ scope, params: { endpointId }, body }) => answer(await endpoints.update(scope, endpointId, body)),
    )

    app.delete(
      path,
      {
        ...manages,
        schema: {
          summary: 'Delete a webhook endpoint',
          description: 'What it still had to get is never sent.',
          tags,
          params,
          response: one,
        },
      },
      async ({ scope, params: { endpointId } }) => answer(await endpoints.delete(scope, endpointId)),
    )

    app.post(
      `${path}/pause`,
      {
        ...manages,
        schema: {
          summary: 'Pause a webhook endpoint',
          description: 'Its deliveries wait until it is resumed.',
          tags,
          params,
          response: one,
        },
      },
      async ({ scope, params: { endpointId } }) => answer(await endpoints.pause(scope, endpointId)),
    )

    app.post(
      `${path}/resume`,
      {
        ...manages,
        schema: {
          summary: 'Resume a webhook endpoint',
          description: 'What has waited is sent, the oldest first.',
          tags,
          params,
          response: one,
        },
      },
      async ({ scope, params: { endpointId } }) => answer(await endpoints.resume(scope, endpointId)),
    )

    app.post(
      `${path}/secret/rotate`,
      {
        config: { permission: 'secrets.manage', answersSecret: true },
        schema: {
          summary: 'Give a webhook endpoint a secret of its own, or rotate it',
          description:
            'The answer shows the secret, this once. While it is rotated, X-Chakra-Signature-256 is that of the old one and webhook-signature carries both, until it is confirmed.',
          tags,
          params,
          response: { 200: envelope(ShownSecret) },
        },
      },
      async ({ scope, params: { endpointId } }) => answer(await endpoints.rotateSecret(scope, endpointId)),
    )

    app.post(
      `${path}/secret/confirm`,
      {
        config: { permission: 'secrets.manage' },
        schema: {
          summary: "Confirm a webhook endpoint's new secret: it signs alone from now on",
          tags,
          params,
          response: { 200: envelope(SecretState) },
        },
      },
      async ({ scope, params: { endpointId } }) => answer(await endpoints.confirmSecret(scope, endpointId)),
    )

    app.post(
      `${path}/secret/cancel`,
      {
        config: { permission: 'secrets.manage' },
        schema: {
          summary: "Cancel the rotation of a webhook endpoint's secret: the old one stays",
          tags,
          params,
          response: { 200: envelope(SecretState) },
        },
      },
      async ({ scope, params: { endpointId } }) => answer(await endpoints.cancelSecret(scope, endpointId)),
    )

    app.delete(
      `${path}/secret`,
      {
        config: { permission: 'secrets.manage' },
        schema: {
          summary: 'Let a webhook endpoint sign with the secret of the team again',
          tags,
          params,
          response: one,
        },
      },
      async ({ scope, params: { endpointId } }) => answer(await endpoints.removeSecret(scope, endpointId)),
    )
  }
