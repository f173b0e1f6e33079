import { request } from 'undici'
import { badParam, GraphError } from '../graph-error.ts'
import { secret } from '../ids.ts'
import type { Subscription } from '../world/account.ts'

/**
 * Asks the callback whether it is wanted, as Meta does before it subscribes one:
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 */
export async function handshake(url: unknown, verifyToken: unknown, now: number): Promise<Subscription> {
  if (typeof url !== 'string' || !URL.canParse(url)) throw badParam('Param override_callback_uri must be a valid URI.')
  if (typeof verifyToken !== 'string' || verifyToken === '') {
    throw badParam('The parameter verify_token is required with override_callback_uri.')
  }
  const challenge = String(Number.parseInt(secret(5), 16))
  const asked = new URL(url)
  asked.searchParams.set('hub.mode', 'subscribe')
  asked.searchParams.set('hub.challenge', challenge)
  asked.searchParams.set('hub.verify_token', verifyToken)
  const answer = await request(asked, { headersTimeout: 10_000, bodyTimeout: 10_000 })
    .then(async ({ statusCode, body }) => ({ status: statusCode, text: await body.text() }))
    .catch((error: unknown) => ({ status: 0, text: error instanceof Error ? error.message : String(error) }))
  if (answer.status !== 200 || answer.text !== challenge) {
    throw new GraphError(400, {
      message: `(#2200) Callback verification failed with the following errors: HTTP Status Code = ${answer.status}; the answer must be the value of hub.challenge, and was "${answer.text.slice(0, 200)}"`,
      code: 2200,
    })
  }
  return { url, verifyToken, isOverride: true, at: now }
}
