import type { AuditEvent } from '@nadi/sdk'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { cx } from '../../ui/class-names.ts'
import { Id } from '../../ui/copy-button.tsx'
import { Time } from '../../ui/time.tsx'

/** One event; unfolded it shows what each field was before and is after. */
export function EventRow({ event, showSubject }: { event: AuditEvent; showSubject: (subject: string) => void }) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const [isOpen, setOpen] = useState(false)
  const who = model.user(event.user)?.displayName ?? event.username ?? (event.key ? t('a program') : 'Nadi')
  const fields = [...new Set([...Object.keys(event.before ?? {}), ...Object.keys(event.after ?? {})])]
  return (
    <li className="border-line border-b last:border-b-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-center gap-3 px-4 py-2 text-start hover:bg-sunken/60"
      >
        <ChevronRight
          aria-hidden
          className={cx(
            'size-4 shrink-0 text-ink-soft transition-transform rtl:rotate-180',
            isOpen && 'rotate-90 rtl:rotate-90',
          )}
        />
        <Avatar name={who} size="sm" />
        <span className="w-36 truncate font-medium max-sm:w-24">{who}</span>
        <Badge>{event.kind}</Badge>
        <span className="min-w-0 flex-1 truncate text-ink-soft max-sm:hidden">{fields.join(', ')}</span>
        <Time at={event.at} />
      </button>
      {isOpen && (
        <div className="bg-sunken/50 px-11 py-3 max-sm:px-4">
          <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-1">
            <Id value={event.subject} label={t('Copy the id of what changed')} />
            <button
              type="button"
              className="text-accent-text hover:underline"
              onClick={() => showSubject(event.subject)}
            >
              {t('Everything about it')}
            </button>
            {event.key && (
              <span className="text-ink-soft">
                {t('by key')} <Id value={event.key} />
              </span>
            )}
          </div>
          <dl className="grid grid-cols-[minmax(6rem,auto)_1fr_1fr] gap-x-4 gap-y-1 text-[13px]">
            {fields.map((field) => (
              <div key={field} className="contents">
                <dt className="text-ink-soft">{field}</dt>
                <dd className="break-all text-danger">{shown(event.before?.[field])}</dd>
                <dd className="break-all text-success">{shown(event.after?.[field])}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </li>
  )
}

const shown = (value: unknown): string =>
  value === undefined || value === null ? '—' : typeof value === 'string' ? value : JSON.stringify(value)
