import { expect, onTestFinished, vi } from 'vitest'
import type { Api } from './api.ts'

export interface Heard {
  event: string
  /** the id that the client would come back with after it */
  id: string
  data: Record<string, unknown>
}

/** A client that listens to the stream as a browser does, until the test ends. */
export interface Listener {
  status: number
  headers: Headers
  heard: Heard[]
  /** what was heard of these kinds, in order */
  changes(...kinds: string[]): Record<string, unknown>[]
  /** waits for a change of a kind */
  hears(kind: string, count?: number): Promise<Record<string, unknown>[]>
  /** where it stands */
  id(): string
  isOver(): boolean
  leave(): Promise<void>
}

/** Answers once the stream is ready. */
export async function listen(api: Api, { since, path = '/v1/ext/stream' }: { since?: string; path?: string } = {}) {
  const leaving = new AbortController()
  const response = await api.fetch(path, {
    signal: leaving.signal,
    headers: since === undefined ? {} : { 'last-event-id': since },
  })
  if (response.status !== 200) throw new Error(`The stream answered ${response.status}: ${await response.text()}`)
  const heard: Heard[] = []
  let id = ''
  let isOver = false
  const take = (block: string): void => {
    const fields = block.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line) ?? [])
    const field = (name: string) => fields.find(([, found]) => found === name)?.[2]
    id = field('id') ?? id
    const data = field('data')
    if (data !== undefined) heard.push({ event: field('event') ?? 'message', id, data: JSON.parse(data) })
  }
  const reading = read(response, take).finally(() => {
    isOver = true
  })
  const listener: Listener = {
    status: response.status,
    headers: response.headers,
    heard,
    changes: (...kinds) =>
      heard
        .filter(({ event, data }) => event === 'change' && (kinds.length === 0 || kinds.includes(String(data.kind))))
        .map(({ data }) => data),
    hears: (kind, count = 1) =>
      vi.waitFor(() => {
        const changes = listener.changes(kind)
        expect(changes.length).toBeGreaterThanOrEqual(count)
        return changes
      }, 10_000),
    id: () => id,
    isOver: () => isOver,
    leave: async () => {
      leaving.abort()
      await reading
    },
  }
  onTestFinished(() => listener.leave())
  await vi.waitFor(() => expect(heard.map(({ event }) => event)).toContain('ready'), 10_000)
  return listener
}

async function read(response: Response, take: (block: string) => void): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) return
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
  } catch {
    // it left, or the server did
  }
}
