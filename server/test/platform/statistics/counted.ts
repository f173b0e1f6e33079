import { expect, vi } from 'vitest'
import type { Api } from '../../harness/api.ts'

/** What a call of statistics answers once all that has happened is counted; an event is only when older transactions have ended. */
export async function counted(api: Api, path: string): Promise<Answered> {
  return vi.waitFor(
    async () => {
      const { status, body } = await api.get(`/v1/ext/statistics/${path}`)
      expect(body._errors).toEqual([])
      expect([status, body._meta.isBehind]).toEqual([200, false])
      return body._data
    },
    { timeout: 20_000, interval: 100 },
  )
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the test asserts
type Answered = any
