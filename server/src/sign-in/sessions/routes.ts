import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { forgetToken, keepToken } from '../../http/session-cookie.ts'
import type { SignIn } from '../sign-in.ts'
import { SignInBody } from '../types.ts'
import { describeMe, type MeParts } from './me.ts'
import type { Device } from './service.ts'
import { Me, Session } from './types.ts'

const tags = ['signing in']
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'uuid of the session' }) })
const ofCaller = { permission: 'authenticated', beforePasswordChange: true } as const

export const deviceOf = ({ headers, ip }: FastifyRequest): Device => ({
  userAgent: headers['user-agent'] ?? '',
  address: ip,
})

export const sessionRoutes =
  (parts: MeParts & { signIn: SignIn; publicAddress: PublicAddress }): Routes =>
  async (app) => {
    const { sessions, signIn, publicAddress } = parts

    app.post(
      '/v1/ext/session',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'Sign in',
          description:
            'Sets the cookie `nadi_session`, which stands for an API key in every call; what changes something must then come from a page of this server. Code `second_factor_needed` asks for `code`, code `team_needed` for `team`. Too many failures on one account or from one address: 429.',
          tags,
          body: SignInBody,
          response: { 200: envelope(Me) },
        },
      },
      async (request, reply) => {
        const signedIn = await signIn.byPassword(request.body, deviceOf(request))
        keepToken(request, reply, signedIn, publicAddress)
        return answer(await describeMe(parts, signedIn.scope))
      },
    )

    app.get(
      '/v1/ext/session',
      { config: ofCaller, schema: { summary: 'Who asks', tags, response: { 200: envelope(Me) } } },
      async ({ scope }) => answer(await describeMe(parts, scope)),
    )

    app.delete(
      '/v1/ext/session',
      { config: ofCaller, schema: { summary: 'Sign out', tags, response: { 200: envelope(Session) } } },
      async (request, reply) => {
        const ended = await sessions.endCurrent(request.scope)
        forgetToken(request, reply, publicAddress)
        return answer(ended)
      },
    )

    app.get(
      '/v1/ext/sessions',
      {
        config: { permission: 'authenticated' },
        schema: {
          summary: 'List where one is signed in',
          tags,
          response: { 200: envelope(Type.Array(Session)) },
        },
      },
      async ({ scope }) => answer(await sessions.list(scope)),
    )

    app.delete(
      '/v1/ext/session/:id',
      {
        config: { permission: 'authenticated' },
        schema: { summary: 'Sign out on another device', tags, params, response: { 200: envelope(Session) } },
      },
      async ({ scope, params: { id } }) => answer(await sessions.endOne(scope, id)),
    )

    app.delete(
      '/v1/ext/sessions',
      {
        config: ofCaller,
        schema: { summary: 'Sign out everywhere', tags, response: { 200: envelope(Type.Array(Session)) } },
      },
      async (request, reply) => {
        const ended = await sessions.endAll(request.scope)
        forgetToken(request, reply, publicAddress)
        return answer(ended)
      },
    )
  }
