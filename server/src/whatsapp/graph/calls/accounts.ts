import type { Graph, GraphAccount } from '../client.ts'
import { graphVersion } from '../version.ts'

export interface BusinessAccount {
  id: string
  name?: string
  account_review_status?: string
}

export async function readBusinessAccount(
  graph: Graph,
  account: GraphAccount,
  { wabaId }: { wabaId: string },
): Promise<BusinessAccount> {
  const { body } = await graph.call<BusinessAccount>(account, {
    method: 'GET',
    documented: '/{Version}/{WABA-ID}',
    path: `/${graphVersion}/${wabaId}`,
    query: { fields: 'id,name,account_review_status' },
  })
  return body
}

export interface SubscribedApp {
  whatsapp_business_api_data?: { id?: string; name?: string }
  override_callback_uri?: string
}

export async function listSubscribedApps(
  graph: Graph,
  account: GraphAccount,
  { wabaId }: { wabaId: string },
): Promise<SubscribedApp[]> {
  const { body } = await graph.call<{ data?: SubscribedApp[] }>(account, {
    method: 'GET',
    documented: '/{Version}/{WABA-ID}/subscribed_apps',
    path: `/${graphVersion}/${wabaId}/subscribed_apps`,
  })
  return body.data ?? []
}

/** The account's events go to `callbackUrl`, which Meta asks for a challenge first, whatever address the app has for others. */
export async function subscribeApp(
  graph: Graph,
  account: GraphAccount,
  { wabaId, callbackUrl, verifyToken }: { wabaId: string; callbackUrl: string; verifyToken: string },
): Promise<void> {
  await graph.call(account, {
    method: 'POST',
    documented: '/{Version}/{WABA-ID}/subscribed_apps',
    path: `/${graphVersion}/${wabaId}/subscribed_apps`,
    json: { override_callback_uri: callbackUrl, verify_token: verifyToken },
    isRepeatable: true,
  })
}

export async function unsubscribeApp(
  graph: Graph,
  account: GraphAccount,
  { wabaId }: { wabaId: string },
): Promise<void> {
  await graph.call(account, {
    method: 'DELETE',
    documented: '/{Version}/{WABA-ID}/subscribed_apps',
    path: `/${graphVersion}/${wabaId}/subscribed_apps`,
    isRepeatable: true,
  })
}
