import type { FastifyRequest } from 'fastify'
import { Forbidden } from '../errors.ts'

/**
 * A browser adds the cookie of a session whoever's page asks, so what changes something must come from a page of this server. Browsers say so by
 * `Sec-Fetch-Site`; those that don't (older ones, and all where the server is reached by plain http) name the page's `Origin`.
 * @param publicUrl where a proxy reaches this server under another name
 * @throws Forbidden where another site's page asks
 */
export function assertSameOrigin({ method, headers, host }: FastifyRequest, publicUrl: string | undefined): void {
  if (method === 'GET' || method === 'HEAD') return
  const site = headers['sec-fetch-site']
  if (site === undefined ? isOwn(headers.origin, host, publicUrl) : site === 'same-origin' || site === 'none') return
  throw new Forbidden('This request carries the cookie of a session, but does not come from a page of this server.', {
    code: 'cross_site',
    hint: 'Send Sec-Fetch-Site: same-origin or the Origin of this server as browsers do, or use an API key.',
  })
}

function isOwn(origin: string | undefined, host: string, publicUrl: string | undefined): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false
  const given = new URL(origin)
  return given.host === host || (publicUrl !== undefined && given.origin === new URL(publicUrl).origin)
}
