import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Badge } from '../../ui/badge.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { idColumn } from '../../ui/id-column.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Progress } from '../../ui/progress.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { statusName, statusTone, workName } from './job-words.ts'

const pageSize = 50

export function Page() {
  const { t } = useTranslation()
  const model = useTeamModel()
  const [skip, setSkip] = useState(0)
  const jobs = useQuery({
    ...callOf('GET /v1/ext/background-jobs', { query: { skip, limit: pageSize } }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.data.some(({ completionStatus }) => completionStatus === 'IN_PROGRESS') ? 1_000 : false,
  })
  const rows = jobs.data?.data ?? []
  return (
    <Frame
      title={t('Background jobs')}
      description={t('Work on many rows: what became of each, and what was refused and why.')}
    >
      {jobs.isPending ? (
        <SkeletonRows />
      ) : jobs.isError ? (
        <ErrorState error={jobs.error} retry={() => void jobs.refetch()} />
      ) : rows.length === 0 && skip === 0 ? (
        <EmptyState icon={ListChecks} title={t('There was no job yet')}>
          {t(
            'Import a file into a procedure, change many processes at once, or send a template to many: each becomes a job that is listed here.',
          )}
        </EmptyState>
      ) : (
        <>
          <DataTable
            label={t('Background jobs')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'work',
                title: t('Work'),
                cell: ({ id, work, procedure }) => (
                  <Link to={`/admin/jobs/${id}`} className="font-medium text-accent-text hover:underline">
                    {workName(t, work)}
                    {procedure && ` · ${model.procedure(procedure)?.name ?? procedure}`}
                  </Link>
                ),
              },
              {
                key: 'status',
                title: t('Status'),
                cell: ({ completionStatus }) => (
                  <Badge tone={statusTone[completionStatus]}>{statusName(t, completionStatus)}</Badge>
                ),
              },
              {
                key: 'rows',
                title: t('Rows'),
                className: 'w-56',
                cell: ({ settledCount, entryCount }) => (
                  <span className="flex min-w-44 items-center gap-3 whitespace-nowrap tabular-nums">
                    <Progress done={settledCount} total={entryCount} label={t('Rows done')} />
                    {`${settledCount.toLocaleString()} / ${entryCount.toLocaleString()}`}
                  </span>
                ),
              },
              {
                key: 'by',
                title: t('By'),
                cell: ({ createdBy }) => model.user(createdBy)?.displayName ?? t('a program'),
              },
              { key: 'at', title: t('Begun'), cell: ({ createdAt }) => <Time at={createdAt} /> },
              idColumn(t),
            ]}
          />
          <Pager skip={skip} size={pageSize} hasMore={rows.length === pageSize} onSkip={setSkip} />
        </>
      )}
    </Frame>
  )
}
