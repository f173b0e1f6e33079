import type { NadiError } from '@nadi/sdk'
import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ChangeList } from '../../../model/change-list.tsx'
import { useConfirmLoss } from '../../../model/use-confirm-loss.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { FormProblems } from '../../../ui/form-problems.tsx'
import { Skeleton } from '../../../ui/states.tsx'
import type { Draft } from './use-draft.ts'

/** What the edits of a page would change, before they are applied; nothing where there are none. */
export function ReviewBar<Document>({ draft }: { draft: Draft<Document> }) {
  const { t } = useTranslation()
  const confirmLoss = useConfirmLoss()
  const { plan, applying } = draft
  if (!draft.hasEdits) return null
  const changes = plan.data?.data ?? []
  const isReady = plan.isSuccess && !plan.isPlaceholderData
  const { losingData = 0, blocked = 0, processes = 0 } = plan.data?.meta ?? {}
  const apply = async (): Promise<void> => {
    if (await confirmLoss(changes)) applying.mutate(losingData > 0)
  }
  const error: NadiError | Error | null = applying.error ?? plan.error
  return (
    <section
      aria-label={t('Changes that are not applied yet')}
      className="shrink-0 border-line border-t bg-raised px-5 py-3 shadow-[0_-6px_20px_rgb(0_0_0/0.08)] max-sm:px-4"
    >
      <div className="mx-auto flex max-w-6xl flex-col gap-3">
        <header className="flex flex-wrap items-center gap-2">
          <h2 className="me-auto flex flex-wrap items-center gap-2 font-semibold">
            {isReady && !plan.isError
              ? t('{{count}} changes, not applied yet', { count: changes.length })
              : t('Changes, not applied yet')}
            {processes > 0 && <Badge tone="info">{t('touch {{count}} processes', { count: processes })}</Badge>}
            {losingData > 0 && <Badge tone="danger">{t('data is lost')}</Badge>}
          </h2>
          <Button look="ghost" icon={Undo2} onClick={draft.undo}>
            {t('Undo')}
          </Button>
          <Button onClick={draft.discard}>{t('Discard')}</Button>
          <Button
            look="primary"
            disabled={!isReady || blocked > 0 || changes.length === 0}
            isBusy={applying.isPending}
            onClick={() => void apply()}
          >
            {t('Apply')}
          </Button>
        </header>
        {error ? (
          <FormProblems error={error} />
        ) : plan.data ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          <div tabIndex={0} className="max-h-32 overflow-y-auto text-[13px]">
            <ChangeList changes={changes} />
          </div>
        ) : (
          <Skeleton className="h-5 w-2/3" />
        )}
      </div>
    </section>
  )
}
