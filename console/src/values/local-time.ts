const fields = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const

/** A moment as `YYYY-MM-DDThh:mm` on the clocks of a zone, as `datetime-local` inputs take it. */
export function localOf(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { ...fields, timeZone }).formatToParts(at)
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** The moment, epoch milliseconds, at which the clocks of a zone show a local time. In an hour that clocks skip, the one after it. */
export function instantOf(local: string, timeZone: string): number {
  const wanted = Date.parse(`${local}Z`)
  let at = wanted
  // the offset depends on the moment: a second look settles it, but for the hours around a change of clocks
  for (let look = 0; look < 2; look++) at = wanted - (Date.parse(`${localOf(at, timeZone)}Z`) - at)
  return at
}
