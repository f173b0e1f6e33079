import type { AgendaItem } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../ui/now.ts'
import { useTimeZone } from '../../ui/time-zone.ts'
import { dayInWords, dayLater, dayOf, timeOfDay } from './days.ts'
import { type AgendaPart, useAgenda } from './use-agenda.ts'

export interface AgendaSection {
  key: string
  title: string
  /** softer, beside the title */
  note?: string
  items: readonly AgendaItem[]
  /** how many there are, also those that were not read yet; null: as many as are shown */
  total: number | null
  isTotalCut: boolean
  tone: 'danger' | 'plain'
  part: AgendaPart
  /** where the part goes on below */
  isLast: boolean
}

/** how far one looks ahead */
const days = 7
/** what turns overdue is moved after so many milliseconds at the latest; until then its time is red */
const step = 300_000

/** A person's agenda by days of the time zone in which they read times: what is late, today, the next days, and what has no time. */
export function useSections(user: string): { sections: AgendaSection[]; parts: AgendaPart[] } {
  const { t, i18n } = useTranslation()
  const timeZone = useTimeZone()
  const now = Math.floor(useNow() / step) * step
  const today = dayOf(now, timeZone)
  const startOf = (later: number): number => timeOfDay(dayLater(today, later), '00:00', timeZone)
  const overdue = useAgenda(user, { dueBefore: String(now) })
  const rest = useAgenda(user, { dueAfter: String(now), dueBefore: String(startOf(1)) })
  const ahead = useAgenda(user, { dueAfter: String(startOf(1)), dueBefore: String(startOf(days + 1)) })
  const undated = useAgenda(user, { undated: true })

  const whole = (key: string, title: string, part: AgendaPart, more: Partial<AgendaSection> = {}): AgendaSection => ({
    key,
    title,
    items: part.items,
    total: part.total,
    isTotalCut: part.isTotalCut,
    tone: 'plain',
    part,
    isLast: true,
    ...more,
  })
  const byDay = [...Map.groupBy(ahead.items, ({ dueAt }) => dayOf(dueAt ?? now, timeZone))]
  const coming = byDay.map(([day, items], index): AgendaSection => {
    const words = dayInWords(day, i18n.language)
    const isTomorrow = day === dayLater(today, 1)
    const isLast = index === byDay.length - 1
    return {
      ...whole(day, isTomorrow ? t('Tomorrow') : words, ahead, isTomorrow ? { note: words } : {}),
      items,
      total: isLast && ahead.loadMore ? null : items.length,
      isTotalCut: false,
      isLast,
    }
  })
  const sections = [
    whole('overdue', t('Overdue'), overdue, { tone: 'danger' }),
    whole('today', t('Today'), rest, { note: dayInWords(today, i18n.language) }),
    ...coming,
    whole('undated', t('Without a date'), undated),
  ].filter(({ key, items }) => key === 'today' || items.length > 0)
  return { sections, parts: [overdue, rest, ahead, undated] }
}
