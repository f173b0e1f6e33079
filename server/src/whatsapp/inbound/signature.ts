import { createHmac, hash, timingSafeEqual } from 'node:crypto'

const form = /^sha256=([0-9a-f]{64})$/i

/** Whether a header can be a signature at all: so much is known before any of the body is read. */
export const isSignature = (header: unknown): header is string => typeof header === 'string' && form.test(header)

/**
 * Whether the bytes were signed with the app's secret, in a time that does not tell how much of it fits:
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function isSignedBy(secret: string, body: Buffer, header: string): boolean {
  const given = Buffer.from(form.exec(header)?.[1] ?? '', 'hex')
  const right = createHmac('sha256', secret).update(body).digest()
  return given.length === right.length && timingSafeEqual(given, right)
}

/** Compares in a time that tells nothing of where they differ, nor of how long the secret is. */
export const isSameSecret = (secret: string, given: string): boolean =>
  timingSafeEqual(hash('sha256', secret, 'buffer'), hash('sha256', given, 'buffer'))
