import type { Plugin, PluginHealth } from './plugin.ts'

export interface HealthProblem {
  code: string
  message: string
  hint: string
}

const dayMs = 86_400_000
const neededScopes = ['whatsapp_business_messaging', 'whatsapp_business_management']
const goodStatuses: ReadonlySet<string> = new Set(['CONNECTED', 'LINKED'])

export const unknownHealth: PluginHealth = {
  checkedAt: 0,
  token: { isValid: true, expiresAt: null, dataAccessExpiresAt: null, scopes: null, problem: null },
  webhook: { isSubscribed: false, callbackUrl: null, problem: null },
  account: { name: null, reviewStatus: null, restriction: null, alerts: [] },
}

/** Meta calls a number that can send and receive CONNECTED. */
export const isRegistered = (status: string | undefined): boolean => status !== undefined && goodStatuses.has(status)

/** What is wrong with a plugin, in words; nothing where all is well. */
export function problemsOf(plugin: Plugin, now = Date.now()): HealthProblem[] {
  if (plugin.status !== 'CONNECTED') return []
  const health = plugin.health ?? unknownHealth
  return [
    ...tokenProblems(plugin, health, now),
    ...webhookProblems(plugin, health),
    ...accountProblems(health, now),
    ...plugin.numbers.flatMap((number) => [...numberProblems(number)]),
  ]
}

function* tokenProblems({ appSecret }: Plugin, { token }: PluginHealth, now: number): Generator<HealthProblem> {
  if (!token.isValid) {
    yield {
      code: 'token_not_valid',
      message: token.problem ?? 'Meta refuses the access token.',
      hint: 'Update the plugin with a new access token; one of a system user need not expire.',
    }
  } else if (token.problem) {
    yield { code: 'not_checked', message: token.problem, hint: 'It is tried again within the hour.' }
  }
  if (token.expiresAt !== null && token.isValid && token.expiresAt - now < 7 * dayMs) {
    yield {
      code: 'token_expires',
      message: `The access token ${token.expiresAt < now ? 'expired' : 'expires'} on ${new Date(token.expiresAt).toISOString().slice(0, 10)}.`,
      hint: 'Make one for a system user, which need not expire, and update the plugin with it.',
    }
  }
  const missing = token.scopes === null ? [] : neededScopes.filter((scope) => !token.scopes?.includes(scope))
  if (missing.length > 0) {
    yield {
      code: 'scope_missing',
      message: `The access token lacks ${missing.join(' and ')}.`,
      hint: 'Make a new one with both permissions.',
    }
  }
  if (appSecret === null) {
    yield {
      code: 'no_app_secret',
      message: 'The app secret is not known, so events of Meta are refused: their signature cannot be checked.',
      hint: 'Update the plugin with appSecret.',
    }
  }
}

function* webhookProblems(_plugin: Plugin, { webhook }: PluginHealth): Generator<HealthProblem> {
  if (webhook.isSubscribed) return
  yield {
    code: 'not_subscribed',
    message: webhook.problem ?? 'Meta does not send the events of this account here.',
    hint: 'POST …/check subscribes again; Meta must reach this server by https, at the address in NADI_PUBLIC_URL.',
  }
}

/** What Meta forbids the account; null where it forbids nothing, or no longer. */
export const restrictionOf = (
  { restriction, restrictedUntil }: PluginHealth['account'],
  now = Date.now(),
): string | null => (restrictedUntil != null && restrictedUntil <= now ? null : restriction)

function* accountProblems({ account }: PluginHealth, now: number): Generator<HealthProblem> {
  const restriction = restrictionOf(account, now)
  if (restriction) {
    yield {
      code: 'account_restricted',
      message: restriction,
      hint: 'The WhatsApp Manager shows why, and how to ask for a review.',
    }
  }
  if (account.reviewStatus && account.reviewStatus !== 'APPROVED') {
    yield {
      code: 'account_not_approved',
      message: `Meta's review of the account stands at ${account.reviewStatus}.`,
      hint: 'The WhatsApp Manager shows what is missing.',
    }
  }
}

function* numberProblems({ id, digits, details }: Plugin['numbers'][number]): Generator<HealthProblem> {
  const name = details.display_phone_number ?? digits
  if (!isRegistered(details.status)) {
    yield {
      code: 'number_not_registered',
      message: `The number ${name} is not registered: its status is ${details.status ?? 'unknown'}.`,
      hint: `Register it: POST …/api/v23.0/${id}/register with {"messaging_product": "whatsapp", "pin": "<six digits>"}.`,
    }
  }
  if (qualityOf(details) === 'RED') {
    yield {
      code: 'number_low_quality',
      message: `The quality of the number ${name} is low: many of its messages were blocked or reported.`,
      hint: 'Send fewer marketing templates, and only to people who asked for them.',
    }
  }
}

export const qualityOf = (details: Plugin['numbers'][number]['details']): string =>
  details.quality_score?.score ?? details.quality_rating ?? 'UNKNOWN'
