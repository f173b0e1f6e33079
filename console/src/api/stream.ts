/** One change somewhere in the team, as the stream tells it: that it happened, not what it was. */
export interface Change {
  kind: string
  /** null: many things of that kind, or the model */
  subject: string | null
  procedure: string | null
  chat?: string | null
}

export interface StreamHandlers {
  /** from now on changes are told as they happen */
  ready: () => void
  changed: (change: Change) => void
  /** too much was missed to be told one by one */
  missed: () => void
  /** who is at a chat */
  presence: (presence: { chat: string; people: { user: string; displayName: string; typing: boolean }[] }) => void
  /** whether changes arrive now */
  connected: (isConnected: boolean) => void
}

const firstWait = 500
const longestWait = 10_000

/**
 * Listens to `GET /v1/ext/stream`, and goes on after every break where it was: browsers come back by themselves from a broken connection, but
 * not from an answer such as 503, which a server that starts gives.
 */
export function listen(handlers: StreamHandlers): () => void {
  let source: EventSource | undefined
  let since = ''
  let wait = firstWait
  let timer: ReturnType<typeof setTimeout> | undefined

  const open = (): void => {
    source = new EventSource(`/v1/ext/stream${since ? `?since=${encodeURIComponent(since)}` : ''}`)
    source.onopen = () => {
      wait = firstWait
      handlers.connected(true)
    }
    source.onerror = () => {
      handlers.connected(false)
      if (source?.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, wait)
      wait = Math.min(wait * 2, longestWait)
    }
    const on = <Data>(type: string, handle: (data: Data) => void): void =>
      source?.addEventListener(type, (event) => {
        since = event.lastEventId || since
        handle(JSON.parse(event.data))
      })
    // also tells where one is before anything has changed
    on('ready', handlers.ready)
    on('change', handlers.changed)
    on('reset', handlers.missed)
    on('presence', handlers.presence)
  }

  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
