const numbers = new Map<string, Intl.NumberFormat>()
const times = new Map<string, Intl.DateTimeFormat>()
const distances = new Map<string, Intl.RelativeTimeFormat>()

/** Making a format costs as much as using it a hundred times, and a list shows hundreds of values: each is made once. */
function once<Format>(made: Map<string, Format>, key: string, make: () => Format): Format {
  const format = made.get(key) ?? make()
  made.set(key, format)
  return format
}

const keyOf = (language: string, options: object): string => language + JSON.stringify(options)

export const numberFormat = (language: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  once(numbers, keyOf(language, options), () => new Intl.NumberFormat(language, options))

export const timeFormat = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  once(times, keyOf(language, options), () => new Intl.DateTimeFormat(language, options))

export const distanceFormat = (language: string, options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat =>
  once(distances, keyOf(language, options), () => new Intl.RelativeTimeFormat(language, options))
