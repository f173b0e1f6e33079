import type { PostAnswer, SafePost } from '../../outgoing/safe-post.ts'
import { SendError } from '../../outgoing/send-error.ts'
import { type SigningSecrets, signatureHeaders } from '../secrets/signatures.ts'
import { readRetryAfter } from './retries.ts'

export const userAgent = 'Nadi-Webhooks/1'
const timeoutMs = 15_000
const keptBytes = 1_024
const keptHeaders = 4_096

export interface Sending {
  url: string
  secrets: SigningSecrets
  /** what receivers tell repeats by */
  payloadId: string
  body: Buffer
}

/** One request and what came of it. */
export interface Attempt {
  url: string
  at: Date
  ms: number
  /** null where no answer came */
  status: number | null
  /** why it was no success; null where it was one */
  error: string | null
  responseHeaders: Record<string, string> | null
  responseBody: Buffer | null
  retryAfterMs: number | undefined
}

/** Only a 2xx is a success. Never throws for what the receiver does. */
export async function send(safePost: SafePost, { url, secrets, payloadId, body }: Sending): Promise<Attempt> {
  const at = new Date()
  const headers = {
    'content-type': 'application/json',
    'user-agent': userAgent,
    ...signatureHeaders(secrets, { id: payloadId, at, body }),
  }
  try {
    const answer = await safePost.send(url, { headers, body, timeoutMs })
    return {
      url,
      at,
      ms: answer.ms,
      status: answer.status,
      error: refusalIn(answer),
      responseHeaders: shortened(answer.headers),
      responseBody: answer.body.subarray(0, keptBytes),
      retryAfterMs: readRetryAfter(answer.headers['retry-after'], Date.now()),
    }
  } catch (error) {
    if (!(error instanceof SendError)) throw error
    const ms = Date.now() - at.getTime()
    const nothing = { status: null, responseHeaders: null, responseBody: null, retryAfterMs: undefined }
    return { url, at, ms, error: error.message, ...nothing }
  }
}

function refusalIn({ status, headers }: PostAnswer): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) {
    return `It answered ${status}, a redirect to ${headers.location ?? 'nowhere'}, and redirects are not followed: set the address to where it leads.`
  }
  if (status === 410) return 'It answered 410: it is gone and wants nothing more.'
  return `It answered ${status}, which is no success: only 200 to 299 are.`
}

function shortened(headers: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = {}
  let length = 0
  for (const [name, value] of Object.entries(headers)) {
    length += name.length + value.length
    if (length > keptHeaders) break
    kept[name] = value
  }
  return kept
}
