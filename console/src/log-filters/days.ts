import { instantOf } from '../values/local-time.ts'

/** Days as the address of a log says them, `YYYY-MM-DD`. */
export interface Days {
  since?: string
  until?: string
}

/** The moments at which they begin on the clocks of a zone, as calls take them. */
export function daysToInstants({ since, until }: Days, timeZone: string): Days {
  const beginning = (day: string): string => String(instantOf(`${day}T00:00`, timeZone))
  return { ...(since && { since: beginning(since) }), ...(until && { until: beginning(until) }) }
}
