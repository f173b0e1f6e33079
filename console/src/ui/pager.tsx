import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

interface PagerProps {
  skip: number
  size: number
  hasMore: boolean
  onSkip: (skip: number) => void
}

/** Turns the pages of a list; nothing where one page holds all. */
export function Pager({ skip, size, hasMore, onSkip }: PagerProps) {
  const { t } = useTranslation()
  if (skip === 0 && !hasMore) return null
  return (
    <nav aria-label={t('Pages')} className="mt-3 flex items-center justify-end gap-2">
      <span className="text-ink-soft">{t('from {{first}} on', { first: skip + 1 })}</span>
      <Button size="sm" icon={ChevronLeft} disabled={skip === 0} onClick={() => onSkip(Math.max(0, skip - size))}>
        {t('Before')}
      </Button>
      <Button size="sm" icon={ChevronRight} disabled={!hasMore} onClick={() => onSkip(skip + size)}>
        {t('After')}
      </Button>
    </nav>
  )
}
