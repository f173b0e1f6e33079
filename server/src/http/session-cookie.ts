import type { FastifyReply, FastifyRequest } from 'fastify'
import { browserCookie, cookieNamed, isReachedByHttps } from './cookie.ts'
import type { PublicAddress } from './public-address.ts'

const name = 'nadi_session'

/** The token of a session in a request's cookie; undefined where it has none. */
export const sessionToken = (cookies: string | undefined): string | undefined =>
  cookies?.includes(name) ? cookieNamed(name, cookies) : undefined

/** Puts the token of a session into the browser. */
export function keepToken(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, expiresAt }: { token: string; expiresAt: number },
  publicAddress: PublicAddress,
): void {
  const maxAge = Math.max(0, Math.floor((expiresAt - Date.now()) / 1000))
  const isSecure = isReachedByHttps(request, publicAddress)
  void reply.header('set-cookie', browserCookie({ name, value: token, path: '/', maxAge, isSecure }))
}

export function forgetToken(request: FastifyRequest, reply: FastifyReply, publicAddress: PublicAddress): void {
  keepToken(request, reply, { token: '', expiresAt: 0 }, publicAddress)
}
