import { request } from 'undici'
import { badParam, GraphError } from '../graph-error.ts'
import { secret } from '../ids.ts'
import type { Account, Subscription } from '../world/account.ts'
import { presentTemplate } from '../world/template.ts'
import { type Edges, type GraphCall, success } from './call.ts'
import { pickFields } from './fields.ts'
import { page } from './paging.ts'
import { presentNumber, usualNumberFields } from './phone-number.ts'

/** The calls of a WhatsApp Business Account. */
export const accountEdges: Edges<'account'> = {
  GET: ({ node, params }) => pickFields(presentAccount(node.account), params.fields, usualAccountFields),

  'GET phone_numbers': ({ node: { account }, params }) =>
    page(account.phoneNumbers, params, (number) =>
      pickFields(presentNumber(account, number), params.fields, usualNumberFields),
    ),

  'GET subscribed_apps': ({ node: { account } }) => ({
    data: account.subscription
      ? [
          {
            whatsapp_business_api_data: {
              id: account.appId,
              name: account.name,
              link: `https://www.facebook.com/games/?app_id=${account.appId}`,
            },
            ...(account.subscription.isOverride && { override_callback_uri: account.subscription.url }),
          },
        ]
      : [],
  }),

  'POST subscribed_apps': subscribe,

  'DELETE subscribed_apps': ({ node: { account } }) => {
    account.subscription = undefined
    return success
  },

  'GET message_templates': ({ node: { account }, params }) =>
    page(matchingTemplates(account, params), params, (template) =>
      params.fields === undefined
        ? presentTemplate(template)
        : pickFields(presentTemplate(template), params.fields, []),
    ),
}

async function subscribe({ node: { account }, params, services }: GraphCall<'account'>): Promise<unknown> {
  const url = params.override_callback_uri
  if (url === undefined) {
    // the app's own callback, as set by hand
    account.subscription = account.subscription && { ...account.subscription, isOverride: false }
    if (!account.subscription) throw badParam('The app has no callback address; give override_callback_uri.')
    return success
  }
  account.subscription = await handshake(url, params.verify_token, services.world.clock.now())
  return success
}

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

const usualAccountFields = ['id', 'name', 'timezone_id', 'message_template_namespace', 'currency']

function presentAccount(account: Account): Record<string, unknown> {
  return {
    id: account.wabaId,
    name: account.name,
    timezone_id: account.timezoneId,
    message_template_namespace: `ns_${account.wabaId}`,
    currency: account.currency,
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    country: 'US',
    ownership_type: 'SELF',
    status: 'ACTIVE',
    health_status: { can_send_message: 'AVAILABLE', entities: [] },
    owner_business_info: { name: account.name, id: account.businessId },
    primary_business_location: undefined,
    on_behalf_of_business_info: undefined,
    is_enabled_for_insights: false,
    analytics: undefined,
  }
}

function matchingTemplates(account: Account, params: Record<string, unknown>) {
  const fits = (asked: unknown, value: string): boolean =>
    asked === undefined ||
    asked === '' ||
    String(asked)
      .replace(/[[\]"']/g, '')
      .split(',')
      .some((each) => each.trim().toLowerCase() === value.toLowerCase())
  const contains = (asked: unknown, value: string): boolean =>
    asked === undefined || value.includes(String(asked).toLowerCase())
  return [...account.templates.values()].filter(
    (template) =>
      contains(params.name, template.name) &&
      contains(params.name_or_content, `${template.name} ${JSON.stringify(template.components)}`.toLowerCase()) &&
      fits(params.status, template.status) &&
      fits(params.language, template.language) &&
      fits(params.category, template.category) &&
      fits(params.quality_score, template.qualityScore),
  )
}
