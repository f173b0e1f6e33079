import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Directory } from './directory.ts'
import { PluginParams, ShownNumber, WebhookSettings, WebhookSettingsChanges } from './types.ts'

const tags = ['whatsapp']
const reads = { config: { permission: 'authenticated' } } as const
const manages = { config: { permission: 'plugins.manage' } } as const
const querystring = Type.Object(
  { pluginId: Type.Optional(Type.String({ format: 'uuid', description: 'only those of this plugin' })) },
  { additionalProperties: false },
)

/** Where ids come from: numbers, accounts and the webhook settings of a plugin. */
export const directoryRoutes =
  (directory: Directory): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/whatsapp-phone-number',
      {
        ...reads,
        schema: {
          summary: 'List phone numbers',
          tags,
          querystring,
          response: { 200: envelope(Type.Array(ShownNumber)) },
        },
      },
      async ({ scope, query: { pluginId } }) => answer(await directory.numbers(scope, pluginId)),
    )

    app.get(
      '/v1/ext/whatsapp-phone-number/:phoneNumberId',
      {
        ...reads,
        schema: {
          summary: 'Fetch a phone number',
          tags,
          params: Type.Object({ phoneNumberId: Type.String({ description: "Meta's phone-number id", maxLength: 64 }) }),
          querystring,
          response: { 200: envelope(ShownNumber) },
        },
      },
      async ({ scope, params: { phoneNumberId }, query: { pluginId } }) =>
        answer(await directory.number(scope, phoneNumberId, pluginId)),
    )

    app.get(
      '/v1/ext/whatsapp-business-account',
      {
        ...reads,
        schema: {
          summary: 'List WhatsApp Business accounts',
          tags,
          querystring,
          response: {
            200: envelope(
              Type.Array(
                Type.Object({
                  id: Type.String(),
                  name: Type.String(),
                  chakraStatus: Type.Enum(['CONNECTED', 'DISCONNECTED']),
                  plugin: Type.String({ format: 'uuid' }),
                }),
              ),
            ),
          },
        },
      },
      async ({ scope, query: { pluginId } }) => answer(await directory.accounts(scope, pluginId)),
    )

    app.get(
      '/v1/ext/plugin/whatsapp/:pluginId/config',
      {
        ...manages,
        schema: {
          summary: "Fetch a plugin's webhook settings",
          tags,
          params: PluginParams,
          response: { 200: envelope(WebhookSettings) },
        },
      },
      async ({ scope, params: { pluginId } }) => answer(await directory.settings(scope, pluginId)),
    )

    app.post(
      '/v1/ext/plugin/whatsapp/:pluginId/update-config',
      {
        ...manages,
        schema: {
          summary: "Change a plugin's webhook settings",
          tags,
          params: PluginParams,
          body: WebhookSettingsChanges,
          response: { 200: envelope(Type.Object({ success: Type.Boolean() })) },
        },
      },
      async ({ scope, params: { pluginId }, body }) => {
        await directory.changeSettings(scope, pluginId, body)
        return answer({ success: true })
      },
    )
  }
