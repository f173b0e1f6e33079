import type { NewProcess, Procedure } from '@nadi/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, Download } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { callOf } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Progress } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'
import type { Table } from './csv.ts'
import { saveRefused } from './refused.ts'

interface RunStepProps {
  procedure: Procedure
  table: Table
  processes: readonly NewProcess[]
  onAgain: () => void
}

/** Starts the job and follows it. It goes on without this page. */
export function RunStep({ procedure, table, processes, onAgain }: RunStepProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  // one key for this import: pressed again, it is the same job
  const idempotencyKey = useRef(crypto.randomUUID())
  const start = useMutation({
    meta: { showsErrors: true },
    mutationFn: () =>
      api.call('POST /v1/ext/procedure/{procedure}/process/bulk-create', {
        path: { procedure: procedure.shortId },
        body: [...processes],
        idempotencyKey: idempotencyKey.current,
      }),
  })
  const isStarted = useRef(false)
  useEffect(() => {
    if (isStarted.current) return
    isStarted.current = true
    start.mutate()
  }, [start.mutate])
  const id = start.data?.data.id ?? ''
  const job = useQuery({
    ...callOf('GET /v1/ext/background-job/{id}', { path: { id } }),
    enabled: id !== '',
    refetchInterval: ({ state }) => (state.data && state.data.data.completionStatus !== 'IN_PROGRESS' ? false : 500),
  })
  const save = useMutation({ mutationFn: () => saveRefused(id, table) })
  const isOver = job.data !== undefined && job.data.data.completionStatus !== 'IN_PROGRESS'
  useEffect(() => {
    if (isOver) invalidateFor(client, ['process.created'])
  }, [client, isOver])
  if (start.isError) return <ErrorState error={start.error} retry={() => start.mutate()} />
  const counts = job.data?.meta.bjEntryCompletionStatusVsCount
  const settled = job.data?.data.settledCount ?? 0
  const refused = counts ? counts.INVALID + counts.ERROR : 0
  return (
    <div className="mx-auto max-w-xl py-8 text-center">
      {isOver ? (
        <div role="status">
          <CircleCheck aria-hidden className="mx-auto mb-3 size-10 text-success" />
          <p className="font-semibold text-lg">
            {t('{{done}} of {{total}} rows were imported', {
              done: (counts?.SUCCESS ?? 0).toLocaleString(),
              total: processes.length.toLocaleString(),
            })}
          </p>
          {refused > 0 && (
            <p className="mt-1 text-danger">
              {t('{{count}} rows were refused. Save them, put them right, and import that file.', { count: refused })}
            </p>
          )}
          {job.data?.data.statusMessage && <p className="mt-1 text-ink-soft">{job.data.data.statusMessage}</p>}
        </div>
      ) : (
        <p className="mb-3">
          {t('{{done}} of {{total}} rows', {
            done: settled.toLocaleString(),
            total: processes.length.toLocaleString(),
          })}
        </p>
      )}
      <div className="my-4">
        <Progress done={settled} total={processes.length} label={t('Rows imported')} />
      </div>
      <div className="flex flex-wrap justify-center gap-2">
        {isOver && refused > 0 && (
          <Button look="primary" icon={Download} isBusy={save.isPending} onClick={() => save.mutate()}>
            {t('Save the refused rows')}
          </Button>
        )}
        {id && <ButtonLink to={`/admin/jobs/${id}`}>{t('Every row')}</ButtonLink>}
        {isOver && <Button onClick={onAgain}>{t('Another file')}</Button>}
        {isOver && <ButtonLink to={`/p/${procedure.shortId}`}>{t('To the list')}</ButtonLink>}
      </div>
      {!isOver && (
        <p className="mt-4 text-ink-soft">
          {t('You may leave this page: the import goes on, and stands under Background jobs.')}
        </p>
      )}
    </div>
  )
}
