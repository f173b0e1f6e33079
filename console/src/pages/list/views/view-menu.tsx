import { Copy, Ellipsis, Lock, Pencil, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import type { List, View } from '../use-list.ts'
import { useViewChanges } from './use-view-changes.ts'
import { ViewDialog } from './view-dialog.tsx'

/** What can be done with the view that is open. */
export function ViewMenu({ list, view, onSaveAs }: { list: List; view: View; onSaveAs: () => void }) {
  const { t } = useTranslation()
  const [isRenaming, setRenaming] = useState(false)
  const { rename, share, remove } = useViewChanges(list)
  const own = view.mayChange
    ? [
        { label: t('Rename'), icon: Pencil, onSelect: () => setRenaming(true) },
        view.isShared
          ? { label: t('Make private'), icon: Lock, onSelect: () => share.mutate({ view, isShared: false }) }
          : { label: t('Share with the team'), icon: Users, onSelect: () => share.mutate({ view, isShared: true }) },
        null,
        { label: t('Delete the view'), icon: Trash2, isDanger: true, onSelect: () => remove.mutate(view) },
      ]
    : []
  return (
    <>
      <Menu
        align="start"
        trigger={<IconButton icon={Ellipsis} label={t('View "{{name}}"', { name: view.name })} />}
        items={[{ label: t('Save as …'), icon: Copy, onSelect: onSaveAs }, ...own]}
      />
      <ViewDialog
        isOpen={isRenaming}
        title={t('Rename the view')}
        action={t('Rename')}
        start={view}
        error={rename.error}
        isBusy={rename.isPending}
        onClose={() => {
          setRenaming(false)
          rename.reset()
        }}
        onSave={(named) => rename.mutate({ view, ...named }, { onSuccess: () => setRenaming(false) })}
      />
    </>
  )
}
