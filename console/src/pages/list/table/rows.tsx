import type { Procedure } from '@nadi/sdk'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useImperativeHandle, useRef } from 'react'
import { useIsNarrow } from '../../../ui/narrow.ts'
import type { ProcessPages } from '../use-process-pages.ts'
import type { Selection } from '../use-selection.ts'
import { NarrowRow, narrowRowHeight } from './narrow-row.tsx'
import { Row, rowHeight } from './row.tsx'
import type { ShownColumn } from './shown-column.ts'

export interface RowsHandle {
  scrollTo: (index: number) => void
}

interface RowsProps {
  handle: RefObject<RowsHandle | null>
  scroller: RefObject<HTMLDivElement | null>
  procedure: Procedure
  pages: ProcessPages
  shown: readonly ShownColumn[]
  width: number
  active: number
  selection: Selection
  choose: (index: number, isRange: boolean) => void
}

/** rows before the last that is loaded, at which the next are read */
const ahead = 80

/** Only the rows in view are drawn, and while one scrolls nothing but they is. */
export function Rows({ handle, scroller, procedure, pages, shown, width, active, selection, choose }: RowsProps) {
  const isNarrow = useIsNarrow()
  const { rows } = pages
  const height = isNarrow ? narrowRowHeight : rowHeight
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    // the heads lie over the first of them
    scrollPaddingStart: isNarrow ? 0 : rowHeight,
  })
  useImperativeHandle(handle, () => ({ scrollTo: (index) => virtual.scrollToIndex(index) }))
  const { startIndex: first = 0, endIndex: last = 0 } = virtual.range ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: as rows come into view or arrive
  useEffect(() => {
    pages.see(first, last)
    if (last >= rows.length - ahead) pages.loadMore()
  }, [first, last, rows.length])
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are remembered until then
  useEffect(() => virtual.measure(), [height])
  // rows are drawn anew only where they differ, so what they call must stay
  const latest = useRef(choose)
  latest.current = choose
  const chooseLatest = useCallback((index: number, isRange: boolean) => latest.current(index, isRange), [])
  return (
    <div
      role="rowgroup"
      className="relative"
      style={{ height: virtual.getTotalSize(), ...(!isNarrow && { width, minWidth: '100%' }) }}
    >
      {virtual.getVirtualItems().map(({ index, start }) => {
        const process = rows[index]
        if (!process) return null
        const row = {
          process,
          procedure,
          index,
          top: start,
          isActive: index === active,
          isChosen: selection.has(process.id),
          choose: chooseLatest,
        }
        return isNarrow ? <NarrowRow key={process.id} {...row} /> : <Row key={process.id} {...row} columns={shown} />
      })}
    </div>
  )
}
