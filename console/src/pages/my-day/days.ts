import { instantOf, localOf } from '../../values/local-time.ts'

/** The day, `YYYY-MM-DD`, that a moment falls on by the clocks of a zone. */
export const dayOf = (at: number, timeZone: string): string => localOf(at, timeZone).slice(0, 10)

/** The day so many days later. */
export function dayLater(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The moment at which the clocks of a zone show a time, `hh:mm`, of a day. */
export const timeOfDay = (day: string, time: string, timeZone: string): number => instantOf(`${day}T${time}`, timeZone)

/** 1 is Monday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** A day in words: `Tuesday, 1 December`. */
export const dayInWords = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
