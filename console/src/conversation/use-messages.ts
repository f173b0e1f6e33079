import type { ChatMessage } from '@nadi/sdk'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../api/client.ts'

const call = 'POST /v1/ext/chat/{chatId}/message'
const perPage = 50

export const messagesQuery = (chatId: string) =>
  infiniteQueryOptions({
    queryKey: [call, { path: { chatId } }, 'pages'] as const,
    queryFn: ({ pageParam, signal }) =>
      api.call(call, { path: { chatId }, body: { limit: perPage, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.nextCursor,
  })

/** The messages of a chat, oldest first, as far back as was asked for. */
export function useMessages(chatId: string) {
  const query = useInfiniteQuery(messagesQuery(chatId))
  const messages = useMemo(() => oldestFirst(query.data?.pages.flatMap(({ data }) => data) ?? []), [query.data])
  return { ...query, messages }
}

/** Pages are read one after the other: what moved in between may stand in two of them. */
function oldestFirst(newestFirst: readonly ChatMessage[]): ChatMessage[] {
  const known = new Set<string>()
  return newestFirst.filter(({ id }) => !known.has(id) && known.add(id)).toReversed()
}
