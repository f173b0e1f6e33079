import type { MessageTemplate } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { Id } from '../../ui/copy-button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { qualityName, qualityTone } from '../plugins/plugin-words.ts'
import { TemplateMenu } from './template-menu.tsx'
import { categoryName, languageName, statusName, statusTones } from './template-words.ts'

interface TemplateTableProps {
  rows: readonly MessageTemplate[]
  wabaId: string | undefined
  show: (template: MessageTemplate) => void
  map: (template: MessageTemplate) => void
}

export function TemplateTable({ rows, wabaId, show, map }: TemplateTableProps) {
  const { t, i18n } = useTranslation()
  return (
    <DataTable
      label={t('Templates')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: t('Name'),
          cell: (template) => (
            <button
              type="button"
              className="text-start font-medium text-accent-text hover:underline"
              onClick={() => show(template)}
            >
              {template.name}
            </button>
          ),
        },
        { key: 'language', title: t('Language'), cell: ({ language }) => languageName(language, i18n.language) },
        { key: 'category', title: t('Category'), cell: ({ category }) => categoryName(t, category) },
        {
          key: 'status',
          title: t('Status'),
          cell: ({ status }) => <Badge tone={statusTones[status] ?? 'neutral'}>{statusName(t, status)}</Badge>,
        },
        {
          key: 'quality',
          title: t('Quality'),
          cell: ({ quality }) => (
            <Badge tone={qualityTone[quality ?? ''] ?? 'neutral'}>{qualityName(t, quality ?? 'UNKNOWN')}</Badge>
          ),
        },
        { key: 'id', title: t('Id'), cell: ({ id }) => <Id value={id} label={t('Copy the id')} /> },
        {
          key: 'do',
          title: '',
          cell: (template) => <TemplateMenu template={template} wabaId={wabaId} map={() => map(template)} />,
        },
      ]}
    />
  )
}
