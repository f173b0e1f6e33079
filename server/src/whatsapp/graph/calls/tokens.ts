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
 * What a token may do and until when, asked in the name of the app. Meta documents it outside its OpenAPI document of WhatsApp:
 * https://developers.facebook.com/docs/graph-api/reference/debug_token
 */
export async function debugToken(
  graph: Graph,
  { graphUrl, accessToken }: GraphAccount,
  app: { appId: string; appSecret: string },
): Promise<TokenFacts> {
  const { body } = await graph.call<{ data?: TokenFacts }>(
    { graphUrl, accessToken: `${app.appId}|${app.appSecret}` },
    {
      method: 'GET',
      documented: '/{Version}/debug_token',
      path: `/${graphVersion}/debug_token`,
      query: { input_token: accessToken },
    },
  )
  return body.data ?? {}
}

/**
 * What Embedded Signup ended with becomes a token of the client's account.
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
      documented: '/{Version}/oauth/access_token',
      path: `/${graphVersion}/oauth/access_token`,
      query: { client_id: appId, client_secret: appSecret, code },
      // a code is good for one exchange
      isRepeatable: false,
    },
  )
  return body.access_token
}
