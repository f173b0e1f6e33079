import { badParam } from '../graph-error.ts'

interface Page<Item> {
  data: Item[]
  paging?: { cursors: { before: string; after: string }; next?: string }
}

/** A page of a list, with Meta's cursors. */
export function page<Item, Shown>(
  items: readonly Item[],
  params: Record<string, unknown>,
  show: (item: Item) => Shown,
  usual = 25,
): Page<Shown> {
  const limit = params.limit === undefined ? usual : Number(params.limit)
  if (!Number.isInteger(limit) || limit < 1) throw badParam('Param limit must be a positive integer')
  const start = params.after === undefined ? 0 : fromCursor(params.after) + 1
  const end = params.before === undefined ? start + limit : fromCursor(params.before)
  const from = params.before === undefined ? start : Math.max(0, end - limit)
  const shown = items.slice(from, end)
  if (shown.length === 0) return { data: [] }
  const cursors = { before: cursor(from), after: cursor(from + shown.length - 1) }
  const hasMore = from + shown.length < items.length
  return {
    data: shown.map(show),
    paging: { cursors, ...(hasMore && { next: `?after=${cursors.after}&limit=${limit}` }) },
  }
}

const cursor = (index: number): string => Buffer.from(`at:${index}`).toString('base64url')

function fromCursor(value: unknown): number {
  const index = Number(Buffer.from(String(value), 'base64url').toString().replace(/^at:/, ''))
  if (!Number.isInteger(index)) throw badParam('Param after must be a valid cursor')
  return index
}
