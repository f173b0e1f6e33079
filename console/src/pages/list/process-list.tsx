import type { Procedure } from '@nadi/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Plus, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { late, lateDialog } from '../../app/late.tsx'
import { useMay, useMayWriteSome } from '../../app/session.ts'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { FilterBar } from '../../filters/filter-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { numberFormat } from '../../ui/formats.ts'
import { useIsNarrow } from '../../ui/narrow.ts'
import { Page } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import { DeletedNote } from './deleted/deleted-note.tsx'
import { ListMenu } from './list-menu.tsx'
import { SearchBox } from './search-box.tsx'
import { TableOfList } from './table-of-list.tsx'
import { useList } from './use-list.ts'
import { useSelection } from './use-selection.ts'
import { useViewChanges } from './views/use-view-changes.ts'
import { ViewTabs } from './views/view-tabs.tsx'

const Board = late(async () => (await import('./board/board.tsx')).Board)
const NewProcessDialog = lateDialog(async () => (await import('./new-process-dialog.tsx')).NewProcessDialog)
const ExportDialog = lateDialog(async () => (await import('./export-dialog.tsx')).ExportDialog)
const ViewDialog = lateDialog(async () => (await import('./views/view-dialog.tsx')).ViewDialog)

type Open = 'new' | 'export' | 'saveAs' | null

/** A procedure's processes as a table or a board, with what can be done to many of them. */
export function ProcessList({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation()
  const list = useList(procedure)
  const mayWrite = useMayWriteSome(procedure)
  const may = useMay()
  const selection = useSelection(JSON.stringify([list.where, list.search, list.isDeleted, list.layout]))
  const isNarrow = useIsNarrow()
  const { saveAs } = useViewChanges(list)
  const [open, setOpen] = useState<Open>(null)
  const close = (): void => setOpen(null)
  const count = useCount(procedure, list)
  useShortcuts([
    ...(mayWrite ? [{ keys: 'c', label: t('New'), group: t('List'), run: () => setOpen('new') }] : []),
    {
      keys: 'b',
      label: t('Table or board'),
      group: t('List'),
      run: () => list.change({ layout: list.layout === 'board' ? 'table' : 'board' }),
    },
  ])
  return (
    <Page
      isFilled
      title={procedure.name}
      documentTitle={list.view ? `${list.view.name} · ${procedure.name}` : procedure.name}
      description={count}
      actions={
        <>
          {(may('import') || mayWrite) && (
            <ButtonLink to={`/p/${procedure.shortId}/import`} icon={Upload}>
              {t('Import')}
            </ButtonLink>
          )}
          <ListMenu list={list} onExport={() => setOpen('export')} />
          {mayWrite && (
            <Button look="primary" icon={Plus} onClick={() => setOpen('new')}>
              {t('New')}
            </Button>
          )}
        </>
      }
      toolbar={
        list.isDeleted ? (
          <DeletedNote procedure={procedure} />
        ) : (
          <>
            <ViewTabs list={list} onSaveAs={() => setOpen('saveAs')} />
            <div className="-mx-5 flex flex-wrap items-center gap-2 border-line border-t px-5 py-2 max-sm:-mx-4 max-sm:px-4">
              <SearchBox value={list.search} onSearch={(search) => list.change({ search })} />
              <FilterBar procedure={procedure} where={list.where} onChange={(where) => list.change({ where })} />
              <div className="ms-auto flex items-center gap-1">
                {list.layout === 'table' && !isNarrow && (
                  <ColumnChooser
                    allColumns={list.allColumns}
                    choices={list.columns}
                    onChange={(columns) => list.change({ columns })}
                  />
                )}
                <Segments
                  label={t('Layout')}
                  chosen={list.layout}
                  onChoose={(layout) => list.change({ layout })}
                  segments={[
                    { value: 'table', label: t('Table') },
                    { value: 'board', label: t('Board') },
                  ]}
                />
              </div>
            </div>
          </>
        )
      }
    >
      {list.layout === 'board' && !list.isDeleted ? (
        <Board list={list} />
      ) : (
        <TableOfList
          list={list}
          selection={selection}
          onNew={() => setOpen('new')}
          onExport={() => setOpen('export')}
        />
      )}
      <NewProcessDialog procedure={procedure} isOpen={open === 'new'} onClose={close} />
      <ExportDialog list={list} selection={selection} isOpen={open === 'export'} onClose={close} />
      <ViewDialog
        isOpen={open === 'saveAs'}
        title={t('Save as a view')}
        action={t('Save')}
        start={{ name: '', isShared: false }}
        error={saveAs.error}
        isBusy={saveAs.isPending}
        onClose={() => {
          close()
          saveAs.reset()
        }}
        onSave={(named) => saveAs.mutate(named, { onSuccess: close })}
      />
    </Page>
  )
}

/** How many there are, in words; empty until it is known. */
function useCount(procedure: Procedure, list: Pick<ReturnType<typeof useList>, 'where' | 'search' | 'isDeleted'>) {
  const { t, i18n } = useTranslation()
  const { where, search, isDeleted } = list
  const { data } = useQuery({
    ...callOf('POST /v1/ext/procedure/{procedure}/process/count-by-state', {
      path: { procedure: procedure.shortId },
      body: { ...(where && { where }), ...(search && { search }) },
    }),
    enabled: !isDeleted,
    placeholderData: keepPreviousData,
  })
  if (!data) return ' '
  const total = data.meta.total
  const number = numberFormat(i18n.language).format(total)
  return where || search
    ? t('{{number}} match', { count: total, number })
    : t('{{number}} in all', { count: total, number })
}
