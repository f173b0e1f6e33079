import type { Input } from '@nadi/sdk'
import { keepPreviousData, useInfiniteQuery, useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { api } from '../../api/client.ts'
import { callOf } from '../../api/query.ts'
import { useSession } from '../../app/session.ts'
import { useNow } from '../../ui/now.ts'
import { type InboxFilter, listOf, type Tab } from './filter.ts'

const call = 'POST /v1/ext/chat'
const perPage = 50

/** The chats of a filter, those with the newest messages first, read as one scrolls. */
export function useChats(filter: InboxFilter) {
  const { user } = useSession()
  const now = useNow()
  const body = listOf(filter, user.id, now)
  const query = useInfiniteQuery({
    queryKey: [call, { body }, 'pages'] as const,
    queryFn: ({ pageParam, signal }) =>
      api.call(call, { body: { ...body, limit: perPage, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.nextCursor,
    placeholderData: keepPreviousData,
  })
  const chats = useMemo(() => {
    const known = new Set<string>()
    return (query.data?.pages.flatMap(({ data }) => data) ?? []).filter(({ id }) => !known.has(id) && known.add(id))
  }, [query.data])
  return { ...query, chats, total: query.data?.pages[0]?.meta.total }
}

const counted = ['mine', 'unassigned', 'unread', 'ending'] as const satisfies readonly Tab[]
const countsEveryMs = 2_000

/**
 * How many chats stand behind each tab.
 * @param changedAt when the list was last read: they are counted anew with it, at most every two seconds
 */
export function useCounts(filter: InboxFilter, changedAt: number): Partial<Record<Tab, number>> {
  const { user } = useSession()
  const client = useQueryClient()
  const now = useNow()
  const { label, number } = filter
  const results = useQueries({
    queries: counted.map((tab) => {
      const body: Input<typeof call>['body'] = {
        ...listOf({ tab, ...(label && { label }), ...(number && { number }) }, user.id, now),
        limit: 1,
      }
      const { queryFn } = callOf(call, { body })
      // under a name of their own: not each change in the team counts four times
      return {
        queryKey: ['counts of chats', body] as const,
        queryFn: queryFn as never,
        placeholderData: keepPreviousData,
      }
    }),
  })
  const countedAt = useRef(0)
  useEffect(() => {
    if (changedAt === 0) return
    const wait = Math.max(0, countedAt.current + countsEveryMs - Date.now())
    const timer = setTimeout(() => {
      countedAt.current = Date.now()
      void client.invalidateQueries({ queryKey: ['counts of chats'] })
    }, wait)
    return () => clearTimeout(timer)
  }, [client, changedAt])
  return Object.fromEntries(
    counted.map((tab, index) => [tab, (results[index]?.data as { meta: { total: number } } | undefined)?.meta.total]),
  )
}
