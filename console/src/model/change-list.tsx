import type { ConfigurationChange } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { Badge } from '../ui/badge.tsx'

/** What a plan would change: each in words, with how many things it touches and whether data is lost. */
export function ChangeList({ changes }: { changes: readonly ConfigurationChange[] }) {
  const { t } = useTranslation()
  return (
    <ul aria-label={t('Changes')} className="flex flex-col gap-2">
      {changes.map(({ kind, path, sentence, losesData, isBlocked, processes, records, tasks }) => (
        <li key={`${kind} ${path}`} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 break-words">{sentence}</span>
          {processes > 0 && <Badge tone="info">{t('{{count}} processes', { count: processes })}</Badge>}
          {records > 0 && <Badge tone="info">{t('{{count}} records', { count: records })}</Badge>}
          {tasks > 0 && <Badge tone="info">{t('{{count}} tasks', { count: tasks })}</Badge>}
          {isBlocked ? (
            <Badge tone="danger">{t('not possible')}</Badge>
          ) : (
            losesData && <Badge tone="danger">{t('loses data')}</Badge>
          )}
        </li>
      ))}
    </ul>
  )
}
