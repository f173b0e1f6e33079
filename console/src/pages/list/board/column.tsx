import { useDroppable } from '@dnd-kit/core'
import type { Procedure, Process, State } from '@nadi/sdk'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Where } from '../../../filters/where.ts'
import { useMayChange } from '../../../process/use-may-change.ts'
import { Button } from '../../../ui/button.tsx'
import { cx } from '../../../ui/class-names.ts'
import { numberFormat } from '../../../ui/formats.ts'
import { ErrorState, Skeleton } from '../../../ui/states.tsx'
import type { Column } from '../columns.ts'
import { OpenedFrom, openedFrom } from '../opened-from.ts'
import type { List } from '../use-list.ts'
import { useProcessPages } from '../use-process-pages.ts'
import { Card } from './card.tsx'
import type { Move } from './use-moves.ts'

interface BoardColumnProps {
  list: List
  state: State
  /** undefined until it is known */
  count: number | undefined
  moves: readonly Move[]
  /** some card is being dragged */
  isDragging: boolean
  /** it may come here */
  isAllowed: boolean
  /** it comes from here */
  isHome: boolean
}

const perPage = 30
const cardHeight = 92
const gap = 8

/** A state with its processes, read as one scrolls. While a card is dragged that may not come here, it steps back. */
export function BoardColumn(props: BoardColumnProps) {
  const { list, state, count, moves, isDragging, isAllowed, isHome } = props
  const { t, i18n } = useTranslation()
  const mayWrite = useMayChange()
  const { procedure, where, search, order, columns, allColumns } = list
  const pages = useProcessPages(
    { procedure: procedure.shortId, where: within(where, state), search, orderBy: order },
    perPage,
  )
  const rows = withMoves(pages.rows, moves, state)
  const { setNodeRef, isOver } = useDroppable({ id: state.id, disabled: isDragging && !isAllowed })
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight + gap,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  })
  const { startIndex: first = 0, endIndex: last = 0 } = virtual.range ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: as cards come into view or arrive
  useEffect(() => {
    pages.see(first, last)
    if (last >= rows.length - 10) pages.loadMore()
  }, [first, last, rows.length])
  const shown = columns.flatMap(({ key }) => {
    const column = allColumns.get(key)
    return column && isTelling(column, procedure) ? [column] : []
  })
  const change = moves.reduce((sum, { from, to }) => sum + Number(to === state.id) - Number(from === state.id), 0)
  return (
    <OpenedFrom value={openedFrom(procedure, rows)}>
      <section
        ref={setNodeRef}
        aria-label={state.name}
        className={cx(
          'flex h-full w-72 shrink-0 flex-col rounded-xl border bg-sunken transition-opacity',
          isOver && isAllowed ? 'border-accent' : 'border-transparent',
          isDragging && !isAllowed && !isHome && 'opacity-40',
        )}
      >
        <header className="flex items-center gap-2 px-3 py-2.5">
          <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ background: state.color }} />
          <h2 className="truncate font-medium">{state.name}</h2>
          <span className="text-[12.5px] text-ink-soft tabular-nums">
            {count !== undefined && numberFormat(i18n.language).format(count + change)}
          </span>
        </header>
        <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
          {pages.error ? (
            <ErrorState error={pages.error} retry={pages.retry} />
          ) : pages.isPending ? (
            <div className="flex flex-col gap-2">
              <Skeleton className="h-[92px]" />
              <Skeleton className="h-[92px]" />
            </div>
          ) : rows.length === 0 ? (
            <p className="px-1 py-6 text-center text-[12.5px] text-ink-soft">{t('Nothing here')}</p>
          ) : (
            <ul className="relative" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map(({ index, start }) => {
                const process = rows[index]
                return (
                  process && (
                    <li
                      key={process.id}
                      className="absolute inset-x-0"
                      style={{ height: cardHeight, transform: `translateY(${start}px)` }}
                    >
                      <Card process={process} procedure={procedure} columns={shown} isMovable={mayWrite(process)} />
                    </li>
                  )
                )
              })}
            </ul>
          )}
          {pages.isStuck && (
            <Button size="sm" look="ghost" className="w-full" onClick={pages.retry}>
              {t('Try again')}
            </Button>
          )}
        </div>
      </section>
    </OpenedFrom>
  )
}

/** What a card says beside who it is: not that once more, nor how to reach them. */
const isTelling = ({ key, attribute }: Column, { primaryIdentifier, primaryKey }: Procedure): boolean =>
  attribute !== undefined &&
  key !== primaryIdentifier &&
  key !== primaryKey &&
  attribute.type !== 'phone' &&
  attribute.type !== 'email'

function within(where: Where | undefined, state: State): Where {
  const own = { state: state.shortId }
  return where ? { and: [where, own] } : own
}

/** Cards on their way lie at the top of where they go, and no longer where they came from. */
function withMoves(rows: readonly Process[], moves: readonly Move[], state: State): readonly Process[] {
  if (moves.length === 0) return rows
  const moving = new Set(moves.map(({ process }) => process.id))
  const coming = moves.filter(({ to }) => to === state.id).map(({ process }) => process)
  return [...coming, ...rows.filter(({ id }) => !moving.has(id))]
}
