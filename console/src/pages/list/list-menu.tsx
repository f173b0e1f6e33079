import { useNavigate } from '@tanstack/react-router'
import { Download, Ellipsis, Link2, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay, useMayWriteSome } from '../../app/session.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { tell } from '../../ui/toast.ts'
import type { List } from './use-list.ts'

export function ListMenu({ list, onExport }: { list: List; onExport: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = useMay()
  const mayWrite = useMayWriteSome(list.procedure)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(location.href)
    tell(t('The address is copied. Whoever may see this list sees it with this filter.'))
  }
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={t('More')} />}
      items={[
        { label: t('Copy the address'), icon: Link2, onSelect: () => void copy() },
        ...(may('export') ? [{ label: t('Export …'), icon: Download, onSelect: onExport }] : []),
        ...(mayWrite
          ? [
              null,
              {
                label: t('Deleted ones'),
                icon: Trash2,
                onSelect: () => void navigate({ to: '.', search: { deleted: true } }),
              },
            ]
          : []),
      ]}
    />
  )
}
