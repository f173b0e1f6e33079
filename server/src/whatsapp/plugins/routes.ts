import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Connections } from './connections.ts'
import { NewPlugin, PluginChanges, PluginListMeta, PluginParams as params, Reconnection, ShownPlugin } from './types.ts'

const tags = ['whatsapp']
const manages = { config: { permission: 'plugins.manage' } } as const
const one = { 200: envelope(ShownPlugin) }

export const pluginRoutes =
  (connections: Connections): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/plugin/whatsapp',
      {
        ...manages,
        schema: {
          summary: 'List connected WhatsApp accounts',
          tags,
          response: { 200: envelope(Type.Array(ShownPlugin), PluginListMeta) },
        },
      },
      async ({ scope }) => answer(await connections.list(scope), { graphUrls: [...connections.graphUrls] }),
    )

    app.post(
      '/v1/ext/plugin/whatsapp',
      {
        ...manages,
        schema: {
          summary: 'Connect a WhatsApp Business account',
          description:
            'Reads the account and its numbers from Meta, checks the token, and subscribes to its events. What Meta refuses is a 400 that names the field; what else is amiss stands in `health.problems`.',
          tags,
          body: NewPlugin,
          response: one,
        },
      },
      async ({ scope, body }) => answer(await connections.create(scope, body)),
    )

    app.get(
      '/v1/ext/plugin/whatsapp/:pluginId',
      { ...manages, schema: { summary: 'Fetch a connected account, with its health', tags, params, response: one } },
      async ({ scope, params: { pluginId } }) => answer(await connections.get(scope, pluginId)),
    )

    app.put(
      '/v1/ext/plugin/whatsapp/:pluginId',
      {
        ...manages,
        schema: {
          summary: 'Update a connected account',
          description: 'Only the fields that are passed change. A new token or secret is tried at Meta first.',
          tags,
          params,
          body: PluginChanges,
          response: one,
        },
      },
      async ({ scope, params: { pluginId }, body }) => answer(await connections.update(scope, pluginId, body)),
    )

    app.delete(
      '/v1/ext/plugin/whatsapp/:pluginId',
      { ...manages, schema: { summary: 'Disconnect an account and list it no longer', tags, params, response: one } },
      async ({ scope, params: { pluginId } }) => answer(await connections.delete(scope, pluginId)),
    )

    app.post(
      '/v1/ext/plugin/whatsapp/:pluginId/disconnect',
      {
        ...manages,
        schema: {
          summary: 'Disconnect an account',
          description:
            'Meta sends its events here no longer, and the access token is forgotten. Chats and messages stay.',
          tags,
          params,
          response: one,
        },
      },
      async ({ scope, params: { pluginId } }) => answer(await connections.disconnect(scope, pluginId)),
    )

    app.post(
      '/v1/ext/plugin/whatsapp/:pluginId/reconnect',
      {
        ...manages,
        schema: { summary: 'Connect a disconnected account again', tags, params, body: Reconnection, response: one },
      },
      async ({ scope, params: { pluginId }, body }) => answer(await connections.reconnect(scope, pluginId, body)),
    )

    app.post(
      '/v1/ext/plugin/whatsapp/:pluginId/check',
      {
        ...manages,
        schema: {
          summary: 'Check an account at Meta now',
          description: 'Reads token, numbers and subscription, and subscribes again where events go elsewhere.',
          tags,
          params,
          response: one,
        },
      },
      async ({ scope, params: { pluginId } }) => answer(await connections.check(scope, pluginId)),
    )
  }
