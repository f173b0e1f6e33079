import type { WebhookSettings } from './types.ts'

/** A connected WhatsApp business account, with its secrets in the clear: for the program, never for an answer. */
export interface Plugin {
  id: string
  teamId: string
  name: string
  wabaId: string
  /** the origin that answers for Meta */
  graphUrl: string
  /** '' where it is disconnected */
  accessToken: string
  /** appsecret_proof of the two, made once */
  proof: string | undefined
  appId: string | null
  appSecret: string | null
  verifyToken: string | null
  status: 'CONNECTED' | 'DISCONNECTED'
  numbers: readonly PhoneNumber[]
  webhookSettings: WebhookSettings
  /** messages from unknown numbers make processes of this procedure; null: none */
  leadProcedureId: string | null
  flow: { endpointUrl: string | null; privateKey: string | null; publicKey: string | null }
  health: PluginHealth | null
  client: PluginClient | null
  createdAt: Date
  updatedAt: Date
}

export interface PhoneNumber {
  /** Meta's id of it */
  id: string
  /** E.164 without the plus sign */
  digits: string
  /** Meta's fields as last read */
  details: NumberDetails
}

/** What Meta tells of a number: https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status */
export interface NumberDetails {
  display_phone_number?: string
  verified_name?: string
  status?: string
  account_mode?: string
  quality_rating?: string
  quality_score?: { score?: string }
  messaging_limit_tier?: string
  code_verification_status?: string
  name_status?: string
  platform_type?: string
  throughput?: { level?: string }
  [field: string]: unknown
}

/** Whom a partner connected it for. */
export interface PluginClient {
  clientReferenceId?: string
  clientName?: string
  clientEmail?: string
}

/** What the last look at Meta found. */
export interface PluginHealth {
  checkedAt: number
  token: {
    isValid: boolean
    expiresAt: number | null
    dataAccessExpiresAt: number | null
    scopes: string[] | null
    problem: string | null
  }
  webhook: { isSubscribed: boolean; callbackUrl: string | null; problem: string | null }
  account: {
    name: string | null
    reviewStatus: string | null
    restriction: string | null
    /** epoch milliseconds; null or absent where Meta names no end */
    restrictedUntil?: number | null
    alerts: AccountAlert[]
  }
  /** when events of Meta told a fact last, by its name */
  told?: Record<string, number>
}

export interface AccountAlert {
  at: number
  /** Meta's field and event */
  kind: string
  text: string
}
