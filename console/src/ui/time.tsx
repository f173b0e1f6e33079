import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { distanceFormat, timeFormat } from './formats.ts'
import { Hint } from './hint.tsx'
import { useNow } from './now.ts'
import { useTimeZone } from './time-zone.ts'

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

export function relative(at: number, now: number, language: string): string {
  const away = at - now
  const format = distanceFormat(language, { numeric: 'auto', style: 'short' })
  for (const [unit, length] of steps) {
    if (Math.abs(away) >= length) return format.format(Math.round(away / length), unit)
  }
  return format.format(0, 'second')
}

/** A moment: how long ago or ahead, and the exact time in the person's time zone on hover. Never drifts: it is worked out anew each minute. */
export function Time({ at, isExact }: { at: number | null; isExact?: boolean }) {
  const { i18n } = useTranslation()
  const timeZone = useTimeZone()
  const now = useNow()
  const [isPointedAt, setPointedAt] = useState(false)
  if (at === null) return null
  const exact = timeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at)
  const near = relative(at, now, i18n.language)
  const time = (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap" onPointerEnter={() => setPointedAt(true)}>
      {isExact ? exact : near}
    </time>
  )
  // a list shows hundreds of times, of which one is pointed at
  return isPointedAt ? <Hint text={isExact ? near : `${exact} (${timeZone})`}>{time}</Hint> : time
}
