import { DateTime } from 'luxon'
import { type Days, weekdays } from './hours-types.ts'

/** When somebody works, in a time zone. */
export interface Hours {
  timeZone: string
  days: Days
  holidays: readonly string[]
}

/** Whether it is working time, and since when it has been or has not. */
export interface Period {
  isWorking: boolean
  since: Date
}

/** How far back the beginning of a free time is looked for. */
const longestAbsenceDays = 31

/** Without hours it is always working time, a new one each day of the zone. */
export function periodAt(hours: Hours | undefined, at: Date, timeZone: string): Period {
  const now = DateTime.fromJSDate(at, { zone: hours?.timeZone ?? timeZone })
  if (!hours) return { isWorking: true, since: now.startOf('day').toJSDate() }
  for (let back = 0; back <= longestAbsenceDays; back++) {
    const day = now.minus({ days: back }).startOf('day')
    for (const [from, to] of intervalsOf(hours, day).toReversed()) {
      if (from <= now && now < to) return { isWorking: true, since: from.toJSDate() }
      if (to <= now) return { isWorking: false, since: to.toJSDate() }
    }
  }
  return { isWorking: false, since: now.minus({ days: longestAbsenceDays }).startOf('day').toJSDate() }
}

/** In the order of time. */
function intervalsOf({ days, holidays }: Hours, day: DateTime): [from: DateTime, to: DateTime][] {
  const weekday = weekdays[day.weekday - 1]
  const date = day.toISODate()
  if (!weekday || (date && holidays.includes(date))) return []
  return (days[weekday] ?? [])
    .map(([from = '', to = '']): [DateTime, DateTime] => [atClock(day, from), atClock(day, to)])
    .sort(([one], [other]) => one.toMillis() - other.toMillis())
}

function atClock(day: DateTime, clock: string): DateTime {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour === 24 ? day.plus({ days: 1 }) : day.set({ hour, minute })
}
