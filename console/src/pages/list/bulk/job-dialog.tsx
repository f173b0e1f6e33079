import type { BackgroundJobEntry } from '@nadi/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { invalidateFor } from '../../../api/invalidate.ts'
import { callOf } from '../../../api/query.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Progress } from '../../../ui/progress.tsx'

export interface RunningJob {
  id: string
  /** what it does, as in "Assign to Priya" */
  title: string
  /** does the opposite, where that is known of every row */
  undo?: () => void
}

interface JobDialogProps {
  job: RunningJob | null
  /** closed, it says by a toast when the job has ended */
  isOpen: boolean
  onOpen: () => void
  /** what a row's process is called, where it is loaded */
  nameOf: (id: string) => string
  onClose: () => void
}

const shownAtMost = 20

/** Follows a background job, and shows which rows were refused and why. Closed, the job goes on. */
export function JobDialog({ job, isOpen, onOpen, nameOf, onClose }: JobDialogProps) {
  const { t } = useTranslation()
  const id = job?.id ?? ''
  const { data } = useQuery({
    ...callOf('GET /v1/ext/background-job/{id}', { path: { id } }),
    enabled: job !== null,
    refetchInterval: ({ state }) => (state.data?.data.completionStatus === 'IN_PROGRESS' ? 400 : false),
  })
  const isAtWork = !data || data.data.completionStatus === 'IN_PROGRESS'
  const counts = data?.meta.bjEntryCompletionStatusVsCount
  const refused = counts ? counts.INVALID + counts.ERROR : 0
  const client = useQueryClient()
  const outcome =
    counts &&
    t('{{changed}} changed, {{refused}} refused, {{left}} to go', {
      changed: counts.SUCCESS,
      refused,
      left: counts.NOT_STARTED,
    })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has ended
  useEffect(() => {
    if (!id || isAtWork) return
    // the stream tells of each row as well, but not always before somebody looks
    invalidateFor(client, ['process.updated'])
    if (isOpen) return
    const say = refused > 0 ? toast.warning : toast.success
    say(job?.title, { description: outcome, action: { label: t('Show'), onClick: onOpen } })
  }, [id, isAtWork])
  return (
    <Dialog
      isOpen={job !== null && isOpen}
      onClose={onClose}
      title={job?.title}
      {...(isAtWork && { description: t('It goes on when this is closed.') })}
      footer={
        <>
          <Link
            to={`/admin/jobs/${id}`}
            className="inline-flex h-8.5 items-center rounded-md px-3.5 font-medium text-ink-soft hover:bg-sunken hover:text-ink"
          >
            {t('Details')}
          </Link>
          {!isAtWork && job?.undo && <Button onClick={job.undo}>{t('Undo')}</Button>}
          <Button look="primary" onClick={onClose}>
            {isAtWork ? t('Close') : t('Done')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Progress
          label={job?.title ?? ''}
          done={data?.data.settledCount ?? 0}
          total={Math.max(data?.data.entryCount ?? 0, 1)}
        />
        <p role="status" className="text-ink-soft tabular-nums">
          {outcome}
        </p>
        {data?.data.statusMessage && <p className="text-danger">{data.data.statusMessage}</p>}
        {!isAtWork && refused > 0 && <Refused id={id} count={refused} nameOf={nameOf} />}
      </div>
    </Dialog>
  )
}

function Refused({ id, count, nameOf }: { id: string; count: number; nameOf: (id: string) => string }) {
  const { t } = useTranslation()
  const invalid = useRefused(id, 'INVALID')
  const failed = useRefused(id, 'ERROR')
  const entries = [...invalid, ...failed].slice(0, shownAtMost)
  return (
    <section aria-label={t('Refused')}>
      <h3 className="font-medium">{t('Refused')}</h3>
      <ul className="mt-1 flex flex-col gap-1.5">
        {entries.map(({ id: entry, input, errors }) => (
          <li key={entry} className="rounded-md bg-danger-soft px-3 py-2">
            <span className="font-medium">{nameOf(String((input as { id?: unknown } | null)?.id))}</span>
            {errors.map(({ message, hint }) => (
              <p key={message}>
                {message} {hint}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {count > entries.length && entries.length > 0 && (
        <p className="mt-2 text-ink-soft">
          {t('{{count}} more are among the details.', { count: count - entries.length })}
        </p>
      )}
    </section>
  )
}

function useRefused(id: string, completionStatus: BackgroundJobEntry['completionStatus']): BackgroundJobEntry[] {
  const { data } = useQuery(
    callOf('GET /v1/ext/background-job/{id}/entries', {
      path: { id },
      query: { limit: shownAtMost, completionStatus },
    }),
  )
  return data?.data ?? []
}
