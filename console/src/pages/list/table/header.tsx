import type { Process } from '@nadi/sdk'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../../ui/checkbox.tsx'
import type { ColumnChoice } from '../columns.ts'
import type { Selection } from '../use-selection.ts'
import { HeaderCell } from './header-cell.tsx'
import { boxWidth, type ShownColumn } from './shown-column.ts'

interface HeaderProps {
  rows: readonly Process[]
  selection: Selection
  shown: readonly ShownColumn[]
  width: number
  choices: readonly ColumnChoice[]
  onColumns: (choices: readonly ColumnChoice[]) => void
  onDrag: (dragged: ColumnChoice | null) => void
  order: string
  onOrder: (order: string) => void
}

/** The heads of the columns, which stay in sight. */
export function Header({ rows, selection, shown, width, onDrag, ...rest }: HeaderProps) {
  const { t } = useTranslation()
  const isAll = rows.length > 0 && rows.every(({ id }) => selection.has(id))
  return (
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
            onDrag={(next) => onDrag(next === null ? null : { key: column.key, width: next })}
            {...rest}
          />
        ))}
      </div>
    </div>
  )
}
