import type { User } from '@nadi/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { EllipsisVertical, KeyRound, MailPlus, Pencil, RotateCcw, Trash2, UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { invalidateFor } from '../../api/invalidate.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { tell, tellUndoable } from '../../ui/toast.ts'
import { LinkDialog, type SentLink } from './link-dialog.tsx'

/** What can be done with a person. What can be taken back is done at once. */
export function UserActions({ user, edit }: { user: User; edit: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [link, setLink] = useState<SentLink | null>(null)
  const onSuccess = (): void => invalidateFor(client, ['user.updated'])
  const restore = useMutation({
    mutationFn: () => api.call('POST /v1/ext/user/{id}/restore', { path: { id: user.id } }),
    onSuccess,
  })
  const setActive = useMutation({
    mutationFn: (isActive: boolean) =>
      api.call('PUT /v1/ext/user/{user}', { path: { user: user.id }, body: { isActive } }),
    onSuccess: (_answer, isActive) => {
      onSuccess()
      if (!isActive)
        tellUndoable(t('{{name}} gets no more work and is signed out.', { name: user.displayName }), () =>
          setActive.mutate(true),
        )
    },
  })
  const remove = useMutation({
    mutationFn: () => api.call('DELETE /v1/ext/user/{user}', { path: { user: user.id } }),
    onSuccess: () => {
      onSuccess()
      tellUndoable(t('{{name}} was deleted. History stays.', { name: user.displayName }), () => restore.mutate())
    },
  })
  const sendLink = useMutation({
    mutationFn: async (kind: 'invitation' | 'password-reset'): Promise<SentLink> =>
      (await api.call(`POST /v1/ext/user/{user}/${kind}`, { path: { user: user.id } })).data,
    onSuccess: (data) =>
      data.link
        ? setLink(data)
        : tell(t('The link was sent to {{address}}.', { address: data.sentTo ?? user.username })),
  })
  const trigger = <IconButton icon={EllipsisVertical} label={t('Actions for {{name}}', { name: user.displayName })} />
  if (user.isDeleted) {
    return (
      <Menu trigger={trigger} items={[{ label: t('Restore'), icon: RotateCcw, onSelect: () => restore.mutate() }]} />
    )
  }
  return (
    <>
      <Menu
        trigger={trigger}
        items={[
          { label: t('Edit'), icon: Pencil, onSelect: edit },
          { label: t('Invite again'), icon: MailPlus, onSelect: () => sendLink.mutate('invitation') },
          { label: t('New password'), icon: KeyRound, onSelect: () => sendLink.mutate('password-reset') },
          null,
          user.isActive
            ? { label: t('Deactivate'), icon: UserX, onSelect: () => setActive.mutate(false) }
            : { label: t('Activate'), icon: UserCheck, onSelect: () => setActive.mutate(true) },
          { label: t('Delete'), icon: Trash2, isDanger: true, onSelect: () => remove.mutate() },
        ]}
      />
      <LinkDialog link={link} name={user.displayName} onClose={() => setLink(null)} />
    </>
  )
}
