export type WindowState = 'never' | 'closed' | 'last-hour' | 'ending' | 'open'

/** so long before its end a window is shown as ending */
export const endingMs = 4 * 3_600_000

/** How Meta's customer-service window of a chat stands. */
export function windowState(endsAt: number | null, now: number): WindowState {
  if (endsAt === null) return 'never'
  if (endsAt <= now) return 'closed'
  if (endsAt - now <= 3_600_000) return 'last-hour'
  return endsAt - now <= endingMs ? 'ending' : 'open'
}

/** Hours and minutes until a moment: `23:05`; never below 0. */
export function timeLeft(endsAt: number, now: number): { hours: number; minutes: number } {
  const minutes = Math.max(0, Math.ceil((endsAt - now) / 60_000))
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}
