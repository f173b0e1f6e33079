import type { Process } from '@nadi/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useProcedure } from '../../model/team-model.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { nameOf } from '../use-process.ts'
import { HistoryEntry } from './history-entry.tsx'

const call = 'GET /v1/ext/procedure/{procedure}/process/{processId}/history'

/** All that happened to a process and its tasks, the newest first. */
export function ProcessHistory({ process }: { process: Process }) {
  const { t } = useTranslation()
  const procedure = useProcedure(process.procedureShortId)
  const path = nameOf(process)
  const history = useInfiniteQuery({
    queryKey: [call, { path }, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.call(call, { path, query: { limit: 30, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.nextCursor,
  })
  if (history.isPending) return <SkeletonRows count={6} height="h-12" />
  if (history.isError) return <ErrorState error={history.error} retry={() => void history.refetch()} />
  return (
    <div className="p-4">
      <ol>
        {history.data.pages
          .flatMap(({ data }) => data)
          .map((entry) => (
            <HistoryEntry key={entry.id} entry={entry} procedure={procedure} />
          ))}
      </ol>
      {history.hasNextPage && (
        <Button isBusy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('Earlier changes')}
        </Button>
      )}
    </div>
  )
}
