import { digitsOf, metaId, secret } from '../ids.ts'
import type { Template } from './template.ts'

/** A WhatsApp Business Account: what a business connects with. */
export interface Account {
  wabaId: string
  name: string
  businessId: string
  appId: string
  /** signs the webhooks */
  appSecret: string
  accessToken: string
  /** told to the callback in the handshake, where the subscription gives none */
  verifyToken: string
  phoneNumbers: PhoneNumber[]
  templates: Map<string, Template>
  subscription: Subscription | undefined
  timezoneId: string
  currency: string
}

/** Where the account's webhooks go. */
export interface Subscription {
  url: string
  verifyToken: string
  /** given with `override_callback_uri` on the account, else by the app's own callback */
  isOverride: boolean
  at: number
}

export interface PhoneNumber {
  id: string
  /** digits with country code: how customers know it */
  digits: string
  displayPhoneNumber: string
  verifiedName: string
  status: 'CONNECTED' | 'PENDING' | 'DISCONNECTED' | 'BANNED' | 'FLAGGED' | 'RESTRICTED'
  qualityRating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
  messagingLimitTier: string
  accountMode: 'LIVE' | 'SANDBOX'
  throughputLevel: 'STANDARD' | 'HIGH'
  pin: string | undefined
  /** set by the number's own `webhook_configuration` */
  subscription: Subscription | undefined
  profile: Record<string, unknown>
  blocked: Set<string>
  encryption: { publicKey: string; status: 'VALID' | 'MISMATCH' } | undefined
  settings: Record<string, unknown>
  commerce: { is_cart_enabled: boolean; is_catalog_visible: boolean }
  qrCodes: Map<string, QrCode>
  automation: Record<string, unknown>
  createdAt: number
}

export interface QrCode {
  code: string
  prefilled_message: string
  deep_link_url: string
}

/** What may be given for an account; all else is made up. */
export interface AccountInput {
  wabaId?: string
  name?: string
  accessToken?: string
  appId?: string
  appSecret?: string
  verifyToken?: string
  phoneNumbers?: PhoneNumberInput[]
  /** the sample templates that each account begins with; true unless said */
  withTemplates?: boolean
}

export interface PhoneNumberInput {
  id?: string
  displayPhoneNumber?: string
  verifiedName?: string
}

export function makeAccount(input: AccountInput, now: number): Account {
  const name = input.name ?? 'Simulated Business'
  return {
    wabaId: input.wabaId ?? metaId(),
    name,
    businessId: metaId(),
    appId: input.appId ?? metaId(),
    appSecret: input.appSecret ?? secret(16),
    accessToken: input.accessToken ?? `EAA${secret(40)}`,
    verifyToken: input.verifyToken ?? secret(12),
    phoneNumbers: (input.phoneNumbers ?? [{}]).map((number) => makePhoneNumber(number, name, now)),
    templates: new Map(),
    subscription: undefined,
    timezoneId: '71',
    currency: 'USD',
  }
}

export function makePhoneNumber(input: PhoneNumberInput, name: string, now: number): PhoneNumber {
  const display = input.displayPhoneNumber ?? `+1 555 0${metaId().slice(-2)} ${metaId().slice(-4)}`
  return {
    id: input.id ?? metaId(),
    digits: digitsOf(display),
    displayPhoneNumber: display,
    verifiedName: input.verifiedName ?? name,
    status: 'CONNECTED',
    qualityRating: 'GREEN',
    messagingLimitTier: 'TIER_1K',
    accountMode: 'LIVE',
    throughputLevel: 'STANDARD',
    pin: undefined,
    subscription: undefined,
    profile: { about: 'Hello! I am using WhatsApp.', vertical: 'OTHER' },
    blocked: new Set(),
    encryption: undefined,
    settings: {},
    commerce: { is_cart_enabled: true, is_catalog_visible: false },
    qrCodes: new Map(),
    automation: { enable_welcome_message: false, prompts: [], commands: [] },
    createdAt: now,
  }
}
