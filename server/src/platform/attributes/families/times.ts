import { DateTime } from 'luxon'
import type { IngestionContext } from '../ingestion-context.ts'
import { instantOfLocal } from '../local-time.ts'
import { Refusal, shown, type Take } from '../taking.ts'
import { shortType } from '../type-entry.ts'

/** ISO 8601 as people and programs write it: a day, or a day and a time with or without an offset. */
const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/** Four-digit years only, so that every stored form has one width and sorts as text. */
const earliest = Date.UTC(1000, 0, 1)
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/**
 * As milliseconds these numbers are a fortnight of January 1970; as seconds they are 2001 to 2039. Whoever sends one means seconds, or is better
 * off writing ISO: taken as it stands it would put a call into 1970 without a word.
 */
const isInSeconds = (number: number) => number >= 1e9 && number < 2.2e9

const notADateTime = (input: unknown) =>
  new Refusal(
    'not_a_datetime',
    `must be a date and time, but ${shown(input)} was given.`,
    'ISO 8601 such as 2023-11-15T09:30:00+05:30, or epoch milliseconds.',
  )

function minutesOf(offset: string): number | undefined {
  if (/^z$/i.test(offset)) return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(3).replace(':', '') || 0)
  if (hours > 14 || minutes > 59) return undefined
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

function fromIso(text: string, context: IngestionContext): number | undefined {
  const match = iso.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', offset] = match
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.slice(0, 3).padEnd(3, '0')),
  )
  // The 31st of April and 25 o'clock roll over into another day; that they do is how they are found.
  const written = new Date(utc)
  if (written.getUTCDate() !== Number(day) || written.getUTCMonth() + 1 !== Number(month) || Number(hour) > 23)
    return undefined
  if (Number(minute) > 59 || Number(second) > 59) return undefined
  if (offset === undefined) return instantOfLocal(utc, context.timeZone)
  const minutes = minutesOf(offset)
  return minutes === undefined ? undefined : utc - minutes * 60_000
}

/** Epoch milliseconds of what was given. */
export function asInstant(input: unknown, context: IngestionContext): number | Refusal {
  const given = typeof input === 'string' ? input.trim() : input
  const isDigits = typeof given === 'string' && /^-?\d{9,15}$/.test(given)
  const instant =
    typeof given === 'number' || isDigits
      ? Number(given)
      : typeof given === 'string'
        ? fromIso(given, context)
        : undefined
  if (instant === undefined || !Number.isSafeInteger(instant)) return notADateTime(input)
  if (isInSeconds(instant) && (typeof given === 'number' || isDigits)) {
    return new Refusal(
      'epoch_in_seconds',
      `must be in milliseconds, but ${shown(input)} looks like seconds.`,
      `Multiply it by 1000: ${instant * 1000}.`,
    )
  }
  if (instant < earliest || instant > latest) {
    return new Refusal('out_of_range', `must lie in the years 1000 to 9999, but ${shown(input)} was given.`)
  }
  return instant + 0
}

const takeDateTime: Take = (input, _attribute, context) => asInstant(input, context)

const takeIsoDateTime: Take = (input, _attribute, context) => {
  const instant = asInstant(input, context)
  return instant instanceof Refusal ? instant : new Date(instant).toISOString()
}

/**
 * A day. An instant is taken only where the day it was written as is also the day in the team's zone: a browser's midnight,
 * sent as UTC, is the day before in India, and guessing would move birthdays.
 */
const takeDate: Take = (input, _attribute, context) => {
  const text = typeof input === 'string' ? input.trim() : undefined
  const instant = asInstant(input, context)
  if (instant instanceof Refusal) {
    return instant.code === 'not_a_datetime'
      ? new Refusal(
          'not_a_date',
          `must be a date, but ${shown(input)} was given.`,
          'Write it as YYYY-MM-DD, such as 2023-11-15.',
        )
      : instant
  }
  const match = text === undefined ? null : iso.exec(text)
  if (match && match[8] === undefined && text) return text.slice(0, 10)
  const written = match && text ? text.slice(0, 10) : new Date(instant).toISOString().slice(0, 10)
  const inTeam = DateTime.fromMillis(instant, { zone: context.timeZone }).toISODate()
  return inTeam === written
    ? written
    : new Refusal(
        'ambiguous_date',
        `must be one day, but ${shown(input)} is ${written} where it was written and ${inTeam} in ${context.timeZone}.`,
        'Send the day alone, as YYYY-MM-DD.',
      )
}

const takeTime: Take = (input) => {
  const match = typeof input === 'string' ? /^\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?\s*$/i.exec(input) : null
  const [, hours, minutes = '', seconds = '00', half] = match ?? []
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours)
  const isHalfSane = !half || (Number(hours) >= 1 && Number(hours) <= 12)
  if (!match || !isHalfSane || hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    return new Refusal(
      'not_a_time',
      `must be a time of day, but ${shown(input)} was given.`,
      'Write it as HH:mm, such as 09:30 or 17:45:30.',
    )
  }
  const clock = `${String(hour).padStart(2, '0')}:${minutes}`
  // 09:30 and 09:30:00 are one time, so they have one form.
  return seconds === '00' ? clock : `${clock}:${seconds}`
}

const takeMonth: Take = (input) => {
  const text = typeof input === 'string' ? input.trim() : ''
  const yearFirst = /^(\d{4})[-/](\d{1,2})$/.exec(text)
  const monthFirst = /^(\d{1,2})[-/](\d{4})$/.exec(text)
  const year = yearFirst?.[1] ?? monthFirst?.[2]
  const month = Number(yearFirst?.[2] ?? monthFirst?.[1])
  return year && Number(year) >= 1000 && month >= 1 && month <= 12
    ? `${year}-${String(month).padStart(2, '0')}`
    : new Refusal(
        'not_a_month',
        `must be a month of a year, but ${shown(input)} was given.`,
        'Write it as YYYY-MM, such as 2023-11.',
      )
}

export const timeTypes = {
  date: shortType({
    label: 'Date',
    description: 'A day, YYYY-MM-DD.',
    schema: { type: 'string', format: 'date' },
    take: takeDate,
    isOrdered: true,
  }),
  time: shortType({
    label: 'Time of day',
    description: 'A time of day, HH:mm or HH:mm:ss, without a zone.',
    schema: { type: 'string', pattern: '^\\d{2}:\\d{2}(:\\d{2})?$' },
    take: takeTime,
    isOrdered: true,
  }),
  datetime: shortType({
    label: 'Date and time',
    description: 'A moment, kept as epoch milliseconds; text without an offset is read in the time zone of the team.',
    schema: { type: 'integer', description: 'epoch milliseconds' },
    take: takeDateTime,
    isOrdered: true,
  }),
  datetimeISO8601: shortType({
    label: 'Date and time, ISO 8601',
    description: 'A moment, kept as ISO 8601 in UTC with milliseconds: 2023-11-15T04:00:00.000Z.',
    schema: { type: 'string', format: 'date-time' },
    take: takeIsoDateTime,
    isOrdered: true,
  }),
  monthOfYear: shortType({
    label: 'Month of a year',
    description: 'A month, YYYY-MM.',
    schema: { type: 'string', pattern: '^\\d{4}-\\d{2}$' },
    take: takeMonth,
    isOrdered: true,
  }),
}
