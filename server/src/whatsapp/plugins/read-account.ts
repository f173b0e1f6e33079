import { BadInput, type ProblemDetail } from '../../errors.ts'
import { listSubscribedApps, readBusinessAccount } from '../graph/calls/accounts.ts'
import { listPhoneNumbers, type MetaPhoneNumber } from '../graph/calls/phone-numbers.ts'
import { debugToken, type TokenFacts } from '../graph/calls/tokens.ts'
import type { Graph, GraphAccount } from '../graph/client.ts'
import { GraphRefusal } from '../graph/refusal.ts'
import type { PhoneNumber, PluginHealth } from './plugin.ts'

/** What reading an account of Meta needs. */
export interface Credentials {
  wabaId: string
  appId: string | null
  appSecret: string | null
}

export interface AccountFacts {
  name: string | null
  reviewStatus: string | null
  numbers: PhoneNumber[]
  token: PluginHealth['token']
}

/**
 * Reads an account and its numbers from Meta, and whether the token is what it should be.
 * @throws BadInput that names the field which Meta refuses; GraphSilence where Meta says nothing
 */
export async function readAccount(graph: Graph, account: GraphAccount, given: Credentials): Promise<AccountFacts> {
  const token = await checkToken(graph, account, given)
  try {
    const business = await readBusinessAccount(graph, account, given)
    const numbers = await listPhoneNumbers(graph, account, given)
    return {
      name: business.name ?? null,
      reviewStatus: business.account_review_status ?? null,
      numbers: numbers.map(toNumber),
      token,
    }
  } catch (error) {
    throw asBadInput(error, given)
  }
}

/** Without the app's id and secret Meta tells only by its other answers whether a token is good. */
async function checkToken(
  graph: Graph,
  account: GraphAccount,
  { appId, appSecret }: Credentials,
): Promise<PluginHealth['token']> {
  if (!appId || !appSecret)
    return { isValid: true, expiresAt: null, dataAccessExpiresAt: null, scopes: null, problem: null }
  let facts: TokenFacts
  try {
    facts = await debugToken(graph, account, { appId, appSecret })
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error
    throw refused(error, `Meta does not know the app ${appId} with this app secret.`, {
      code: 'wrong_app_secret',
      path: 'appSecret',
      hint: 'Both stand in the App Dashboard under App settings, Basic.',
    })
  }
  if (facts.is_valid === false) {
    throw new BadInput(`The access token is not valid: ${facts.error?.message ?? 'Meta gives no reason'}.`, {
      code: 'token_not_valid',
      path: 'accessToken',
      hint: 'Make a new one for a system user, which need not expire.',
    })
  }
  if (facts.app_id !== undefined && facts.app_id !== appId) {
    throw new BadInput(`The access token belongs to the app ${facts.app_id}, not to ${appId}.`, {
      code: 'token_of_another_app',
      path: 'appId',
    })
  }
  return {
    isValid: true,
    expiresAt: facts.expires_at ? facts.expires_at * 1000 : null,
    dataAccessExpiresAt: facts.data_access_expires_at ? facts.data_access_expires_at * 1000 : null,
    scopes: facts.scopes ?? null,
    problem: null,
  }
}

export const toNumber = ({ id, ...details }: MetaPhoneNumber): PhoneNumber => ({
  id,
  digits: (details.display_phone_number ?? '').replace(/\D/g, ''),
  details,
})

/** The app's subscription to the account's events: where they go, as far as Meta tells. */
export async function readSubscription(
  graph: Graph,
  account: GraphAccount,
  { wabaId, appId, callbackUrl }: { wabaId: string; appId: string | null; callbackUrl: string | undefined },
): Promise<PluginHealth['webhook']> {
  const apps = await listSubscribedApps(graph, account, { wabaId })
  const ours = apps.find((app) => callbackUrl !== undefined && app.override_callback_uri === callbackUrl)
  if (ours) return { isSubscribed: true, callbackUrl: callbackUrl ?? null, problem: null }
  const sameApp = apps.find((app) => appId !== null && app.whatsapp_business_api_data?.id === appId)
  const elsewhere = (sameApp ?? apps[0])?.override_callback_uri ?? null
  const problem = elsewhere
    ? `The account's events go to ${elsewhere}.`
    : apps.length > 0
      ? "The account's events go to the address that the app itself names."
      : 'No app is subscribed to the events of the account.'
  return { isSubscribed: false, callbackUrl: elsewhere, problem }
}

function asBadInput(error: unknown, { wabaId }: Credentials): unknown {
  if (!(error instanceof GraphRefusal)) return error
  const { code, message } = error.error
  if (/appsecret_proof/.test(message)) {
    return refused(error, 'The app secret is not that of the app which the access token belongs to.', {
      code: 'wrong_app_secret',
      path: 'appSecret',
      hint: 'Take the secret of the same app, from the App Dashboard under App settings, Basic; or leave it out.',
    })
  }
  if (code === 190 || code === 0) {
    return refused(error, 'Meta refuses the access token.', {
      code: 'token_not_valid',
      path: 'accessToken',
      hint: error.advice,
    })
  }
  if (code === 100 || code === 803 || code === 33 || error.status === 404) {
    return refused(error, `Meta shows no WhatsApp Business account ${wabaId} to this access token.`, {
      code: 'no_such_waba',
      path: 'wabaId',
      hint: 'Check the id in the WhatsApp Manager, and that the system user has full control of the account.',
    })
  }
  return refused(error, error.explanation, { code: `meta_${code}`, path: 'accessToken', hint: error.advice })
}

const refused = (error: GraphRefusal, says: string, detail: ProblemDetail): BadInput =>
  new BadInput(`${says} Meta says: ${error.error.message.replace(/\.$/, '')} (error ${error.error.code}).`, detail)
