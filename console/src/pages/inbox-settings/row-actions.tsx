import { Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/icon-button.tsx'

/** At the end of a row: change it, delete it. */
export function RowActions({ name, edit, remove }: { name: string; edit: () => void; remove: () => void }) {
  const { t } = useTranslation()
  return (
    <span className="flex justify-end">
      <IconButton icon={Pencil} label={t('Change {{name}}', { name })} onClick={edit} />
      <IconButton icon={Trash2} label={t('Delete {{name}}', { name })} onClick={remove} />
    </span>
  )
}
