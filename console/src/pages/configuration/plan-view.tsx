import type { Calls, ConfigurationChange } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { ChangeList } from '../../model/change-list.tsx'
import { useConfirmLoss } from '../../model/use-confirm-loss.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'

interface PlanViewProps {
  changes: readonly ConfigurationChange[]
  counts: Calls['POST /v1/ext/config/plan']['meta']
  isApplying: boolean
  onApply: (allowLoss: boolean) => void
  onDiscard: () => void
}

export function PlanView({ changes, counts, isApplying, onApply, onDiscard }: PlanViewProps) {
  const { t } = useTranslation()
  const confirmLoss = useConfirmLoss()
  const apply = async (): Promise<void> => {
    if (await confirmLoss(changes)) onApply(counts.losingData > 0)
  }
  if (changes.length === 0) {
    return <p className="rounded-md bg-success-soft px-3 py-2 text-success">{t('The team is like that already.')}</p>
  }
  return (
    <section aria-label={t('What would change')} className="rounded-lg border border-line p-4">
      <h3 className="mb-3 flex flex-wrap items-center gap-2 font-semibold">
        {t('{{count}} changes', { count: changes.length })}
        {counts.processes > 0 && (
          <Badge tone="info">{t('touch {{count}} processes', { count: counts.processes })}</Badge>
        )}
        {counts.losingData > 0 && <Badge tone="danger">{t('data is lost')}</Badge>}
      </h3>
      <ChangeList changes={changes} />
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onDiscard}>{t('Discard')}</Button>
        <Button look="primary" isBusy={isApplying} disabled={counts.blocked > 0} onClick={() => void apply()}>
          {t('Apply')}
        </Button>
      </div>
    </section>
  )
}
