import type { Procedure, Process } from '@nadi/sdk'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { cx } from '../../../ui/class-names.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { identifierOf } from '../../../values/identifier.ts'
import type { Column } from '../columns.ts'
import { ProcessLink } from '../process-link.tsx'
import { Cell, valueIn } from './cell.tsx'
import { boxWidth, type ShownColumn } from './shown-column.ts'

export const rowHeight = 40

export interface RowProps {
  process: Process
  procedure: Procedure
  index: number
  /** pixels from the first row */
  top: number
  isActive: boolean
  isChosen: boolean
  choose: (index: number, isRange: boolean) => void
}

interface WideRowProps extends RowProps {
  columns: readonly ShownColumn[]
}

/** The columns are made anew each time the table is drawn; they are the same where they say the same. */
const isSame = (before: WideRowProps, after: WideRowProps): boolean =>
  before.process === after.process &&
  before.procedure === after.procedure &&
  before.index === after.index &&
  before.top === after.top &&
  before.isActive === after.isActive &&
  before.isChosen === after.isChosen &&
  before.columns.length === after.columns.length &&
  before.columns.every(({ column, width }, at) => {
    const next = after.columns[at]
    return next?.column.key === column.key && next.width === width
  })

export const Row = memo(function Row(props: WideRowProps) {
  const { process, procedure, index, top, isActive, isChosen, choose, columns } = props
  const { t } = useTranslation()
  // what only the pointer needs is drawn where the pointer is
  const [isPointedAt, setPointedAt] = useState(false)
  const { title } = identifierOf(process, procedure)
  const ground = isChosen ? 'bg-accent-soft' : 'bg-surface group-hover/row:bg-sunken'
  return (
    <div
      id={`row-${process.id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
      className="group/row absolute start-0 flex w-full"
      style={{ height: rowHeight, transform: `translateY(${top}px)` }}
    >
      <div
        role="gridcell"
        className={cx(
          'sticky start-0 z-10 flex shrink-0 items-center justify-center border-line border-b',
          ground,
          isActive && 'group-focus/grid:shadow-[inset_3px_0_0_var(--accent)]',
        )}
        style={{ width: boxWidth }}
      >
        <Checkbox
          aria-label={t('Choose {{name}}', { name: title })}
          tabIndex={-1}
          checked={isChosen}
          onChange={() => {}}
          onClick={(event) => choose(index, event.shiftKey)}
        />
      </div>
      {columns.map(({ column, width }, at) => {
        const isFirst = at === 0
        const isNumber = column.attribute?.type === 'number' || column.attribute?.type === 'integer'
        const copied = isPointedAt || isActive ? copiedOf(column, process, procedure) : undefined
        return (
          <div
            key={column.key}
            role={isFirst ? 'rowheader' : 'gridcell'}
            className={cx(
              'flex shrink-0 items-center overflow-hidden whitespace-nowrap border-line border-b px-3',
              ground,
              isFirst ? 'sticky start-10 z-10 border-e font-medium' : 'relative',
              isNumber && 'tabular-nums',
            )}
            style={{ width }}
          >
            {isFirst ? (
              <ProcessLink
                process={process}
                procedure={procedure}
                tabIndex={-1}
                className="min-w-0 truncate hover:underline"
              >
                {column.key === procedure.primaryIdentifier || column.key === procedure.primaryKey ? (
                  title
                ) : (
                  <Cell column={column} process={process} procedure={procedure} />
                )}
              </ProcessLink>
            ) : (
              <span className="min-w-0 truncate">
                <Cell column={column} process={process} procedure={procedure} />
              </span>
            )}
            {copied !== undefined && <CopyButton value={copied} className="absolute end-1 bg-sunken" />}
          </div>
        )
      })}
      <div aria-hidden className={cx('min-w-0 flex-1 border-line border-b', ground)} />
    </div>
  )
}, isSame)

/** Keys and ids are copied. */
function copiedOf(column: Column, process: Process, procedure: Procedure): string | undefined {
  if (column.key === 'id') return process.id
  const value = column.key === procedure.primaryKey ? valueIn(column, process) : undefined
  return value === undefined || value === null ? undefined : String(value)
}
