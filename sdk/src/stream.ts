import { NadiError } from './error.ts'
import { pause } from './retry.ts'

/** Something changed; it is told which thing, not what it is now. */
export interface Change {
  /** of the event */
  id: string
  /** `message.received`, `process.updated` …; `model.changed` after a change of the model or a role */
  kind: string
  /** what changed; null: many things of that kind, or the model */
  subject: string | null
  procedure: string | null
  procedureShortId: string | null
  /** who changed it */
  user: string | null
  /** epoch milliseconds */
  at: number
  /** of messages, notes and chats */
  chat?: string | null
  /** where they are many: how many events they were */
  count?: number
}

export interface PersonHere {
  user: string
  username: string
  displayName: string
  typing: boolean
  /** when they came, epoch milliseconds */
  since: number
}

export type StreamMessage =
  | { type: 'change'; id: string; data: Change }
  /** who has a chat open that one has open oneself */
  | { type: 'presence'; id: string; data: { chat: string; people: PersonHere[] } }
  /** too much happened to be told: whatever is shown may have changed */
  | { type: 'reset'; id: string; data: Record<string, never> }
  /** connected: what was missed has been told, and what happens is told as it happens */
  | { type: 'ready'; id: string; data: Record<string, never> }
  /** the connection broke, and is made again */
  | { type: 'lost'; id: string; data: Record<string, never> }

export interface StreamOptions {
  /** the `id` of the last message that was seen; without it, from now on */
  since?: string
  /** ends it */
  signal?: AbortSignal
}

const known: ReadonlySet<string> = new Set(['change', 'presence', 'reset', 'ready'])
/** a heartbeat comes every 15 s */
const silentMs = 45_000
const longestWaitMs = 15_000

/**
 * @param open connects: a GET with these headers
 * @throws NadiError where Nadi refuses, as after the key was revoked; what breaks otherwise is made again
 */
export async function* follow(
  open: (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>,
  { since = '', signal }: StreamOptions,
): AsyncGenerator<StreamMessage, void> {
  let id = since
  for (let failures = 0; !signal?.aborted; ) {
    const silence = new AbortController()
    const either = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal
    try {
      const response = await open(id === '' ? {} : { 'last-event-id': id }, either)
      for await (const message of messagesOf(response, () => silence.abort(), id)) {
        failures = 0
        id = message.id
        if (isShown(message)) yield message
      }
    } catch (error) {
      if (error instanceof NadiError && error.status < 500 && error.status !== 429) throw error
    }
    if (signal?.aborted) return
    yield { type: 'lost', id, data: {} }
    failures++
    // all clients of a server that stopped come back at once: apart from each other
    const wait = Math.min(longestWaitMs, 500 * 2 ** Math.min(failures, 6)) * (0.5 + Math.random() / 2)
    await pause(wait, signal).catch(() => undefined)
  }
}

interface Block {
  type: string
  id: string
  data: unknown
}

const isShown = (block: Block): block is StreamMessage => known.has(block.type)

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation, as far as Nadi speaks it */
async function* messagesOf({ body }: Response, giveUp: () => void, since: string): AsyncGenerator<Block, void> {
  if (!body) return
  let id = since
  let rest = ''
  let timer = setTimeout(giveUp, silentMs)
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      clearTimeout(timer)
      timer = setTimeout(giveUp, silentMs)
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = new Map(block.split('\n').map((line): [string, string] => fieldOf(line)))
        id = fields.get('id') ?? id
        const data = fields.get('data')
        yield { type: data === undefined ? '' : (fields.get('event') ?? ''), id, data: data && JSON.parse(data) }
      }
    }
  } finally {
    clearTimeout(timer)
    await reader.cancel().catch(() => undefined)
  }
}

function fieldOf(line: string): [string, string] {
  const [name = '', ...value] = line.split(':')
  return [name, value.join(':').replace(/^ /, '')]
}
