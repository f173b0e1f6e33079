import type { ConfigurationChange } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { useConfirm } from '../ui/confirm.tsx'

/** Asks, in words, before what a plan would lose: true where nothing is lost, or whoever was asked said yes. */
export function useConfirmLoss(): (changes: readonly ConfigurationChange[]) => Promise<boolean> {
  const { t } = useTranslation()
  const confirm = useConfirm()
  return async (changes) => {
    const losing = changes.filter(({ losesData }) => losesData)
    if (losing.length === 0) return true
    return confirm({
      title: t('Apply it although data is lost?'),
      body: (
        <ul className="flex list-disc flex-col gap-2 ps-5">
          {losing.map(({ kind, path, sentence }) => (
            <li key={`${kind} ${path}`}>{sentence}</li>
          ))}
        </ul>
      ),
      action: t('Apply, and lose the data'),
      isDanger: true,
    })
  }
}
