import type { Graph, GraphAccount } from '../client.ts'
import { graphVersion } from '../version.ts'

export interface BusinessAccount {
  id: string
  name?: string
  account_review_status?: string
}

/** GET /{Version}/{WABA-ID} */
export async function readBusinessAccount(
  graph: Graph,
  account: GraphAccount,
  { wabaId }: { wabaId: string },
): Promise<BusinessAccount> {
  const { body } = await graph.call<BusinessAccount>(account, {
    method: 'GET',
    path: `/${graphVersion}/${wabaId}`,
    query: { fields: 'id,name,account_review_status' },
  })
  return body
}

export interface SubscribedApp {
  whatsapp_business_api_data?: { id?: string; name?: string }
  override_callback_uri?: string
}

/** GET /{Version}/{WABA-ID}/subscribed_apps */
export async function listSubscribedApps(
  graph: Graph,
  account: GraphAccount,
  { wabaId }: { wabaId: string },
): Promise<SubscribedApp[]> {
  const { body } = await graph.call<{ data?: SubscribedApp[] }>(account, {
    method: 'GET',
    path: `/${graphVersion}/${wabaId}/subscribed_apps`,
  })
  return body.data ?? []
}

/**
 * POST /{Version}/{WABA-ID}/subscribed_apps: the account's events go to `callbackUrl`, which Meta asks for a challenge first, whatever address
 * the app has for others.
 */
export async function subscribeApp(
  graph: Graph,
  account: GraphAccount,
  { wabaId, callbackUrl, verifyToken }: { wabaId: string; callbackUrl: string; verifyToken: string },
): Promise<void> {
  await graph.call(account, {
    method: 'POST',
    path: `/${graphVersion}/${wabaId}/subscribed_apps`,
    json: { override_callback_uri: callbackUrl, verify_token: verifyToken },
    isRepeatable: true,
  })
}

/** DELETE /{Version}/{WABA-ID}/subscribed_apps */
export async function unsubscribeApp(
  graph: Graph,
  account: GraphAccount,
  { wabaId }: { wabaId: string },
): Promise<void> {
  await graph.call(account, {
    method: 'DELETE',
    path: `/${graphVersion}/${wabaId}/subscribed_apps`,
    isRepeatable: true,
  })
}
