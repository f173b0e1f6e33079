import type { BackgroundJobEntry } from '@nadi/sdk'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Ban, Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonLook } from '../../ui/button.tsx'
import { useConfirm } from '../../ui/confirm.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { Page as Frame } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { Entries } from './entries.tsx'
import { outcomeName, statusName, statusTone, workName } from './job-words.ts'

const pageSize = 100
const outcomes: BackgroundJobEntry['completionStatus'][] = ['INVALID', 'ERROR', 'SUCCESS', 'NOT_STARTED']

export function Page() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const model = useTeamModel()
  const { jobId: id = '' } = useParams({ strict: false }) as { jobId?: string }
  const { outcome } = useSearch({ strict: false }) as { outcome?: BackgroundJobEntry['completionStatus'] }
  const [skip, setSkip] = useState(0)
  const job = useQuery({
    ...callOf('GET /v1/ext/background-job/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (state.data?.data.completionStatus === 'IN_PROGRESS' ? 700 : false),
  })
  const entries = useQuery({
    ...callOf('GET /v1/ext/background-job/{id}/entries', {
      path: { id },
      query: { skip, limit: pageSize, ...(outcome && { completionStatus: outcome }) },
    }),
    placeholderData: keepPreviousData,
    refetchInterval: job.data?.data.completionStatus === 'IN_PROGRESS' ? 2_000 : false,
  })
  const cancel = useMutation({
    mutationFn: () => api.call('POST /v1/ext/background-job/{id}/cancel', { path: { id } }),
    onSuccess: () => invalidateFor(client, ['background_job.updated']),
  })
  const back = { to: '/admin/jobs', label: t('Background jobs') }
  if (job.isError) {
    return (
      <Frame title={t('Background job')} back={back}>
        <ErrorState error={job.error} retry={() => void job.refetch()} />
      </Frame>
    )
  }
  if (!job.data) {
    return (
      <Frame title={t('Background job')} back={back}>
        <SkeletonRows />
      </Frame>
    )
  }
  const { work, procedure, completionStatus, statusMessage, settledCount, entryCount } = job.data.data
  const counts = job.data.meta.bjEntryCompletionStatusVsCount
  const title = [workName(t, work), procedure && model.procedure(procedure)?.name].filter(Boolean).join(' · ')
  const askToCancel = async (): Promise<void> => {
    const isSure = await confirm({
      title: t('Stop this job?'),
      body: t('What is done stays done; the rows that are left are not worked on.'),
      action: t('Stop the job'),
      isDanger: true,
    })
    if (isSure) cancel.mutate()
  }
  const show = (chosen: BackgroundJobEntry['completionStatus'] | undefined): void => {
    setSkip(0)
    void navigate({ to: `/admin/jobs/${id}`, search: chosen ? { outcome: chosen } : {}, replace: true })
  }
  return (
    <Frame
      title={title}
      back={back}
      actions={
        <>
          {counts.INVALID + counts.ERROR > 0 && (
            <a
              href={`/v1/ext/background-job/${id}/entries/refused`}
              download={`refused-${id}.ndjson`}
              className={buttonLook()}
            >
              <Download aria-hidden className="size-4" />
              {t('Refused rows')}
            </a>
          )}
          {completionStatus === 'IN_PROGRESS' && (
            <Button look="danger" icon={Ban} isBusy={cancel.isPending} onClick={() => void askToCancel()}>
              {t('Stop')}
            </Button>
          )}
        </>
      }
    >
      <div className="mb-5 flex flex-col gap-3 rounded-xl border border-line bg-surface p-5">
        <div className="flex flex-wrap items-center gap-3">
          <Badge tone={statusTone[completionStatus]}>{statusName(t, completionStatus)}</Badge>
          <span className="tabular-nums">
            {t('{{done}} of {{total}} rows', {
              done: settledCount.toLocaleString(),
              total: entryCount.toLocaleString(),
            })}
          </span>
          <span className="ms-auto">
            <Id value={id} label={t('Copy the id')} />
          </span>
        </div>
        <Progress done={settledCount} total={entryCount} label={t('Rows done')} />
        {statusMessage && <p className="text-ink-soft">{statusMessage}</p>}
      </div>
      <div className="mb-3">
        <Segments
          label={t('Show rows')}
          chosen={outcome ?? 'ALL'}
          onChoose={(chosen) => show(chosen === 'ALL' ? undefined : chosen)}
          segments={[
            { value: 'ALL', label: t('All'), count: entryCount },
            ...outcomes
              .filter((each) => counts[each] > 0)
              .map((each) => ({ value: each, label: outcomeName(t, each), count: counts[each] })),
          ]}
        />
      </div>
      {entries.isError ? (
        <ErrorState error={entries.error} retry={() => void entries.refetch()} />
      ) : !entries.data ? (
        <SkeletonRows />
      ) : (
        <>
          <Entries entries={entries.data.data} procedureShortId={job.data.data.procedureShortId} />
          <Pager skip={skip} size={pageSize} hasMore={entries.data.meta.hasMore} onSkip={setSkip} />
        </>
      )}
    </Frame>
  )
}
