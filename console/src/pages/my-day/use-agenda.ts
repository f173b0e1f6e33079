import type { AgendaItem, Answer, Input } from '@nadi/sdk'
import { type InfiniteData, keepPreviousData, type QueryClient, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'

const call = 'GET /v1/ext/agenda'

export type AgendaSpan = Pick<NonNullable<Input<typeof call>['query']>, 'dueAfter' | 'dueBefore' | 'undated'>

/** A part of somebody's agenda, as far as it was read. */
export interface AgendaPart {
  items: readonly AgendaItem[]
  total: number
  /** there are more than `total` */
  isTotalCut: boolean
  isPending: boolean
  error: unknown
  retry: () => void
  loadMore: (() => void) | undefined
  isLoadingMore: boolean
}

export function useAgenda(user: string, span: AgendaSpan): AgendaPart {
  const query = { user, ...span }
  const { data, ...state } = useInfiniteQuery({
    queryKey: [call, { query }, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.call(call, { query: { ...query, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.nextCursor,
    // the spans move with the clock
    placeholderData: keepPreviousData,
  })
  const meta = data?.pages[0]?.meta
  return {
    items: data?.pages.flatMap(({ data: items }) => items) ?? [],
    total: meta?.total ?? 0,
    isTotalCut: meta?.isTotalCut ?? false,
    isPending: state.isPending,
    error: data ? null : state.error,
    retry: () => void state.refetch(),
    loadMore: state.hasNextPage ? () => void state.fetchNextPage() : undefined,
    isLoadingMore: state.isFetchingNextPage,
  }
}

export const keyOf = ({ task, process }: AgendaItem): string => task?.id ?? process.id

/** Takes what was done out of every part at once; the server's answer follows. */
export function dropFromAgenda(client: QueryClient, key: string): void {
  client.setQueriesData<InfiniteData<Answer<typeof call>>>(
    { queryKey: [call] },
    (before) =>
      before && {
        ...before,
        pages: before.pages.map((page) => {
          const data = page.data.filter((item) => keyOf(item) !== key)
          const isHere = data.length < page.data.length
          return { ...page, data, meta: isHere ? { ...page.meta, total: page.meta.total - 1 } : page.meta }
        }),
      },
  )
}
