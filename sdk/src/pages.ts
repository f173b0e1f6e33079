import type { Calls } from './generated/calls.ts'

/** The calls that answer a list a page at a time, with a cursor for the next. */
export type ListName = {
  [Name in keyof Calls]: Calls[Name] extends { data: readonly unknown[] }
    ? Calls[Name] extends { query: { cursor?: string } } | { body: { cursor?: string } }
      ? Name
      : never
    : never
}[keyof Calls]

interface PageMeta {
  hasMore?: boolean
  nextCursor?: string | null
  cursor?: string | null
}

/** Where the next page begins; undefined after the last. */
export function nextCursor(meta: unknown): string | undefined {
  const { hasMore, nextCursor: next, cursor } = (meta ?? {}) as PageMeta
  return hasMore === false ? undefined : (next ?? cursor ?? undefined)
}
