import type { Snapshot } from './snapshot.ts'

// https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream

/** A browser whose connection breaks comes back after a second. */
export const opening = 'retry: 1000\n\n'

/** From here on what happens is told as it happens. */
export const ready = ({ cursor }: Snapshot): string => `id: ${cursor}\nevent: ready\ndata: {}\n\n`

/** Too much happened to tell it one by one: all that the client shows may have changed. */
export const reset = ({ cursor }: Snapshot): string => `id: ${cursor}\nevent: reset\ndata: {}\n\n`

/** Keeps proxies from giving up, and the client's place near. */
export const heartbeat = ({ cursor }: Snapshot): string => `:\nid: ${cursor}\n\n`

export const message = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Only the last of what was seen together moves the client's place: a client that was cut off in between is told all of it again. */
export const withId = (messages: readonly string[], { cursor }: Snapshot): string =>
  messages.length === 0 ? '' : [...messages.slice(0, -1), `id: ${cursor}\n${messages.at(-1)}`].join('')
