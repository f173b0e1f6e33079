import type { Procedure } from '@nadi/sdk'
import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Stands where the filter of the list is otherwise. */
export function DeletedNote({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation()
  return (
    <p className="flex items-center gap-3 pb-3 text-ink-soft">
      <Link to={`/p/${procedure.shortId}`} className="inline-flex items-center text-accent-text hover:underline">
        <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
        {t('Back to the list')}
      </Link>
      {t('Deleted ones, the last deleted first. They can be restored.')}
    </p>
  )
}
