import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { timeFormat } from '../ui/formats.ts'
import { useTimeZone } from '../ui/time-zone.ts'

const dayMs = 86_400_000

/** How times stand in a conversation, on the clocks of whoever reads it. */
export function useClock() {
  const { i18n, t } = useTranslation()
  const timeZone = useTimeZone()
  return useMemo(() => clockOf(i18n.language, timeZone, t), [i18n.language, timeZone, t])
}

function clockOf(language: string, timeZone: string, t: TFunction) {
  const format = (at: number, style: Intl.DateTimeFormatOptions): string =>
    timeFormat(language, { ...style, timeZone }).format(at)
  const dayOf = (at: number): string => format(at, { year: 'numeric', month: '2-digit', day: '2-digit' })
  const time = (at: number): string => format(at, { hour: 'numeric', minute: '2-digit' })
  return {
    dayOf,
    time,
    moment: (at: number): string => format(at, { dateStyle: 'medium', timeStyle: 'short' }),
    /** of a day separator */
    dayName: (at: number, now: number): string => {
      if (dayOf(at) === dayOf(now)) return t('Today')
      if (dayOf(at) === dayOf(now - dayMs)) return t('Yesterday')
      const isNear = now - at < 6 * dayMs
      return format(at, isNear ? { weekday: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' })
    },
    /** in a list: the time today, else the day */
    brief: (at: number, now: number): string => {
      if (dayOf(at) === dayOf(now)) return time(at)
      if (now - at < 6 * dayMs) return format(at, { weekday: 'short' })
      return format(at, { day: 'numeric', month: 'short' })
    },
  }
}
