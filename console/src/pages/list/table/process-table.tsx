import type { Procedure } from '@nadi/sdk'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { useIsNarrow } from '../../../ui/narrow.ts'
import type { Column, ColumnChoice } from '../columns.ts'
import type { ProcessPages } from '../use-process-pages.ts'
import type { Selection } from '../use-selection.ts'
import { Header } from './header.tsx'
import { Rows, type RowsHandle } from './rows.tsx'
import { boxWidth, type ShownColumn } from './shown-column.ts'
import { useRowKeys } from './use-row-keys.ts'

interface ProcessTableProps {
  procedure: Procedure
  pages: ProcessPages
  columns: readonly ColumnChoice[]
  allColumns: ReadonlyMap<string, Column>
  onColumns: (columns: readonly ColumnChoice[]) => void
  order: string
  onOrder: (order: string) => void
  selection: Selection
  open: (id: string) => void
}

/** Rows of processes with their heads. The grid has the focus; the row that the keyboard is at is named by it. */
export function ProcessTable(props: ProcessTableProps) {
  const { procedure, pages, columns, allColumns, onColumns, order, onOrder, selection, open } = props
  const { t } = useTranslation()
  const isNarrow = useIsNarrow()
  const scroller = useRef<HTMLDivElement>(null)
  const handle = useRef<RowsHandle>(null)
  const [dragged, setDragged] = useState<ColumnChoice | null>(null)
  const { rows } = pages
  const keys = useRowKeys({
    ids: rows.map(({ id }) => id),
    selection,
    open,
    focus: () => scroller.current?.focus(),
    scrollTo: (index) => handle.current?.scrollTo(index),
  })
  const shown = columns.flatMap(({ key, width }): ShownColumn[] => {
    const column = allColumns.get(key)
    return column ? [{ column, width: dragged?.key === key ? dragged.width : width }] : []
  })
  const width = boxWidth + shown.reduce((total, each) => total + each.width, 0)
  const active = rows[keys.active]
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={procedure.name}
      aria-rowcount={pages.hasMore ? -1 : rows.length + 1}
      aria-multiselectable
      aria-activedescendant={active ? `row-${active.id}` : undefined}
      tabIndex={0}
      onKeyDown={keys.onKeyDown}
      className="group/grid relative h-full overflow-auto bg-surface outline-none"
    >
      {!isNarrow && (
        <Header
          rows={rows}
          selection={selection}
          shown={shown}
          width={width}
          choices={columns}
          onColumns={onColumns}
          onDrag={setDragged}
          order={order}
          onOrder={onOrder}
        />
      )}
      <Rows
        handle={handle}
        scroller={scroller}
        procedure={procedure}
        pages={pages}
        shown={shown}
        width={width}
        active={keys.active}
        selection={selection}
        choose={keys.choose}
      />
      {pages.isStuck && (
        <div className="sticky start-0 p-4 text-center">
          <Button onClick={pages.retry}>{t('The next rows could not be read. Try again')}</Button>
        </div>
      )}
    </div>
  )
}
