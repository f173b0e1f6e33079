import { randomBytes, randomInt } from 'node:crypto'

/** Fifteen digits, as Meta's ids of accounts, numbers, templates and media have. */
export function metaId(): string {
  return `${randomInt(100, 999)}${String(randomInt(1_000_000)).padStart(6, '0')}${String(randomInt(1_000_000)).padStart(6, '0')}`
}

export const wamid = (): string => `wamid.${randomBytes(24).toString('base64')}`

export const callId = (): string => `wacid.${randomBytes(18).toString('base64url')}`

/** What Meta asks for when one reports a problem. */
export const traceId = (): string => `A${randomBytes(17).toString('base64url')}`.slice(0, 23)

export const secret = (bytes = 24): string => randomBytes(bytes).toString('hex')

export const digitsOf = (number: string): string => number.replace(/\D/g, '')
