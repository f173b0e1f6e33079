import { createHmac, randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** What signs a delivery: the present secret, and during a rotation the next one beside it. */
export interface SigningSecrets {
  current: string
  next: string | null
}

/** As Standard Webhooks writes secrets; all of it, as text, is the key of the older header. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/**
 * Who receives may check either: the headers of Standard Webhooks (https://www.standardwebhooks.com), which carry a signature of each secret while one is
 * being rotated, or X-Chakra-Signature-256, the lower-case hex HMAC-SHA256 of the body by the secret's text, which stays with the present one.
 */
export function signatureHeaders(
  { current, next }: SigningSecrets,
  { id, at, body }: { id: string; at: Date; body: Buffer },
): Record<string, string> {
  const signers = next === null ? [current] : [current, next]
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signers.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
    'x-chakra-signature-256': createHmac('sha256', current).update(body).digest('hex'),
  }
}
