import type { Procedure } from '@nadi/sdk'
import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../../../app/shortcuts.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { useIsNarrow } from '../../../ui/narrow.ts'
import type { Column, ColumnChoice } from '../columns.ts'
import type { ProcessPages } from '../use-process-pages.ts'
import type { Selection } from '../use-selection.ts'
import { HeaderCell } from './header-cell.tsx'
import { NarrowRow, narrowRowHeight } from './narrow-row.tsx'
import { Row, rowHeight } from './row.tsx'
import { useRowKeys } from './use-row-keys.ts'

interface ProcessTableProps {
  procedure: Procedure
  pages: ProcessPages
  columns: readonly ColumnChoice[]
  allColumns: ReadonlyMap<string, Column>
  onColumns: (columns: readonly ColumnChoice[]) => void
  order: string
  /** absent where the order is fixed */
  onOrder?: (order: string) => void
  selection: Selection
}

const boxWidth = 40

/** Rows of processes, of which only those in view are drawn. The next page is read before its rows are reached. */
export function ProcessTable(props: ProcessTableProps) {
  const { procedure, pages, columns, allColumns, onColumns, order, onOrder, selection } = props
  const { t } = useTranslation()
  const navigate = useNavigate()
  const isNarrow = useIsNarrow()
  const scroller = useRef<HTMLDivElement>(null)
  const { rows } = pages
  const height = isNarrow ? narrowRowHeight : rowHeight
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    // the header lies over the first of them
    scrollPaddingStart: isNarrow ? 0 : rowHeight,
  })
  const items = virtual.getVirtualItems()
  const { startIndex: first = 0, endIndex: last = 0 } = virtual.range ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: as rows come into view or arrive
  useEffect(() => {
    pages.see(first, last)
    if (last >= rows.length - 60) pages.loadMore()
  }, [first, last, rows.length])
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are remembered until then
  useEffect(() => virtual.measure(), [height])

  const open = (index: number): void => {
    const process = rows[index]
    if (process) void navigate({ to: `/p/${procedure.shortId}/${process.id}` })
  }
  const keys = useRowKeys({
    ids: rows.map(({ id }) => id),
    selection,
    open,
    scrollTo: (index) => virtual.scrollToIndex(index),
  })
  // rows are drawn anew only where they differ, so what they call must stay
  const latest = useRef(keys)
  latest.current = keys
  const choose = useCallback((index: number, isRange: boolean) => latest.current.choose(index, isRange), [])
  const enter = (step: number): void => {
    scroller.current?.focus()
    keys.move(keys.active + step)
  }
  const group = t('List')
  useShortcuts([
    { keys: 'j', label: t('Next row'), group, run: () => enter(1) },
    { keys: 'k', label: t('Row before'), group, run: () => enter(-1) },
    { keys: 'x', label: t('Choose the row'), group, run: () => keys.choose(keys.active, false) },
    { keys: 'o', label: t('Open the row'), group, run: () => open(keys.active) },
  ])

  const [dragged, setDragged] = useState<ColumnChoice | null>(null)
  const shown = columns.flatMap(({ key, width }) => {
    const column = allColumns.get(key)
    return column ? [{ column, width: dragged?.key === key ? dragged.width : width }] : []
  })
  const width = boxWidth + shown.reduce((total, each) => total + each.width, 0)
  const isAll = rows.length > 0 && (selection.isEverything || rows.every(({ id }) => selection.ids.has(id)))
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={procedure.name}
      aria-rowcount={pages.hasMore ? -1 : rows.length + 1}
      aria-multiselectable
      aria-activedescendant={rows[keys.active] ? `row-${rows[keys.active]?.id}` : undefined}
      tabIndex={0}
      onKeyDown={keys.onKeyDown}
      className="group/grid relative h-full overflow-auto bg-surface outline-none"
    >
      {!isNarrow && (
        <div role="rowgroup" className="sticky top-0 z-20" style={{ width, minWidth: '100%' }}>
          <div role="row" aria-rowindex={1} className="flex h-10 border-line border-b bg-surface text-[12.5px]">
            <div
              role="columnheader"
              className="sticky start-0 z-10 flex shrink-0 items-center justify-center bg-surface"
              style={{ width: boxWidth }}
            >
              <Checkbox
                aria-label={t('Choose all rows that are loaded')}
                checked={isAll}
                onChange={() => (isAll ? selection.clear() : selection.choose(rows.map(({ id }) => id)))}
              />
            </div>
            {shown.map(({ column, width: each }, index) => (
              <HeaderCell
                key={column.key}
                column={column}
                width={each}
                index={index}
                choices={columns}
                onColumns={onColumns}
                onDrag={(next) => setDragged(next === null ? null : { key: column.key, width: next })}
                order={order}
                {...(onOrder && { onOrder })}
              />
            ))}
          </div>
        </div>
      )}
      <div
        role="rowgroup"
        className="relative"
        style={{ height: virtual.getTotalSize(), ...(!isNarrow && { width, minWidth: '100%' }) }}
      >
        {items.map(({ index, start }) => {
          const process = rows[index]
          if (!process) return null
          const row = {
            process,
            procedure,
            index,
            top: start,
            isActive: index === keys.active,
            isChosen: selection.has(process.id),
            choose,
          }
          return isNarrow ? (
            <NarrowRow key={process.id} {...row} />
          ) : (
            <Row key={process.id} {...row} columns={shown} boxWidth={boxWidth} />
          )
        })}
      </div>
      {pages.isStuck && (
        <div className="sticky start-0 p-4 text-center">
          <Button onClick={pages.retry}>{t('The next rows could not be read. Try again')}</Button>
        </div>
      )}
    </div>
  )
}
