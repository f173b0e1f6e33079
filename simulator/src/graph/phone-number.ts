import { badParam } from '../graph-error.ts'
import type { Account, PhoneNumber } from '../world/account.ts'
import { type Edges, type GraphCall, success } from './call.ts'
import { callingEdges } from './calling.ts'
import { pickFields } from './fields.ts'
import { groupsOfNumber } from './groups.ts'
import { handshake } from './handshake.ts'
import { uploadMedia } from './media.ts'
import { sendMessage } from './messages/send.ts'
import { blockEdges } from './number/blocking.ts'
import { profileEdges } from './number/profile.ts'
import { qrCodeEdges } from './number/qr-codes.ts'
import { settingsEdges } from './number/settings.ts'

/** The calls of a business phone number. */
export const numberEdges: Edges<'number'> = {
  GET: ({ node, params }) => pickFields(presentNumber(node.account, node.number), params.fields, usualNumberFields),
  POST: changeNumber,
  'POST messages': sendMessage,
  'POST marketing_messages': sendMessage,
  'POST media': uploadMedia,
  ...profileEdges,
  ...blockEdges,
  ...qrCodeEdges,
  ...settingsEdges,
  ...callingEdges,
  ...groupsOfNumber,
}

/** Its PIN, or a callback of its own. */
async function changeNumber({ services: { world }, node: { number }, params }: GraphCall<'number'>): Promise<unknown> {
  if (params.pin !== undefined) {
    if (!/^\d{6}$/.test(String(params.pin))) throw badParam('Param pin must be a string of 6 digits.')
    number.pin = String(params.pin)
  }
  const callback = params.webhook_configuration as Record<string, unknown> | undefined
  if (callback?.override_callback_uri === '') number.subscription = undefined
  else if (callback) {
    number.subscription = await handshake(callback.override_callback_uri, callback.verify_token, world.clock.now())
  }
  return success
}

export const usualNumberFields = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'status',
  'quality_rating',
  'platform_type',
  'throughput',
  'last_onboarded_time',
  'id',
]

/** Every field that Meta has for a number, as far as a simulator can know it. */
export function presentNumber(account: Account, number: PhoneNumber): Record<string, unknown> {
  return {
    id: number.id,
    display_phone_number: number.displayPhoneNumber,
    verified_name: number.verifiedName,
    status: number.status,
    quality_rating: number.qualityRating,
    quality_score: { score: number.qualityRating },
    country_code: undefined,
    country_dial_code: undefined,
    code_verification_status: 'VERIFIED',
    name_status: 'APPROVED',
    new_name_status: 'NONE',
    certificate: undefined,
    account_mode: number.accountMode,
    host_platform: 'CLOUD_API',
    platform_type: 'CLOUD_API',
    messaging_limit_tier: number.messagingLimitTier,
    whatsapp_business_manager_messaging_limit: number.messagingLimitTier,
    throughput: { level: number.throughputLevel },
    is_official_business_account: false,
    is_pin_enabled: number.pin !== undefined,
    is_on_biz_app: false,
    is_preverified_number: false,
    search_visibility: 'VISIBLE',
    eligibility_for_api_business_global_search: 'APPROVED',
    unified_cert_status: 'APPROVED',
    username: undefined,
    last_onboarded_time: new Date(number.createdAt).toISOString().replace(/\.\d+Z$/, '+0000'),
    health_status: {
      can_send_message: number.status === 'CONNECTED' ? 'AVAILABLE' : 'BLOCKED',
      entities: [
        { entity_type: 'PHONE_NUMBER', id: number.id, can_send_message: 'AVAILABLE' },
        { entity_type: 'WABA', id: account.wabaId, can_send_message: 'AVAILABLE' },
      ],
    },
    webhook_configuration: {
      ...(number.subscription && { phone_number: number.subscription.url }),
      ...(account.subscription?.isOverride && { whatsapp_business_account: account.subscription.url }),
    },
    conversational_automation: number.automation,
  }
}
