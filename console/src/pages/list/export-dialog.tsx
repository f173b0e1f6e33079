import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { Where } from '../../filters/where.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Segments } from '../../ui/segments.tsx'
import type { List } from './use-list.ts'
import type { Selection } from './use-selection.ts'

interface ExportDialogProps {
  list: List
  selection: Selection
  isOpen: boolean
  onClose: () => void
}

type Format = 'csv' | 'ndjson'

/** Takes the chosen rows, or all that the list shows, away as a file. */
export function ExportDialog({ list, selection, isOpen, onClose }: ExportDialogProps) {
  const { t } = useTranslation()
  const [format, setFormat] = useState<Format>('csv')
  const [columns, setColumns] = useState<'shown' | 'all'>('shown')
  const { procedure, search, order } = list
  const isSome = selection.ids.size > 0 && !selection.isEverything
  const download = useMutation({
    meta: { showsErrors: true },
    mutationFn: async () => {
      const where = isSome ? among([...selection.ids]) : list.where
      const answer = await api.raw('POST /v1/ext/procedure/{procedure}/process/export', {
        path: { procedure: procedure.shortId },
        body: {
          format,
          orderBy: order,
          ...(format === 'csv' && { bom: true }),
          ...(where && { where }),
          ...(search && !isSome && { search }),
          ...(columns === 'shown' && { columns: list.columns.map(({ key }) => key) }),
        },
      })
      // rejects where the transfer was cut off: half a file is none
      saveFile(await answer.blob(), `${procedure.shortId}-${new Date().toISOString().slice(0, 10)}.${format}`)
    },
    onSuccess: onClose,
  })
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('Export')}
      description={
        isSome
          ? t('{{count}} chosen rows', { count: selection.ids.size })
          : t('All that match the search and the filter, in the order of the list')
      }
      size="sm"
      action={t('Download')}
      onSubmit={() => download.mutate()}
      isBusy={download.isPending}
      error={download.error}
      className="flex flex-col items-start gap-4"
    >
      <Segments
        label={t('Format')}
        chosen={format}
        onChoose={setFormat}
        segments={[
          { value: 'csv', label: t('CSV, for spreadsheets') },
          { value: 'ndjson', label: t('NDJSON, for programs') },
        ]}
      />
      <Segments
        label={t('Columns')}
        chosen={columns}
        onChoose={setColumns}
        segments={[
          { value: 'shown', label: t('Columns of the list') },
          { value: 'all', label: t('All columns') },
        ]}
      />
    </FormDialog>
  )
}

/** a list of values takes so many */
const mostValues = 1_000

function among(ids: readonly string[]): Where {
  const parts: Where[] = []
  for (let from = 0; from < ids.length; from += mostValues) parts.push({ id: ids.slice(from, from + mostValues) })
  return parts.length === 1 && parts[0] ? parts[0] : { or: parts }
}
