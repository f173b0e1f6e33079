const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** How long after each failed try the next one comes: over a day in all. */
export const retryDelaysMs: readonly number[] = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  8 * hour,
]

/** A receiver that asks for more patience than this is tried again all the same. */
const longestRetryAfterMs = 24 * hour

/**
 * The time until the next try after so many have failed; undefined when there is none left. A fifth more or less, so that what failed together does not come
 * back together; later where the receiver asked for that.
 */
export function retryDelay(
  failed: number,
  {
    retryAfterMs,
    delays,
    random,
  }: { retryAfterMs: number | undefined; delays: readonly number[]; random: () => number },
): number | undefined {
  const delay = delays[failed - 1]
  if (delay === undefined) return undefined
  const spread = Math.round(delay * (0.8 + 0.4 * random()))
  return Math.max(spread, Math.min(retryAfterMs ?? 0, longestRetryAfterMs))
}

/** Retry-After: seconds, or a date (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * second
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}
