import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import type { AgendaSection } from './use-sections.ts'

/** A day, or what is late: its heading stays in sight while one scrolls through it. */
export function AgendaSectionFrame({ section, children }: { section: AgendaSection; children: ReactNode }) {
  const { t } = useTranslation()
  const { key, title, note, items, total, isTotalCut, tone, part, isLast } = section
  return (
    <section aria-labelledby={`day-${key}`} className="mb-6">
      <header className="sticky top-0 z-10 flex items-baseline gap-2 bg-canvas py-2">
        <h2 id={`day-${key}`} className={tone === 'danger' ? 'font-semibold text-danger' : 'font-semibold'}>
          {title}
        </h2>
        {note && <span className="text-[13px] text-ink-soft">{note}</span>}
        {total !== null && total > 0 && (
          <Badge tone={tone === 'danger' ? 'danger' : 'neutral'}>{isTotalCut ? `${total}+` : total}</Badge>
        )}
      </header>
      {items.length > 0 ? (
        <ul className="rounded-xl border border-line bg-surface">{children}</ul>
      ) : (
        <p className="rounded-xl border border-line border-dashed px-4 py-3 text-ink-soft">
          {t('Nothing more today.')}
        </p>
      )}
      {isLast && part.loadMore && (
        <Button className="mt-2" size="sm" isBusy={part.isLoadingMore} onClick={part.loadMore}>
          {t('Show more')}
        </Button>
      )}
    </section>
  )
}
