import type { Plugin } from '@nadi/sdk'
import type { TFunction } from 'i18next'
import type { Tone } from '../../ui/badge.tsx'

export type PluginProblem = Plugin['health']['problems'][number]

/** An account's health in one word, for lists. */
export function healthAtAGlance(t: TFunction, { status, health }: Plugin): { tone: Tone; text: string } {
  if (status === 'DISCONNECTED') return { tone: 'neutral', text: t('Disconnected') }
  if (health.checkedAt === null) return { tone: 'info', text: t('Not checked yet') }
  if (health.isHealthy) return { tone: 'success', text: t('Healthy') }
  return { tone: 'danger', text: t('{{count}} problems', { count: health.problems.length }) }
}

export const qualityTone: Record<string, Tone> = { GREEN: 'success', YELLOW: 'warning', RED: 'danger' }

export function qualityName(t: TFunction, quality: string): string {
  const names: Record<string, string> = {
    GREEN: t('High'),
    YELLOW: t('Medium'),
    RED: t('Low'),
    UNKNOWN: t('Not rated'),
  }
  return names[quality] ?? quality
}

/** Meta's word for where a number stands; one that is new to us as Meta says it. */
export function numberStatusName(t: TFunction, status: string): string {
  const names: Record<string, string> = {
    CONNECTED: t('Connected'),
    PENDING: t('Pending'),
    DISCONNECTED: t('Disconnected'),
    OFFLINE: t('Offline'),
    FLAGGED: t('Flagged'),
    RESTRICTED: t('Restricted'),
    BANNED: t('Banned'),
    DELETED: t('Deleted'),
    MIGRATED: t('Moved away'),
    UNVERIFIED: t('Not verified'),
  }
  return names[status] ?? status
}

/** How many customers a day may be written to first. */
export function tierName(t: TFunction, tier: string | null): string {
  if (tier === null) return t('not told')
  if (tier === 'TIER_UNLIMITED') return t('unlimited')
  const [, number = '', unit = ''] = /^TIER_(\d+)(K?)$/.exec(tier) ?? []
  return number ? t('{{number}} a day', { number: (Number(number) * (unit ? 1000 : 1)).toLocaleString() }) : tier
}

/** What a person does about a problem in the console; what it says for programs where there is nothing of its own. */
export function whatToDo(t: TFunction, { code, hint }: PluginProblem): string {
  const steps: Record<string, string> = {
    token_not_valid: t(
      'Make a token for a system user at Meta, which need not expire, and paste it under “Change the access token”.',
    ),
    token_expires: t(
      'Make a token for a system user at Meta, which need not expire, and paste it under “Change the access token”.',
    ),
    scope_missing: t('Make a new token with both permissions, and paste it under “Change the access token”.'),
    no_app_secret: t('Copy it from the settings of your app at Meta, and paste it under “Change the access token”.'),
    not_subscribed: t(
      'Check again to subscribe anew. Meta must reach this server by https, at the address in NADI_PUBLIC_URL.',
    ),
    number_not_registered: t('Register it with a PIN of six digits, under the number.'),
  }
  return steps[code] ?? hint
}
