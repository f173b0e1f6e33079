import { objectOf, objectsOf, textOf } from '../inbound/meta-object.ts'
import type { AccountAlert, NumberDetails } from './plugin.ts'

/** What an event of Meta says of an account, taken apart. */
export interface AccountFactsTold {
  account: { reviewStatus?: string; restriction?: string | null; restrictedUntil?: number | null }
  /** of the number with these digits; of every number where there are none */
  number?: { digits: string | undefined; details: NumberDetails }
  /** for people to read; null where the facts say it all */
  alert: Omit<AccountAlert, 'at'> | null
}

type Value = Readonly<Record<string, unknown>>

/**
 * Reads the change of an account, a number or their limits. Sources: Meta's references of the webhooks account_update, account_alerts,
 * account_review_update, business_capability_update, phone_number_name_update, phone_number_quality_update and security.
 */
export function readAccountFacts(field: string, value: Value): AccountFactsTold {
  const event = textOf(value.event)
  const kind = event ? `${field}.${event}` : field
  const digits = textOf(value.display_phone_number).replace(/\D/g, '') || undefined
  if (field === 'account_update') return readAccountUpdate(kind, event, value)
  if (field === 'account_review_update') {
    const decision = textOf(value.decision)
    return { account: { reviewStatus: decision }, alert: { kind, text: `Meta's review of the account: ${decision}.` } }
  }
  if (field === 'phone_number_quality_update') {
    const details = qualityDetails(event, value)
    return { account: {}, number: { digits, details }, alert: { kind, text: qualityText(event, digits, value) } }
  }
  if (field === 'phone_number_name_update') {
    const decision = textOf(value.decision)
    const name = textOf(value.requested_verified_name)
    const details = { name_status: decision, ...(decision === 'APPROVED' && name && { verified_name: name }) }
    const reason = textOf(value.rejection_reason)
    const text = `The display name "${name}" of ${plus(digits)}: ${decision}${reason && reason !== 'NONE' ? `, ${reason}` : ''}.`
    return { account: {}, number: { digits, details }, alert: { kind, text } }
  }
  if (field === 'business_capability_update') {
    const tier = textOf(value.max_daily_conversations_per_business)
    const told = { account: {}, alert: { kind, text: `What the business may do: ${JSON.stringify(value)}.` } }
    return tier.startsWith('TIER_')
      ? { ...told, number: { digits: undefined, details: { messaging_limit_tier: tier } } }
      : told
  }
  if (field === 'account_alerts') {
    const info = 'alert_info' in value ? objectOf(value.alert_info) : value
    const text = textOf(info.alert_description) || textOf(info.alert_type) || JSON.stringify(value)
    return {
      account: {},
      alert: { kind: textOf(info.alert_type) ? `${field}.${textOf(info.alert_type)}` : kind, text },
    }
  }
  if (field === 'security')
    return { account: {}, alert: { kind, text: `${plus(digits)}: ${event || JSON.stringify(value)}.` } }
  return { account: {}, alert: { kind, text: JSON.stringify(value).slice(0, 500) } }
}

function readAccountUpdate(kind: string, event: string, value: Value): AccountFactsTold {
  if (event === 'DISABLED_UPDATE') {
    const { waba_ban_state: state, waba_ban_date: date } = objectOf(value.ban_info)
    const isBanned = state !== 'REINSTATE'
    const when = date ? ` (${textOf(date)})` : ''
    const text = isBanned
      ? `Meta disables the account: ${textOf(state)}${when}.`
      : `Meta has given the account back${when}.`
    return { account: restricted(isBanned ? text : null), alert: { kind, text } }
  }
  if (event === 'ACCOUNT_RESTRICTION') {
    const infos = objectsOf(value.restriction_info)
    const named = infos.map(({ restriction_type: type, expiration }) => textOf(type) + untilOf(expiration)).join(', ')
    const restriction = named === '' ? null : `Meta restricts the account: ${named}.`
    return {
      account: restricted(restriction, endOf(infos)),
      alert: { kind, text: restriction ?? "Meta has lifted the account's restrictions." },
    }
  }
  if (event === 'ACCOUNT_VIOLATION') {
    const { violation_type: type } = objectOf(value.violation_info)
    return { account: {}, alert: { kind, text: `Meta found a violation of its policies: ${textOf(type)}.` } }
  }
  if (event === 'ACCOUNT_DELETED') {
    const text = 'The account was deleted at Meta.'
    return { account: restricted(text), alert: { kind, text } }
  }
  if (event === 'ACCOUNT_OFFBOARDED' || event === 'PARTNER_REMOVED' || event === 'PARTNER_APP_UNINSTALLED') {
    const text = `The account was taken from the app that is connected here (${event}).`
    return { account: restricted(text), alert: { kind, text } }
  }
  if (event === 'ACCOUNT_RECONNECTED' || event === 'PARTNER_ADDED' || event === 'PARTNER_APP_INSTALLED') {
    return {
      account: restricted(null),
      alert: { kind, text: `The account was given to the app that is connected here (${event}).` },
    }
  }
  return { account: {}, alert: { kind, text: JSON.stringify(value).slice(0, 500) } }
}

function qualityDetails(event: string, value: Value): NumberDetails {
  const limit = textOf(value.current_limit) || textOf(value.max_daily_conversations_per_business)
  return {
    ...(limit.startsWith('TIER_') && limit !== 'TIER_NOT_SET' && { messaging_limit_tier: limit }),
    ...(event === 'FLAGGED' && { status: 'FLAGGED', quality_rating: 'RED', quality_score: { score: 'RED' } }),
    ...(event === 'UNFLAGGED' && { status: 'CONNECTED', quality_rating: 'YELLOW', quality_score: { score: 'YELLOW' } }),
    ...(event === 'THROUGHPUT_UPGRADE' && { throughput: { level: 'HIGH' } }),
  }
}

function qualityText(event: string, digits: string | undefined, value: Value): string {
  const limit = textOf(value.current_limit)
  return `${plus(digits)}: ${event || 'the quality changed'}${limit ? `, the limit is ${limit}` : ''}.`
}

const plus = (digits: string | undefined): string => (digits ? `The number +${digits}` : 'The account')

const restricted = (restriction: string | null, restrictedUntil: number | null = null) => ({
  restriction,
  restrictedUntil,
})

/** When the last of several restrictions ends; null where one of them does not. */
function endOf(infos: readonly Value[]): number | null {
  const ends = infos.map(({ expiration }) => (typeof expiration === 'number' ? expiration * 1000 : null))
  return ends.reduce<number | null>(
    (latest, end) => (latest === null || end === null ? null : Math.max(latest, end)),
    ends.length > 0 ? 0 : null,
  )
}

const untilOf = (seconds: unknown): string =>
  typeof seconds === 'number'
    ? ` until ${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    : ''
