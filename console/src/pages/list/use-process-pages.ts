import type { Process } from '@nadi/sdk'
import { hashKey, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { callOf } from '../../api/query.ts'
import { type Asked, listCall, type Pages, perPage, processPages, withoutRepeats } from './process-pages.ts'

export interface ProcessPages {
  rows: readonly Process[]
  isPending: boolean
  error: unknown
  hasMore: boolean
  loadMore: () => void
  /** the next page could not be read */
  isStuck: boolean
  retry: () => void
  /** which rows are in view: deep down in a list they alone follow changes */
  see: (first: number, last: number) => void
}

/** more pages than these are not read again as a whole */
const mostReadAgain = 3
/** scrolling rests for so many milliseconds before rows in view are read again */
const rest = 150

/**
 * The processes that a list asks for, page after page. They follow changes: near the top by reading the pages again. Whoever has scrolled far down sees
 * the rows before their eyes change in their places, and finds the rest up to date when they come back to the top.
 */
export function useProcessPages(asked: Asked, limit = perPage): ProcessPages {
  const { procedure, where, isDeleted } = asked
  const client = useQueryClient()
  const options = processPages(asked, limit)
  const { queryKey } = options
  const loaded = client.getQueryData<Pages>(queryKey)?.pages.length ?? 0
  const isDeep = loaded > mostReadAgain
  const query = useInfiniteQuery({ ...options, enabled: !isDeep })
  const rows = useMemo(() => withoutRepeats(query.data?.pages ?? []), [query.data])

  const seen = useRef({ first: 0, last: 0 })
  const [, drawAgain] = useState(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  // a query that is not enabled says nothing of it by itself
  const isInvalidated = useSyncExternalStore(
    (changed) => client.getQueryCache().subscribe(changed),
    () => client.getQueryState(queryKey)?.isInvalidated === true,
  )
  // the next page that is read would make it be forgotten
  const list = hashKey(queryKey)
  const [behind, setBehind] = useState<string | null>(null)
  if (isDeep && isInvalidated && behind !== list) setBehind(list)
  const isBehind = isDeep && behind === list
  const ids = isBehind ? rows.slice(seen.current.first, seen.current.last + 1).map(({ id }) => id) : []
  const fresh = useQuery({
    ...callOf(listCall, {
      path: { procedure },
      body: {
        where: where ? { and: [where, { id: ids }] } : { id: ids },
        limit: perPage,
        ...(isDeleted && { isDeleted }),
      },
    }),
    enabled: ids.length > 0 && ids.length <= perPage,
  })
  const shown = useMemo(() => {
    if (!isBehind || !fresh.data) return rows
    const now = new Map(fresh.data.data.map((process) => [process.id, process]))
    return rows.map((process) => now.get(process.id) ?? process)
  }, [rows, isBehind, fresh.data])

  const see = (first: number, last: number): void => {
    seen.current = { first, last }
    if (!isBehind) return
    if (first > 0) {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => drawAgain((count) => count + 1), rest)
      return
    }
    setBehind(null)
    client.setQueryData<Pages>(
      queryKey,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    )
    void query.refetch()
  }
  return {
    rows: shown,
    isPending: query.isPending,
    error: query.data ? null : query.error,
    hasMore: query.hasNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError) void query.fetchNextPage()
    },
    isStuck: query.isFetchNextPageError,
    retry: () => void (query.data ? query.fetchNextPage() : query.refetch()),
    see,
  }
}
