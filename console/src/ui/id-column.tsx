import type { TFunction } from 'i18next'
import { Id } from './copy-button.tsx'
import type { Column } from './data-table.tsx'

/** The uuid of each row, to be copied. */
export const idColumn = (t: TFunction): Column<{ id: string }> => ({
  key: 'id',
  title: t('Id'),
  className: 'max-w-40',
  cell: ({ id }) => <Id value={id} label={t('Copy the id')} />,
})
