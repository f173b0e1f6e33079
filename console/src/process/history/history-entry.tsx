import type { HistoryEntry as Entry, Procedure } from '@nadi/sdk'
import { ArrowRight, KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Time } from '../../ui/time.tsx'
import { useTimeZone } from '../../ui/time-zone.ts'
import { entryTitle } from './entry-title.ts'
import { type ToldChange, toldChanges } from './told-changes.ts'

/** more than so many are folded away: a process that was just made has a value for each attribute */
const shownAtOnce = 5

/** One change: what, by whom, by which key, when, and from what to what. */
export function HistoryEntry({ entry, procedure }: { entry: Entry; procedure: Procedure }) {
  const { t, i18n } = useTranslation()
  const model = useTeamModel()
  const timeZone = useTimeZone()
  const { title, icon: Icon } = entryTitle(entry, model, procedure)
  const changes = toldChanges(entry, { model, procedure, language: i18n.language, timeZone })
  const who = model.user(entry.user)?.displayName ?? entry.username ?? t('Nadi')
  const [first, rest] = [changes.slice(0, shownAtOnce), changes.slice(shownAtOnce)]
  return (
    <li className="relative flex gap-3 pb-5 before:absolute before:start-3.5 before:top-8 before:bottom-0 before:w-px before:bg-line last:before:hidden">
      <span className="flex size-7 shrink-0 items-center justify-center rounded-full border border-line bg-surface text-ink-soft">
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1 pt-1">
        <p className="font-medium leading-5">{title}</p>
        <p className="flex flex-wrap items-center gap-x-1.5 text-[12.5px] text-ink-soft">
          <span>{who}</span>
          {entry.keyName && (
            <span className="inline-flex items-center gap-1">
              <KeyRound aria-hidden className="size-3" />
              {t('by key {{name}}', { name: entry.keyName })}
            </span>
          )}
          <Time at={entry.at} />
        </p>
        <Changes changes={first} />
        {rest.length > 0 && (
          <details>
            <summary className="cursor-pointer pt-1 text-[12.5px] text-accent-text">
              {t('{{count}} more', { count: rest.length })}
            </summary>
            <Changes changes={rest} />
          </details>
        )}
      </div>
    </li>
  )
}

function Changes({ changes }: { changes: readonly ToldChange[] }) {
  const { t } = useTranslation()
  if (changes.length === 0) return null
  return (
    <dl className="mt-1 flex flex-col gap-0.5 text-[13px]">
      {changes.map(({ label, from, to }) => (
        <div key={label} className="flex flex-wrap items-baseline gap-x-1.5">
          <dt className="text-ink-soft">{label}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 break-words">
            {from !== '' && (
              <>
                <del className="text-ink-soft">{from}</del>
                <ArrowRight aria-label={t('now')} className="size-3 self-center text-ink-soft rtl:rotate-180" />
              </>
            )}
            <span className={to === '' ? 'text-ink-soft' : ''}>{to === '' ? t('emptied') : to}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
