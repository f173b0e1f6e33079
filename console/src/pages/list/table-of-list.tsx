import { useNavigate } from '@tanstack/react-router'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { BulkBar } from './bulk/bulk-bar.tsx'
import { DeletedTable } from './deleted/deleted-table.tsx'
import { EmptyList } from './empty-list.tsx'
import { OpenedFrom, openedFrom } from './opened-from.ts'
import { ProcessTable } from './table/process-table.tsx'
import type { List } from './use-list.ts'
import { useProcessPages } from './use-process-pages.ts'
import type { Selection } from './use-selection.ts'

interface TableOfListProps {
  list: List
  selection: Selection
  onNew: () => void
  onExport: () => void
}

/** The table with what stands in its place while there is nothing to show. */
export function TableOfList({ list, selection, onNew, onExport }: TableOfListProps) {
  const navigate = useNavigate()
  const { procedure, where, search, order, isDeleted } = list
  const pages = useProcessPages(
    isDeleted
      ? { procedure: procedure.shortId, isDeleted }
      : { procedure: procedure.shortId, where, search, orderBy: order },
  )
  const opened = openedFrom(procedure, pages.rows)
  if (pages.error) return <ErrorState error={pages.error} retry={pages.retry} />
  if (pages.isPending) return <SkeletonRows count={14} height="h-8" />
  if (isDeleted) return <DeletedTable procedure={procedure} pages={pages} />
  if (pages.rows.length === 0) return <EmptyList list={list} onNew={onNew} />
  return (
    <OpenedFrom value={opened}>
      <div className="relative h-full">
        <ProcessTable
          procedure={procedure}
          pages={pages}
          columns={list.columns}
          allColumns={list.allColumns}
          onColumns={(columns) => list.change({ columns })}
          order={order}
          onOrder={(next) => list.change({ order: next })}
          selection={selection}
          open={(id) => {
            opened({ id })
            void navigate({ to: `/p/${procedure.shortId}/${id}` })
          }}
        />
        <BulkBar list={list} rows={pages.rows} hasMore={pages.hasMore} selection={selection} onExport={onExport} />
      </div>
    </OpenedFrom>
  )
}
