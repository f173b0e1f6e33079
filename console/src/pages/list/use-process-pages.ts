import type { Answer, Process } from '@nadi/sdk'
import { hashKey, type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { api } from '../../api/client.ts'
import { callOf } from '../../api/query.ts'
import type { Where } from '../../filters/where.ts'

const name = 'POST /v1/ext/procedure/{procedure}/process/list'
type PageOfProcesses = Answer<typeof name>
type Pages = InfiniteData<PageOfProcesses, string | undefined>

export interface Asked {
  procedure: string
  where?: Where | undefined
  search?: string
  orderBy?: string
  isDeleted?: boolean
}

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
const perPage = 100
/** scrolling rests for so many milliseconds before rows in view are read again */
const rest = 150

/**
 * The processes that a list asks for, page after page. They follow changes: near the top by reading the pages again. Whoever has scrolled far down sees
 * the rows before their eyes change in their places, and finds the rest up to date when they come back to the top.
 */
export function useProcessPages(
  { procedure, where, search, orderBy, isDeleted }: Asked,
  limit = perPage,
): ProcessPages {
  const client = useQueryClient()
  const body = {
    limit,
    ...(where && { where }),
    ...(search && { search }),
    ...(orderBy && { orderBy }),
    ...(isDeleted && { isDeleted }),
  }
  const path = { procedure }
  const queryKey = [name, { path, body }, 'pages'] as const
  const loaded = client.getQueryData<Pages>(queryKey)?.pages.length ?? 0
  const isDeep = loaded > mostReadAgain
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api.call(name, { path, body: { ...body, ...(pageParam !== undefined && { cursor: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ meta }) => (meta.hasMore ? meta.nextCursor : undefined),
    enabled: !isDeep,
    // the stream of changes says when it is stale
    staleTime: Number.POSITIVE_INFINITY,
  })
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
  const asked = hashKey(queryKey)
  const [behind, setBehind] = useState<string | null>(null)
  if (isDeep && isInvalidated && behind !== asked) setBehind(asked)
  const isBehind = isDeep && behind === asked
  const ids = isBehind ? rows.slice(seen.current.first, seen.current.last + 1).map(({ id }) => id) : []
  const fresh = useQuery({
    ...callOf(name, {
      path,
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

/** What moved while pages were read may stand in two of them. */
function withoutRepeats(pages: readonly PageOfProcesses[]): Process[] {
  const seen = new Set<string>()
  return pages
    .flatMap(({ data }) => data)
    .filter(({ id }) => {
      if (seen.has(id)) return false
      seen.add(id)
      return true
    })
}
