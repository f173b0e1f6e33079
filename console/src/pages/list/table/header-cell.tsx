import { ArrowDown, ArrowDownUp, ArrowLeft, ArrowRight, ArrowUp, ChevronDown, EyeOff } from 'lucide-react'
import { type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../../ui/class-names.ts'
import { Hint } from '../../../ui/hint.tsx'
import { Menu, type MenuItem } from '../../../ui/menu.tsx'
import { type Column, type ColumnChoice, narrowest, widest } from '../columns.ts'
import { moved } from './moved.ts'

interface HeaderCellProps {
  column: Column
  width: number
  index: number
  /** all columns that are shown */
  choices: readonly ColumnChoice[]
  onColumns: (choices: readonly ColumnChoice[]) => void
  /** while its edge is dragged; null when it has been let go */
  onDrag: (width: number | null) => void
  order: string
  onOrder?: (order: string) => void
}

/** The head of a column: sorts by it, moves it, hides it, and makes it wider at its edge. */
export function HeaderCell(props: HeaderCellProps) {
  const { column, width, index, choices, onColumns, onDrag, order, onOrder } = props
  const { t } = useTranslation()
  const { key, title } = column
  const isSortable = column.isSortable && onOrder !== undefined
  const sorted = order === key ? 'ascending' : order === `-${key}` ? 'descending' : undefined
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown
  const items: (MenuItem | null)[] = [
    {
      label: t('Sort ascending'),
      icon: ArrowUp,
      isDisabled: !isSortable,
      isChosen: sorted === 'ascending',
      onSelect: () => onOrder?.(key),
    },
    {
      label: t('Sort descending'),
      icon: ArrowDown,
      isDisabled: !isSortable,
      isChosen: sorted === 'descending',
      onSelect: () => onOrder?.(`-${key}`),
    },
    null,
    {
      label: t('Move to the left'),
      icon: ArrowLeft,
      isDisabled: index === 0,
      onSelect: () => onColumns(moved(choices, index, index - 1)),
    },
    {
      label: t('Move to the right'),
      icon: ArrowRight,
      isDisabled: index === choices.length - 1,
      onSelect: () => onColumns(moved(choices, index, index + 1)),
    },
    {
      label: t('Hide the column'),
      icon: EyeOff,
      isDisabled: choices.length === 1,
      onSelect: () => onColumns(choices.filter((each) => each.key !== key)),
    },
  ]
  return (
    <div
      role="columnheader"
      aria-sort={isSortable ? (sorted ?? 'none') : undefined}
      className={cx(
        'group/head relative flex shrink-0 items-center bg-surface ps-3 font-medium text-ink-soft',
        index === 0 && 'sticky start-10 z-10 border-line border-e',
      )}
      style={{ width }}
    >
      {isSortable ? (
        <button
          type="button"
          onClick={() => onOrder?.(sorted === 'ascending' ? `-${key}` : key)}
          className="flex min-w-0 items-center gap-1 rounded hover:text-ink"
        >
          <span className="truncate">{title}</span>
          {sorted ? (
            <Arrow aria-hidden className="size-3.5 shrink-0 text-accent-text" />
          ) : (
            <ArrowDownUp
              aria-hidden
              className="size-3 shrink-0 opacity-0 group-focus-within/head:opacity-100 group-hover/head:opacity-100"
            />
          )}
        </button>
      ) : (
        <Hint text={whyNot(t, column)}>
          <span className="truncate">{title}</span>
        </Hint>
      )}
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            aria-label={t('Column {{name}}', { name: title })}
            className="ms-auto me-2 inline-flex size-6 shrink-0 items-center justify-center rounded opacity-0 hover:bg-sunken focus-visible:opacity-100 group-hover/head:opacity-100 data-[state=open]:opacity-100"
          >
            <ChevronDown aria-hidden className="size-4" />
          </button>
        }
        items={items}
      />
      <Edge
        title={title}
        width={width}
        onDrag={onDrag}
        onWidth={(next) => onColumns(choices.map((each) => (each.key === key ? { ...each, width: next } : each)))}
      />
    </div>
  )
}

const whyNot = (t: (sentence: string) => string, { attribute, isOfRecord }: Column): string =>
  attribute && !isOfRecord && !attribute.filterable
    ? t('Not sortable: the attribute is not marked as filterable')
    : t('Lists are not sorted by this')

interface EdgeProps {
  title: string
  width: number
  onDrag: (width: number | null) => void
  onWidth: (width: number) => void
}

const step = 20

/** The edge of a column: dragged, or moved with the arrow keys. The column follows at once and is remembered when it is let go. */
function Edge({ title, width, onDrag, onWidth }: EdgeProps) {
  const { t } = useTranslation()
  const grip = useRef({ from: 0, width: 0 })
  const within = (next: number): number => Math.round(Math.max(narrowest, Math.min(widest, next)))
  const widthAt = (event: PointerEvent): number => {
    const isRightToLeft = document.documentElement.dir === 'rtl'
    const by = event.clientX - grip.current.from
    return within(grip.current.width + (isRightToLeft ? -by : by))
  }
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('Width of {{name}}', { name: title })}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      className="absolute end-0 top-1.5 bottom-1.5 z-10 w-1.5 cursor-col-resize touch-none border-line border-e hover:border-accent hover:border-e-2 focus-visible:border-accent"
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { from: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(widthAt(event))
      }}
      onPointerUp={(event) => {
        onDrag(null)
        if (widthAt(event) !== grip.current.width) onWidth(widthAt(event))
      }}
      onPointerCancel={() => onDrag(null)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowRight' ? step : event.key === 'ArrowLeft' ? -step : 0
        if (by === 0) return
        event.preventDefault()
        onWidth(within(width + by))
      }}
    />
  )
}
