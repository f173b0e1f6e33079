import type { TFunction } from 'i18next'
import type { Tone } from '../../ui/badge.tsx'

export const statusTones: Record<string, Tone> = {
  APPROVED: 'success',
  PENDING: 'info',
  IN_APPEAL: 'info',
  PAUSED: 'warning',
  REJECTED: 'danger',
  DISABLED: 'danger',
}

export function statusName(t: TFunction, status: string): string {
  const names: Record<string, string> = {
    APPROVED: t('Approved'),
    PENDING: t('In review'),
    IN_APPEAL: t('Appealed'),
    PAUSED: t('Paused'),
    REJECTED: t('Rejected'),
    DISABLED: t('Disabled'),
  }
  return names[status] ?? status
}

export function categoryName(t: TFunction, category: string): string {
  const names: Record<string, string> = {
    MARKETING: t('Marketing'),
    UTILITY: t('Utility'),
    AUTHENTICATION: t('Authentication'),
  }
  return names[category] ?? category
}

export const categories = ['UTILITY', 'MARKETING', 'AUTHENTICATION'] as const

/** Languages as Meta writes them, the usual ones first; others can be typed. */
export const languages = [
  'en',
  'en_US',
  'en_GB',
  'hi',
  'bn',
  'gu',
  'kn',
  'ml',
  'mr',
  'pa',
  'ta',
  'te',
  'ur',
  'ar',
  'de',
  'es',
  'es_MX',
  'fr',
  'id',
  'it',
  'nl',
  'pt_BR',
  'pt_PT',
  'ru',
  'sw',
  'tr',
  'vi',
  'zh_CN',
]

/** `hi` → Hindi, in the reader's language. */
export function languageName(code: string, reader: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(code.replace('_', '-')) ?? code
  } catch {
    return code
  }
}
