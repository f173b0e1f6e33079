import type { Calls, NewProcess, Procedure } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ErrorState } from '../../ui/states.tsx'
import type { Table } from './csv.ts'

type Check = Calls['POST /v1/ext/procedure/{procedure}/process/check']['data'][number]

/** rows that one call checks, and rows that are checked before the import; what comes after is refused or done by the job */
const chunk = 1_000
const mostChecked = 10_000
const pageSize = 50

interface PreviewStepProps {
  procedure: Procedure
  table: Table
  processes: readonly NewProcess[]
  onBack: () => void
  onStart: () => void
}

/** What would become of each row, by the server's own word, before anything is written. */
export function PreviewStep({ procedure, table, processes, onBack, onStart }: PreviewStepProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'problems' | 'all'>('problems')
  const [skip, setSkip] = useState(0)
  const [done, setDone] = useState(0)
  const looked = processes.slice(0, mostChecked)
  const checks = useQuery({
    queryKey: ['check of an import', procedure.shortId, processes],
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const found: Check[] = []
      for (let from = 0; from < looked.length; from += chunk) {
        const { data } = await api.call('POST /v1/ext/procedure/{procedure}/process/check', {
          path: { procedure: procedure.shortId },
          body: looked.slice(from, from + chunk),
          signal,
        })
        found.push(...data.map((check) => ({ ...check, index: check.index + from })))
        setDone(found.length)
      }
      return found
    },
  })
  if (checks.isError) return <ErrorState error={checks.error} retry={() => void checks.refetch()} />
  if (!checks.data) {
    return (
      <div className="mx-auto max-w-md py-16 text-center">
        <p className="mb-3">{t('Checking rows …')}</p>
        <Progress done={done} total={looked.length} label={t('Rows checked')} />
      </div>
    )
  }
  const refused = checks.data.filter(({ completionStatus }) => completionStatus !== 'SUCCESS')
  const merged = checks.data.filter(({ completionStatus, merges }) => completionStatus === 'SUCCESS' && merges)
  const made = checks.data.length - refused.length - merged.length
  const rows = shown === 'all' ? checks.data : refused
  return (
    <>
      <dl className="mb-5 grid grid-cols-3 gap-3 max-sm:grid-cols-1">
        <Count label={t('will be made')} count={made} tone="text-success" />
        <Count label={t('will be merged into what is there')} count={merged.length} tone="text-info" />
        <Count
          label={t('will be refused')}
          count={refused.length}
          tone={refused.length > 0 ? 'text-danger' : 'text-ink-soft'}
        />
      </dl>
      {processes.length > looked.length && (
        <p className="mb-4 rounded-md bg-info-soft px-3 py-2 text-info">
          {t('The first {{checked}} of {{total}} rows were checked; the import tells the fate of each.', {
            checked: looked.length.toLocaleString(),
            total: processes.length.toLocaleString(),
          })}
        </p>
      )}
      <div className="mb-3">
        <Segments
          label={t('Show rows')}
          chosen={shown}
          onChoose={(chosen) => {
            setShown(chosen)
            setSkip(0)
          }}
          segments={[
            { value: 'problems', label: t('With problems'), count: refused.length },
            { value: 'all', label: t('All'), count: checks.data.length },
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <p className="rounded-xl border border-line bg-surface px-5 py-8 text-center text-ink-soft">
          {t('Nothing stands in the way of any row.')}
        </p>
      ) : (
        <>
          <DataTable
            label={t('Rows')}
            rows={rows.slice(skip, skip + pageSize)}
            keyOf={({ index }) => String(index)}
            columns={[
              { key: 'row', title: t('Row'), isNumber: true, className: 'w-16', cell: ({ index }) => index + 1 },
              {
                key: 'outcome',
                title: t('Outcome'),
                cell: ({ completionStatus, merges }) =>
                  completionStatus === 'SUCCESS' ? (
                    <Badge tone={merges ? 'info' : 'success'}>{merges ? t('merged') : t('made')}</Badge>
                  ) : (
                    <Badge tone="danger">{t('refused')}</Badge>
                  ),
              },
              {
                key: 'why',
                title: t('Why'),
                cell: ({ problems, duplicateOf }) => (
                  <>
                    {problems.map(({ message, hint }) => (
                      <p key={message}>
                        {message} <span className="text-ink-soft">{hint}</span>
                      </p>
                    ))}
                    {duplicateOf !== null && (
                      <p className="text-ink-soft">{t('The same as row {{row}}.', { row: duplicateOf + 1 })}</p>
                    )}
                  </>
                ),
              },
              {
                key: 'cells',
                title: t('Row of the file'),
                cell: ({ index }) => (
                  <span className="block max-w-md truncate text-ink-soft">
                    {Object.values(table.rows[index] ?? {})
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                ),
              },
            ]}
          />
          <Pager skip={skip} size={pageSize} hasMore={rows.length > skip + pageSize} onSkip={setSkip} />
        </>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onBack}>{t('Back to the columns')}</Button>
        <Button look="primary" disabled={refused.length === processes.length} onClick={onStart}>
          {refused.length > 0
            ? t('Import the others')
            : t('Import {{rows}} rows', { rows: processes.length.toLocaleString() })}
        </Button>
      </div>
    </>
  )
}

const Count = ({ label, count, tone }: { label: string; count: number; tone: string }) => (
  <div className="flex flex-col-reverse rounded-xl border border-line bg-surface px-5 py-3">
    <dt className="text-ink-soft">{label}</dt>
    <dd className={`font-semibold text-2xl tabular-nums ${tone}`}>{count.toLocaleString()}</dd>
  </div>
)
