import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { nullable } from '../../http/schema.ts'
import { version } from '../../version.ts'
import type { DemoPhone } from './demo-phone.ts'

const ConsoleFacts = Type.Object({
  version: Type.String({ description: 'of the server', examples: ['0.1.0'] }),
  phoneUrl: nullable(Type.String({ examples: ['http://127.0.0.1:8421/'] }), {
    description: "where the simulator's phone is, for the demo team; null for any other",
  }),
})

export const consoleRoutes =
  (phone: DemoPhone): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/console',
      {
        config: { permission: 'authenticated' },
        schema: {
          summary: 'What the console shows of the server',
          tags: ['general'],
          response: { 200: envelope(ConsoleFacts) },
        },
      },
      async ({ scope }) => answer({ version, phoneUrl: phone.urlFor(scope) }),
    )
  }
