import { DateTime, type DurationLikeObject } from 'luxon'

const form = /^now((?:[+-]\d{1,5}[smhdwMy])*)(?:\/([hdwMy]))?$/
const step = /([+-]\d{1,5})([smhdwMy])/g

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'
const units: Record<string, Unit> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  y: 'year',
}

/**
 * A moment said by its distance from now, in the notation of Elasticsearch's date math: `now-7d`, `now/d` (when today began), `now-1M/M` (when the last
 * month began). Days, weeks and months are those of the zone. Undefined where the text is something else.
 */
export function relativeTime(given: unknown, zone: string, now = Date.now()): DateTime | undefined {
  const match = typeof given === 'string' ? form.exec(given.trim()) : null
  if (!match) return undefined
  const [, steps = '', rounding] = match
  let time = DateTime.fromMillis(now, { zone })
  for (const [, count, letter = ''] of steps.matchAll(step)) {
    time = time.plus({ [units[letter] as Unit]: Number(count) } satisfies DurationLikeObject)
  }
  const unit = rounding && units[rounding]
  const rounded = unit ? time.startOf(unit) : time
  // years of four digits, as everywhere
  return rounded.year >= 1000 && rounded.year <= 9999 ? rounded : undefined
}
