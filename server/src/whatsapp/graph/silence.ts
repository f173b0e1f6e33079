import { NadiError } from '../../errors.ts'
import { GraphSilence } from './refusal.ts'

/** What fails while a connection is being made: nothing of the request had left. */
const beforeSending: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

const timeouts: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])

const words: Record<string, string> = {
  UND_ERR_CONNECT_TIMEOUT: 'no connection within 5 seconds',
  UND_ERR_HEADERS_TIMEOUT: 'it took too long',
  UND_ERR_BODY_TIMEOUT: 'its answer broke off',
  UND_ERR_SOCKET: 'the connection broke',
  ECONNRESET: 'the connection broke',
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'its name is not known here',
  EAI_AGAIN: 'its name could not be looked up',
}

/** What a broken connection means for the request; our own errors stay as they are. */
export function silenceOf(error: unknown): Error {
  if (error instanceof NadiError) return error
  const code = codeOf(error)
  // a mistake of ours is no silence of Meta's
  if (code === '') return error as Error
  return new GraphSilence({
    reason: words[code] ?? code,
    isTimeout: timeouts.has(code),
    mayHaveArrived: !beforeSending.has(code),
  })
}

/** Of several addresses tried, all have failed: the first says why. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: unknown[] }
  if (typeof code === 'string') return code
  return errors?.[0] ? codeOf(errors[0]) : ''
}
