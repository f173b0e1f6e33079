import { Type } from 'typebox'
import type { Config } from '../config.ts'
import { answer, envelope, type Routes } from '../http/app.ts'

const SignInOptions = Type.Object({
  password: Type.Literal(true),
  oidc: Type.Union([Type.Object({ name: Type.String({ examples: ['Google'] }) }), Type.Null()], {
    description: 'an OpenID provider: GET /v1/ext/session/oidc leads there; null where none is set',
  }),
  resetByMail: Type.Boolean({ description: 'whether who forgot their password can have a link mailed' }),
})

export const optionRoutes =
  ({ config }: { config: Pick<Config, 'mail' | 'oidc'> }): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/sign-in-options',
      {
        config: { permission: 'public' },
        schema: { summary: 'How people can sign in', tags: ['signing in'], response: { 200: envelope(SignInOptions) } },
      },
      async () =>
        answer({
          password: true,
          oidc: config.oidc && { name: config.oidc.name },
          resetByMail: config.mail !== null,
        } as const),
    )
  }
