import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { keepToken } from '../../http/session-cookie.ts'
import { describeMe, type MeParts } from '../sessions/me.ts'
import { deviceOf } from '../sessions/routes.ts'
import { Me } from '../sessions/types.ts'
import { Done } from '../types.ts'
import type { Invitations } from './invitations.ts'
import type { Links } from './service.ts'
import { Forgotten, LinkAnswer, MadeLink, OpenedLink } from './types.ts'

const tags = ['signing in']
const params = Type.Object({ user: Type.String({ description: 'uuid or username', examples: ['alex@paisapay.com'] }) })
const byToken = Type.Object({ token: Type.String({ description: 'the last part of the link', maxLength: 200 }) })
const makes = { config: { permission: 'users.manage', answersSecret: true } } as const
const open = { config: { permission: 'public' } } as const

export const linkRoutes =
  (parts: MeParts & { links: Links; invitations: Invitations; publicAddress: PublicAddress }): Routes =>
  async (app) => {
    const { links, invitations, publicAddress } = parts

    app.post(
      '/v1/ext/user/:user/invitation',
      {
        ...makes,
        schema: {
          summary: 'Invite a user to set their first password',
          description:
            'Mails them a link, which is good once within seven days; where no SMTP server is set, the answer holds it to hand over. Earlier invitations end.',
          tags,
          params,
          response: { 200: envelope(MadeLink) },
        },
      },
      async ({ scope, params: { user } }) => answer(await links.make(scope, user, 'INVITATION')),
    )

    app.post(
      '/v1/ext/user/:user/password-reset',
      {
        ...makes,
        schema: {
          summary: 'Let a user set another password',
          description: 'As an invitation, but good for an hour. Their password stays until they set another.',
          tags,
          params,
          response: { 200: envelope(MadeLink) },
        },
      },
      async ({ scope, params: { user } }) => answer(await links.make(scope, user, 'PASSWORD_RESET')),
    )

    app.post(
      '/v1/ext/password-reset',
      {
        ...open,
        schema: {
          summary: 'Say that one forgot one’s password',
          description:
            'Answers the same whether or not there is such a user; who is there gets a mail, where an SMTP server is set.',
          tags,
          body: Forgotten,
          response: { 200: envelope(Done) },
        },
      },
      async ({ body: { username }, ip }) => {
        await invitations.forgot(username, ip)
        return answer({ done: true } as const)
      },
    )

    app.get(
      '/v1/ext/invitation/:token',
      {
        ...open,
        schema: {
          summary: 'Whose an invitation or reset is',
          tags,
          params: byToken,
          response: { 200: envelope(OpenedLink) },
        },
      },
      async ({ params: { token } }) => answer(await invitations.open(token)),
    )

    app.post(
      '/v1/ext/invitation/:token',
      {
        ...open,
        schema: {
          summary: 'Set a password by an invitation or reset, and sign in',
          description: 'Every session of the person ends; a new one begins, as by POST /v1/ext/session.',
          tags,
          params: byToken,
          body: LinkAnswer,
          response: { 200: envelope(Me) },
        },
      },
      async (request, reply) => {
        const signedIn = await invitations.accept(request.params.token, request.body, deviceOf(request))
        keepToken(request, reply, signedIn, publicAddress)
        return answer(await describeMe(parts, signedIn.scope))
      },
    )
  }
