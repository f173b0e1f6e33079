import type { TFunction } from 'i18next'

export type TimeUnit = 'h' | 'd' | 'w' | 'M'

export interface RelativeTime {
  count: number
  unit: TimeUnit
  isAhead: boolean
}

const form = /^now([+-])(\d{1,4})([hdwM])$/

/** Reads `now-7d`; undefined for what is said otherwise. */
export function readRelative(text: unknown): RelativeTime | undefined {
  if (text === 'now') return { count: 0, unit: 'd', isAhead: false }
  const [, sign, count, unit] = (typeof text === 'string' && form.exec(text)) || []
  return sign ? { count: Number(count), unit: unit as TimeUnit, isAhead: sign === '+' } : undefined
}

export const writeRelative = ({ count, unit, isAhead }: RelativeTime): string =>
  count === 0 ? 'now' : `now${isAhead ? '+' : '-'}${count}${unit}`

/** In words; undefined for what is no time relative to now. */
export function relativeNames(t: TFunction, text: string): string | undefined {
  if (text === 'now/d') return t('the beginning of today')
  const relative = readRelative(text)
  if (!relative) return text.startsWith('now') ? text : undefined
  const { count, unit, isAhead } = relative
  if (count === 0) return t('now')
  const ago = {
    h: t('{{count}} hours ago', { count }),
    d: t('{{count}} days ago', { count }),
    w: t('{{count}} weeks ago', { count }),
    M: t('{{count}} months ago', { count }),
  }
  const ahead = {
    h: t('in {{count}} hours', { count }),
    d: t('in {{count}} days', { count }),
    w: t('in {{count}} weeks', { count }),
    M: t('in {{count}} months', { count }),
  }
  return (isAhead ? ahead : ago)[unit]
}
