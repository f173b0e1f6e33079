import { badParam } from '../graph-error.ts'
import type { Account } from '../world/account.ts'
import { type Edges, type GraphCall, success } from './call.ts'
import { pickFields } from './fields.ts'
import { flowsOfAccount } from './flows.ts'
import { handshake } from './handshake.ts'
import { page } from './paging.ts'
import { presentNumber, usualNumberFields } from './phone-number.ts'
import { templatesOfAccount } from './templates/edges.ts'

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

  POST: ({ node: { account }, params }) => {
    if (typeof params.name === 'string') account.name = params.name
    if (params.timezone_id !== undefined) account.timezoneId = String(params.timezone_id)
    return success
  },

  ...templatesOfAccount,
  ...flowsOfAccount,
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

const usualAccountFields = ['id', 'name', 'timezone_id', 'message_template_namespace', 'currency']

function presentAccount(account: Account): Record<string, unknown> {
  return {
    id: account.wabaId,
    name: account.name,
    timezone_id: account.timezoneId,
    message_template_namespace: `ns_${account.wabaId}`,
    currency: account.currency,
    account_review_status: 'APPROVED',
    business_verification_status: 'VERIFIED',
    country: 'US',
    ownership_type: 'SELF_OWNED',
    status: 'ACTIVE',
    health_status: { can_send_message: 'AVAILABLE', entities: [] },
    owner_business_info: { name: account.name, id: account.businessId },
    primary_business_location: undefined,
    on_behalf_of_business_info: undefined,
    is_enabled_for_insights: false,
    analytics: undefined,
  }
}
