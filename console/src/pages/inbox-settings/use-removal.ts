import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invalidateFor } from '../../api/invalidate.ts'
import { useConfirm } from '../../ui/confirm.tsx'

/**
 * Deletes a thing once whoever asked for it is sure.
 * @param kind of the event that tells of it, such as `chat_label.`
 */
export function useRemoval(kind: string) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const confirm = useConfirm()
  const remove = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => invalidateFor(client, [kind]),
  })
  return async (name: string, consequence: string, work: () => Promise<unknown>): Promise<void> => {
    const isSure = await confirm({
      title: t('Delete {{name}}?', { name }),
      body: consequence,
      action: t('Delete'),
      isDanger: true,
    })
    if (isSure) remove.mutate(work)
  }
}
