import type { AgendaItem } from '@nadi/sdk'
import { Link } from '@tanstack/react-router'
import { CalendarClock, ChevronDown, ChevronRight, SquareCheckBig } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { late } from '../../app/late.tsx'
import { stateOf, useProcedure, useTeamModel } from '../../model/team-model.ts'
import { ColorBadge } from '../../ui/badge.tsx'
import { cx } from '../../ui/class-names.ts'
import { timeFormat } from '../../ui/formats.ts'
import { useNow } from '../../ui/now.ts'
import { Skeleton } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useTimeZone } from '../../ui/time-zone.ts'
import { identifierOf } from '../../values/identifier.ts'
import { SnoozeMenu } from './snooze-menu.tsx'

const AgendaPanel = late(
  async () => (await import('./agenda-panel.tsx')).AgendaPanel,
  <Skeleton className="h-28 w-full" />,
)

interface AgendaRowProps {
  item: AgendaItem
  /** the keyboard is here */
  isActive: boolean
  isOpen: boolean
  isSnoozing: boolean
  setOpen: (isOpen: boolean) => void
  setSnoozing: (isOpen: boolean) => void
  onDone: () => void
}

/** One thing to do, with whom it is about; its form opens below it. */
export function AgendaRow({ item, isActive, isOpen, isSnoozing, setOpen, setSnoozing, onDone }: AgendaRowProps) {
  const { t } = useTranslation()
  const { task, process, dueAt } = item
  const model = useTeamModel()
  const procedure = useProcedure(process.procedureShortId)
  const row = useRef<HTMLLIElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const { title, note } = identifierOf(process, procedure)
  const state = stateOf(procedure, process.state)
  const phone = model.attributesOf(procedure.id).find(({ type, shortId }) => type === 'phone' && process.data[shortId])
  const number = phone && String(process.data[phone.shortId])
  const Icon = task ? SquareCheckBig : CalendarClock
  const Chevron = isOpen ? ChevronDown : ChevronRight
  useEffect(() => {
    if (!isActive) return
    row.current?.scrollIntoView({ block: 'nearest' })
    opener.current?.focus({ preventScroll: true })
  }, [isActive])
  return (
    <li ref={row} className={cx('scroll-mt-12 border-line border-b last:border-b-0', isOpen && 'bg-surface')}>
      <div className="flex items-center gap-2 px-3 py-2 hover:bg-sunken/50">
        <button
          ref={opener}
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex min-w-0 flex-1 items-center gap-3 text-start"
        >
          <Icon aria-hidden className="size-4.5 shrink-0 text-ink-soft" />
          <span className="min-w-0 flex-1">
            <span className="flex min-w-0 gap-x-2 max-sm:flex-col">
              <span className="shrink-0 font-medium">{task ? task.title : t('Next action')}</span>
              <span className="min-w-0 truncate">
                {title} <span className="text-ink-soft">{note}</span>
              </span>
            </span>
          </span>
          <DueTime at={dueAt} />
          <Chevron aria-hidden className="size-4 shrink-0 text-ink-soft rtl:rotate-180" />
        </button>
        <SnoozeMenu item={item} isOpen={isSnoozing} onOpenChange={setSnoozing} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 ps-11 pe-3 pb-2 text-[12.5px]">
        {state && <ColorBadge color={state.color}>{state.name}</ColorBadge>}
        {number && (
          <a href={`tel:${number}`} dir="ltr" className="text-accent-text hover:underline">
            {number}
          </a>
        )}
        <Link to={`/p/${procedure.shortId}/${process.id}`} className="text-accent-text hover:underline">
          {t('Open {{name}}', { name: procedure.name })}
        </Link>
      </div>
      {isOpen && (
        <div className="border-line border-t bg-canvas p-4 ps-11 max-sm:ps-4">
          <AgendaPanel item={item} onDone={onDone} onClose={() => setOpen(false)} />
        </div>
      )}
    </li>
  )
}

/** Today the time alone, red once it has passed. */
function DueTime({ at }: { at: number | null }) {
  const { i18n } = useTranslation()
  const timeZone = useTimeZone()
  const now = useNow()
  if (at === null) return null
  const isLate = at < now
  const clock = timeFormat(i18n.language, { hour: 'numeric', minute: '2-digit', timeZone })
  return (
    <span className={cx('shrink-0 text-[12.5px] tabular-nums', isLate ? 'text-danger' : 'text-ink-soft')}>
      {isLate ? <Time at={at} /> : clock.format(at)}
    </span>
  )
}
