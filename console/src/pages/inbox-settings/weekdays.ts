import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export const days = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const
export type Day = (typeof days)[number]

/** a Monday */
const monday = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

/** The days of the week with their names. */
export function useWeekdays(): readonly { day: Day; name: string }[] {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
    return days.map((day, index) => ({ day, name: format.format(monday + index * dayMs) }))
  }, [i18n.language])
}
