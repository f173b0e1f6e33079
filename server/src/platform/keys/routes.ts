import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Keys } from './service.ts'
import { ApiKey, ApiKeyChanges, CreatedApiKey, NewApiKey } from './types.ts'

const tags = ['keys']
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'uuid of the key' }) })
const manages = { config: { permission: 'keys.manage' } } as const

export const keyRoutes =
  (keys: Keys): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/keys',
      {
        ...manages,
        schema: {
          summary: 'List API keys, without their secrets',
          tags,
          querystring: Type.Object(
            { isRevoked: Type.Boolean({ default: false, description: 'true: the revoked ones instead' }) },
            { additionalProperties: false },
          ),
          response: { 200: envelope(Type.Array(ApiKey)) },
        },
      },
      async ({ scope, query }) => answer(await keys.list(scope, query)),
    )

    app.post(
      '/v1/ext/key',
      {
        config: { ...manages.config, answersSecret: true },
        schema: {
          summary: 'Create an API key',
          description: 'The answer holds the key, which is shown this once.',
          tags,
          body: NewApiKey,
          response: { 200: envelope(CreatedApiKey) },
        },
      },
      async ({ scope, body }) => answer(await keys.create(scope, body)),
    )

    app.put(
      '/v1/ext/key/:id',
      {
        ...manages,
        schema: {
          summary: 'Update an API key',
          description: 'Only the fields that are passed change; the secret stays.',
          tags,
          params,
          body: ApiKeyChanges,
          response: { 200: envelope(ApiKey) },
        },
      },
      async ({ scope, params: { id }, body }) => answer(await keys.update(scope, id, body)),
    )

    app.delete(
      '/v1/ext/key/:id',
      { ...manages, schema: { summary: 'Revoke an API key', tags, params, response: { 200: envelope(ApiKey) } } },
      async ({ scope, params: { id } }) => answer(await keys.revoke(scope, id)),
    )
  }
