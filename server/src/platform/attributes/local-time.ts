import { DateTime } from 'luxon'

const hour = 3_600_000
const mostKept = 10_000

/** Offset of a zone during one local hour, in milliseconds; undefined where it changes within. Asking Intl costs 30 µs, a bulk asks 100,000 times. */
const offsets = new Map<string, number | undefined>()

/** The instant at which clocks in the zone show what a clock in UTC shows at `local`. Where clocks skip that moment, the one after. */
export function instantOfLocal(local: number, zone: string): number {
  const start = Math.floor(local / hour) * hour
  const key = `${start} ${zone}`
  if (!offsets.has(key)) {
    if (offsets.size >= mostKept) offsets.clear()
    const [atStart, atEnd] = [start - exactInstant(start, zone), start + hour - exactInstant(start + hour, zone)]
    offsets.set(key, atStart === atEnd ? atStart : undefined)
  }
  const offset = offsets.get(key)
  return offset === undefined ? exactInstant(local, zone) : local - offset
}

function exactInstant(local: number, zone: string): number {
  const { year, month, day, hour, minute, second, millisecond } = DateTime.fromMillis(local, { zone: 'utc' })
  return DateTime.fromObject({ year, month, day, hour, minute, second, millisecond }, { zone }).toMillis()
}
