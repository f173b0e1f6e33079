import type { FastifyRequest } from 'fastify'
import type { PublicAddress } from './public-address.ts'

interface BrowserCookie {
  name: string
  /** letters, digits, - and _ alone, which need no quoting */
  value: string
  path: string
  /** seconds; 0 forgets it */
  maxAge: number
  isSecure: boolean
}

/** A cookie (RFC 6265) that no script can read, and that no other site's page sends along but by a link to this server. */
export const browserCookie = ({ name, value, path, maxAge, isSecure }: BrowserCookie): string =>
  `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`

export function cookieNamed(name: string, header: string | undefined): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.split('=', 2)
    if (key?.trim() === name && value) return value.trim()
  }
  return undefined
}

/** Whether people reach this server by https, itself or through a proxy. */
export const isReachedByHttps = ({ protocol }: FastifyRequest, { url }: PublicAddress): boolean =>
  protocol === 'https' || url?.startsWith('https:') === true
