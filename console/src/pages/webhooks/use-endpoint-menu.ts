import type { WebhookEndpoint } from '@nadi/sdk'
import { useNavigate } from '@tanstack/react-router'
import { KeyRound, Pause, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/session.ts'
import { useConfirm } from '../../ui/confirm.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import type { EndpointActions } from './use-endpoint-actions.ts'
import { endpointName } from './webhook-words.ts'

/** The items of an endpoint's menu; one that the account's own settings made is changed there. */
export function useEndpointMenu(
  endpoint: WebhookEndpoint,
  actions: EndpointActions,
  open: (what: 'edit' | 'secret') => void,
): (MenuItem | null)[] {
  const { t } = useTranslation()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const may = useMay()
  const { plugin, isOfPluginConfig, status } = endpoint
  const askToRemove = async (): Promise<void> => {
    const isSure = await confirm({
      title: t('Delete the endpoint "{{name}}"?', { name: endpointName(endpoint) }),
      body: t('What it still had to get is never sent. Its log goes with it.'),
      action: t('Delete'),
      isDanger: true,
    })
    if (isSure) actions.remove.mutate()
  }
  return [
    isOfPluginConfig
      ? {
          label: t('Change it on the account’s page'),
          icon: Pencil,
          onSelect: () => void navigate({ to: `/admin/plugin/${plugin}` }),
        }
      : { label: t('Edit'), icon: Pencil, onSelect: () => open('edit') },
    ...(may('secrets.manage') ? [{ label: t('Secret'), icon: KeyRound, onSelect: () => open('secret') }] : []),
    ...(status === 'ACTIVE' ? [{ label: t('Pause'), icon: Pause, onSelect: () => actions.pause.mutate() }] : []),
    ...(isOfPluginConfig
      ? []
      : [null, { label: t('Delete'), icon: Trash2, isDanger: true, onSelect: () => void askToRemove() }]),
  ]
}
