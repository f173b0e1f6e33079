import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Routes } from '../../http/app.ts'
import { browserCookie, cookieNamed, isReachedByHttps } from '../../http/cookie.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { keepToken } from '../../http/session-cookie.ts'
import { deviceOf } from '../sessions/routes.ts'
import { callbackPath, NotLetIn, type SingleSignOn } from './service.ts'

const path = '/v1/ext/session/oidc'
const cookie = { name: 'nadi_single_sign_on', path }

/** For people's browsers to go through: the document of the API is for programs. */
export const singleSignOnRoutes =
  ({ singleSignOn, publicAddress }: { singleSignOn: SingleSignOn; publicAddress: PublicAddress }): Routes =>
  async (app) => {
    app.get(
      path,
      {
        config: { permission: 'public' },
        schema: {
          hide: true,
          querystring: Type.Object(
            {
              team: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
              // a page of this server, never another's
              to: Type.String({ maxLength: 2000, pattern: String.raw`^/(?![/\\])\S*$`, default: '/' }),
            },
            { additionalProperties: false },
          ),
        },
      },
      async (request, reply) => {
        try {
          const { location, kept } = await singleSignOn.begin({ team: request.query.team, to: request.query.to })
          const isSecure = isReachedByHttps(request, publicAddress)
          return reply
            .header('set-cookie', browserCookie({ ...cookie, value: kept, maxAge: 600, isSecure }))
            .redirect(location)
        } catch (error) {
          return explain(reply, error)
        }
      },
    )

    app.get(callbackPath, { config: { permission: 'public' }, schema: { hide: true } }, async (request, reply) => {
      const isSecure = isReachedByHttps(request, publicAddress)
      void reply.header('set-cookie', browserCookie({ ...cookie, value: '', maxAge: 0, isSecure }))
      try {
        const [, query = ''] = request.url.split('?')
        const kept = cookieNamed(cookie.name, request.headers.cookie)
        const { signedIn, to } = await singleSignOn.finish(query, kept, deviceOf(request))
        keepToken(request, reply, signedIn, publicAddress)
        return reply.redirect(to)
      } catch (error) {
        return explain(reply, error)
      }
    })
  }

/** The page to sign in at tells why somebody was not let in. */
function explain(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof NotLetIn)) throw error
  const told = new URLSearchParams({ error: error.refusal })
  if (error.teams.length > 0) told.set('teams', error.teams.join(','))
  return reply.redirect(`/sign-in?${told}`)
}
