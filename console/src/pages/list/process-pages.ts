import type { Answer, Process } from '@nadi/sdk'
import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { Where } from '../../filters/where.ts'

export const listCall = 'POST /v1/ext/procedure/{procedure}/process/list'
export type PageOfProcesses = Answer<typeof listCall>
export type Pages = InfiniteData<PageOfProcesses, string | undefined>

export interface Asked {
  /** its short id */
  procedure: string
  where?: Where | undefined
  search?: string
  orderBy?: string
  isDeleted?: boolean
}

export const perPage = 100

/** The processes that a list asks for, page after page. */
export function processPages({ procedure, where, search, orderBy, isDeleted }: Asked, limit = perPage) {
  const path = { procedure }
  const body = {
    limit,
    ...(where && { where }),
    ...(search && { search }),
    ...(orderBy && { orderBy }),
    ...(isDeleted && { isDeleted }),
  }
  return infiniteQueryOptions({
    queryKey: [listCall, { path, body }, 'pages'] as const,
    queryFn: ({ pageParam, signal }) =>
      api.call(listCall, { path, body: { ...body, ...(pageParam !== undefined && { cursor: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ meta }) => (meta.hasMore ? meta.nextCursor : undefined),
    // the stream of changes says when it is stale
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What moved while pages were read may stand in two of them. */
export function withoutRepeats(pages: readonly PageOfProcesses[]): Process[] {
  const seen = new Set<string>()
  return pages
    .flatMap(({ data }) => data)
    .filter(({ id }) => {
      if (seen.has(id)) return false
      seen.add(id)
      return true
    })
}
