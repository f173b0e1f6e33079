const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

export const timeOf = (at: number): string => clock.format(at)

/** Of today the time, of other days the date. */
export const shortTime = (at: number): string =>
  new Date(at).toDateString() === new Date().toDateString() ? clock.format(at) : day.format(at)

const dayAndTime = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' })

export const dayAndTimeOf = (at: number): string => dayAndTime.format(at)
