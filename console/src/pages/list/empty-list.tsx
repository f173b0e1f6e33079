import { FilterX, Rows3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay, useMayWriteSome } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { List } from './use-list.ts'

/** Nothing to show: because nothing matches, or because nothing is there yet. */
export function EmptyList({ list, onNew }: { list: List; onNew: () => void }) {
  const { t } = useTranslation()
  const mayWrite = useMayWriteSome(list.procedure)
  const may = useMay()
  if (list.where || list.search) {
    return (
      <EmptyState
        icon={FilterX}
        title={t('Nothing matches')}
        action={
          <Button onClick={() => list.change({ where: undefined, search: '' })}>{t('Clear search and filter')}</Button>
        }
      >
        {t('No process fits the search and the filter together.')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={Rows3}
      title={t('Nothing here yet')}
      action={
        mayWrite && (
          <div className="flex gap-2">
            <Button look="primary" onClick={onNew}>
              {t('New')}
            </Button>
            <ButtonLink to={`/p/${list.procedure.shortId}/import`}>{t('Import a file')}</ButtonLink>
          </div>
        )
      }
    >
      {may('plugins.manage')
        ? t('Create the first, import a file, or connect WhatsApp: whoever writes to your number appears here.')
        : t('Create the first, import a file, or have somebody write to your WhatsApp number.')}
    </EmptyState>
  )
}
