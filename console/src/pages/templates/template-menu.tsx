import type { MessageTemplate } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Copy, EllipsisVertical, Link2, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { graphVersion } from '../../../../server/src/whatsapp/graph/version.ts'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useConfirm } from '../../ui/confirm.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { tell } from '../../ui/toast.ts'
import { canBuild } from './builder/draft.ts'

interface TemplateMenuProps {
  template: MessageTemplate
  wabaId: string | undefined
  map: () => void
}

export function TemplateMenu({ template, wabaId, map }: TemplateMenuProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const { id, name, language, plugin, status } = template
  const to = `/admin/plugin/${plugin}/templates`
  const remove = useMutation({
    mutationFn: (account: string) =>
      api.call('DELETE /v1/ext/plugin/whatsapp/{pluginId}/api/{version}/{wabaId}/message_templates', {
        path: { pluginId: plugin, version: graphVersion, wabaId: account },
        query: { name, hsm_id: id },
      }),
    onSuccess: () => {
      invalidateFor(client, ['template.deleted'])
      tell(t('The template "{{name}}" was deleted.', { name }))
    },
  })
  const askToRemove = async (): Promise<void> => {
    const isSure = await confirm({
      title: t('Delete {{name}} ({{language}})?', { name, language }),
      body: t(
        'It is deleted at Meta and cannot be had back. Meta takes no template of this name for 30 days if it was approved.',
      ),
      action: t('Delete'),
      isDanger: true,
    })
    if (isSure && wabaId) remove.mutate(wabaId)
  }
  return (
    <Menu
      trigger={<IconButton icon={EllipsisVertical} label={t('More of {{name}}', { name })} />}
      items={[
        {
          label: t('Edit'),
          icon: Pencil,
          // Meta takes no changes of one that it reviews
          isDisabled: !canBuild(template) || !['APPROVED', 'REJECTED', 'PAUSED'].includes(status),
          onSelect: () => void navigate({ to: `${to}/${id}` }),
        },
        {
          label: t('Make another like it'),
          icon: Copy,
          isDisabled: !canBuild(template),
          onSelect: () => void navigate({ to: `${to}/new`, search: { from: id } }),
        },
        { label: t('Fill from processes'), icon: Link2, isDisabled: template.parameters.length === 0, onSelect: map },
        null,
        { label: t('Delete'), icon: Trash2, isDanger: true, isDisabled: !wabaId, onSelect: () => void askToRemove() },
      ]}
    />
  )
}
