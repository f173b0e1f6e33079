import type { BackgroundJobEntry } from '@nadi/sdk'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { outcomeName, outcomeTone } from './job-words.ts'

/** What became of each row. */
export function Entries({
  entries,
  procedureShortId,
}: {
  entries: readonly BackgroundJobEntry[]
  procedureShortId: string
}) {
  const { t } = useTranslation()
  return (
    <DataTable
      label={t('Rows')}
      rows={entries}
      keyOf={({ id }) => id}
      columns={[
        { key: 'index', title: t('Row'), isNumber: true, cell: ({ index }) => index + 1, className: 'w-16' },
        {
          key: 'outcome',
          title: t('Outcome'),
          cell: ({ completionStatus }) => (
            <Badge tone={outcomeTone[completionStatus]}>{outcomeName(t, completionStatus)}</Badge>
          ),
        },
        {
          key: 'what',
          title: t('What happened'),
          cell: ({ errors, process }) => (
            <>
              {errors.map(({ message, hint }) => (
                <p key={message}>
                  {message} <span className="text-ink-soft">{hint}</span>
                </p>
              ))}
              {process && (
                <Link to={`/p/${procedureShortId}/${process}`} className="text-accent-text hover:underline">
                  {t('Open the process')}
                </Link>
              )}
            </>
          ),
        },
        {
          key: 'input',
          title: t('As sent'),
          cell: ({ input }) => (
            <code className="block max-w-md truncate font-mono text-[12px] text-ink-soft">{JSON.stringify(input)}</code>
          ),
        },
      ]}
    />
  )
}
