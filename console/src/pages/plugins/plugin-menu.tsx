import type { Plugin } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Copy, EllipsisVertical, KeyRound, Pencil, Trash2, Unplug } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { useConfirm } from '../../ui/confirm.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { tell } from '../../ui/toast.ts'
import { DetailsDialog } from './details-dialog.tsx'
import { TokenDialog } from './token-dialog.tsx'

type Open = 'details' | 'token' | null

/** What can be done with an account as a whole. */
export function PluginMenu({ plugin }: { plugin: Plugin }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const [open, setOpen] = useState<Open>(null)
  const { id, name, status } = plugin
  const isConnected = status === 'CONNECTED'
  const path = { pluginId: id }
  const disconnect = useMutation({
    mutationFn: () => api.call('POST /v1/ext/plugin/whatsapp/{pluginId}/disconnect', { path }),
    onSuccess: () => {
      invalidateFor(client, ['plugin.disconnected'])
      tell(t('{{name}} is disconnected.', { name }))
    },
  })
  const remove = useMutation({
    mutationFn: () => api.call('DELETE /v1/ext/plugin/whatsapp/{pluginId}', { path }),
    onSuccess: () => {
      invalidateFor(client, ['plugin.deleted'])
      void navigate({ to: '/admin/plugin' })
    },
  })
  const ask = async (what: 'disconnect' | 'remove'): Promise<void> => {
    const isRemoved = what === 'remove'
    const isSure = await confirm({
      title: isRemoved ? t('Remove {{name}}?', { name }) : t('Disconnect {{name}}?', { name }),
      body: isRemoved
        ? t(
            'It is disconnected and listed no longer; its chats and messages stay. To have it back, connect it anew: it gets another plugin id.',
          )
        : t(
            'Messages neither come nor go until it is connected again with a new access token. Chats and messages stay.',
          ),
      action: isRemoved ? t('Remove') : t('Disconnect'),
      isDanger: true,
    })
    if (isSure) (isRemoved ? remove : disconnect).mutate()
  }
  return (
    <>
      <Menu
        trigger={<IconButton icon={EllipsisVertical} label={t('More of the account')} />}
        items={[
          {
            label: t('Copy Plugin Id'),
            icon: Copy,
            onSelect: () => void navigator.clipboard.writeText(id).then(() => tell(t('Copied'))),
          },
          { label: t('Name and new customers'), icon: Pencil, onSelect: () => setOpen('details') },
          {
            label: isConnected ? t('Change the access token') : t('Connect again'),
            icon: KeyRound,
            onSelect: () => setOpen('token'),
          },
          null,
          ...(isConnected
            ? [{ label: t('Disconnect'), icon: Unplug, isDanger: true, onSelect: () => void ask('disconnect') }]
            : []),
          { label: t('Remove'), icon: Trash2, isDanger: true, onSelect: () => void ask('remove') },
        ]}
      />
      <DetailsDialog plugin={plugin} isOpen={open === 'details'} onClose={() => setOpen(null)} />
      <TokenDialog plugin={plugin} isOpen={open === 'token'} onClose={() => setOpen(null)} />
    </>
  )
}
