import type { QueryClient } from '@tanstack/react-query'
import { callOf } from '../../api/query.ts'
import { type ListAddress, newestFirst, nonEmpty } from './address.ts'
import { processPages } from './process-pages.ts'

export const viewsOf = (procedure: string) => callOf('GET /v1/ext/procedure/{procedure}/views', { path: { procedure } })

export const ownSettings = () => callOf('GET /v1/ext/me/settings')

/** Asks at once for what a list would otherwise ask for one after the other, and asks for its rows first. */
export async function prefetchList(
  client: QueryClient,
  { procedure = '' }: Record<string, string>,
  { view, layout, where, search = '', order = newestFirst, deleted }: ListAddress,
): Promise<void> {
  const rows = processPages({ procedure, where: nonEmpty(where), search, orderBy: order })
  // what a view shows is known when it has come; what has been read before stays true by the stream of changes
  const isKnown = view !== undefined || layout === 'board' || deleted || client.getQueryData(rows.queryKey)
  if (!isKnown) void client.prefetchInfiniteQuery(rows)
  await Promise.all([client.prefetchQuery(viewsOf(procedure)), client.prefetchQuery(ownSettings())])
}
