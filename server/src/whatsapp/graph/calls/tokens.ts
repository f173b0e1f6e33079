import type { Graph, GraphAccount } from '../client.ts'
import { graphVersion } from '../version.ts'

export interface TokenFacts {
  app_id?: string
  is_valid?: boolean
  /** seconds since 1970; 0: never */
  expires_at?: number
  data_access_expires_at?: number
  scopes?: string[]
  error?: { code?: number; message?: string }
}

/**
 * GET /debug_token, which Meta documents outside its OpenAPI document of WhatsApp: what a token may do and until when. Asked in the name of
 * the app: https://developers.facebook.com/docs/graph-api/reference/debug_token
 */
export async function debugToken(
  graph: Graph,
  { graphUrl, accessToken }: GraphAccount,
  app: { appId: string; appSecret: string },
): Promise<TokenFacts> {
  const { body } = await graph.call<{ data?: TokenFacts }>(
    { graphUrl, accessToken: `${app.appId}|${app.appSecret}` },
    { method: 'GET', path: `/${graphVersion}/debug_token`, query: { input_token: accessToken } },
  )
  return body.data ?? {}
}

/**
 * GET /oauth/access_token: what Embedded Signup ended with becomes a token of the client's account.
 * https://developers.facebook.com/docs/whatsapp/embedded-signup/onboarding-customers-as-a-tech-provider
 */
export async function exchangeCode(
  graph: Graph,
  { graphUrl, appId, appSecret, code }: { graphUrl: string; appId: string; appSecret: string; code: string },
): Promise<string> {
  const { body } = await graph.call<{ access_token: string }>(
    { graphUrl, accessToken: `${appId}|${appSecret}` },
    {
      method: 'GET',
      path: `/${graphVersion}/oauth/access_token`,
      query: { client_id: appId, client_secret: appSecret, code },
      // a code is good for one exchange
      isRepeatable: false,
    },
  )
  return body.access_token
}
