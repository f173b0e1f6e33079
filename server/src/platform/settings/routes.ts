import { answer, envelope, type Routes } from '../../http/app.ts'
import type { UserSettings } from './service.ts'
import { Settings, SettingsChange } from './types.ts'

const tags = ['user']
const response = { 200: envelope(Settings) }

export const settingsRoutes =
  (settings: UserSettings): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/me/settings',
      {
        config: { permission: 'authenticated' },
        schema: {
          summary: "Fetch one's own settings",
          description: 'Those of the user in whose name the key acts; a key in the name of nobody has none (403).',
          tags,
          response,
        },
      },
      async ({ scope }) => answer(await settings.read(scope)),
    )

    app.put(
      '/v1/ext/me/settings',
      {
        config: { permission: 'authenticated' },
        schema: {
          summary: "Change one's own settings",
          description: 'Only the keys that are passed change.',
          tags,
          body: SettingsChange,
          response,
        },
      },
      async ({ scope, body }) => answer(await settings.change(scope, body)),
    )
  }
