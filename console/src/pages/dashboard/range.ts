import type { Days } from './search.ts'

const quarter = 15 * 60_000

/** The last days up to the present quarter of an hour, so that what was just read is not asked for again. */
export const rangeOf = (days: Days): { from: string } => {
  const now = Math.floor(Date.now() / quarter) * quarter
  return { from: new Date(now - days * 86_400_000).toISOString() }
}
