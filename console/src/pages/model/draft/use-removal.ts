import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { invalidateFor } from '../../../api/invalidate.ts'
import { useConfirm } from '../../../ui/confirm.tsx'
import { tell } from '../../../ui/toast.ts'

/** Removes a procedure or an entity as a whole, after its plan was shown and agreed to. */
export function useRemoval(path: string, name: string) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const confirm = useConfirm()
  return useMutation({
    mutationFn: async () => {
      const what = { config: {}, remove: [path] }
      const { data } = await api.call('POST /v1/ext/config/plan', { body: what })
      const isSure = await confirm({
        title: t('Remove {{name}}?', { name }),
        body: data.map(({ sentence }) => sentence).join(' '),
        action: t('Remove'),
        isDanger: true,
      })
      if (!isSure) return false
      await api.call('POST /v1/ext/config/apply', { body: { ...what, allowLoss: true } })
      return true
    },
    onSuccess: async (isRemoved) => {
      if (!isRemoved) return
      tell(t('{{name}} is removed', { name }))
      await navigate({ to: '/admin/model' })
      invalidateFor(client, ['model.changed'])
    },
  })
}
