import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import { Columns3, GripVertical } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Input } from '../../ui/input.tsx'
import { Popover } from '../../ui/popover.tsx'
import type { Column, ColumnChoice } from './columns.ts'
import { moved } from './table/moved.ts'

interface ColumnChooserProps {
  allColumns: ReadonlyMap<string, Column>
  choices: readonly ColumnChoice[]
  onChange: (choices: readonly ColumnChoice[]) => void
}

/** Which columns are shown, and in which order. */
export function ColumnChooser({ allColumns, choices, onChange }: ColumnChooserProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const sensors = useSensors(
    useSensor(PointerSensor),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const shown = choices.flatMap(({ key }) => allColumns.get(key) ?? [])
  const isFound = ({ title, key }: Column): boolean =>
    `${title} ${key}`.toLowerCase().includes(text.trim().toLowerCase())
  const rest = [...allColumns.values()].filter((column) => !shown.includes(column) && isFound(column))
  const drop = ({ active, over }: DragEndEvent): void => {
    const [from, to] = [active.id, over?.id].map((id) => choices.findIndex(({ key }) => key === id))
    if (from !== undefined && to !== undefined && from >= 0 && to >= 0 && from !== to)
      onChange(moved(choices, from, to))
  }
  const hide = (key: string): void => onChange(choices.filter((each) => each.key !== key))
  return (
    <Popover
      label={t('Columns')}
      align="end"
      trigger={
        <Button size="sm" icon={Columns3}>
          {t('Columns')}
        </Button>
      }
    >
      <div className="flex w-64 flex-col gap-1">
        <h3 className="font-medium text-[12.5px] text-ink-soft">{t('Shown')}</h3>
        <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
          <SortableContext items={choices.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
            <ul>
              {shown.map((column) => (
                <ShownColumn
                  key={column.key}
                  column={column}
                  isOnly={shown.length === 1}
                  onHide={() => hide(column.key)}
                />
              ))}
            </ul>
          </SortableContext>
        </DndContext>
        <h3 className="mt-2 font-medium text-[12.5px] text-ink-soft">{t('Not shown')}</h3>
        <Input
          aria-label={t('Find a column')}
          placeholder={t('Find a column')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ul className="max-h-60 overflow-y-auto py-1">
          {rest.map((column) => (
            <li key={column.key} className="px-1 py-1">
              <Checkbox
                checked={false}
                onChange={() => onChange([...choices, { key: column.key, width: column.width }])}
              >
                {column.title}
              </Checkbox>
            </li>
          ))}
        </ul>
      </div>
    </Popover>
  )
}

function ShownColumn({ column, isOnly, onHide }: { column: Column; isOnly: boolean; onHide: () => void }) {
  const { t } = useTranslation()
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition } = useSortable({
    id: column.key,
  })
  return (
    <li
      ref={setNodeRef}
      className="flex items-center gap-1 rounded-md bg-raised px-1 py-1"
      style={{ transition, ...(transform && { transform: `translateY(${transform.y}px)` }) }}
    >
      <div className="min-w-0 flex-1">
        <Checkbox checked disabled={isOnly} onChange={onHide}>
          {column.title}
        </Checkbox>
      </div>
      <button
        type="button"
        ref={setActivatorNodeRef}
        {...attributes}
        {...listeners}
        aria-label={t('Move {{name}}', { name: column.title })}
        className="inline-flex size-6 shrink-0 cursor-grab touch-none items-center justify-center rounded text-ink-soft hover:bg-sunken"
      >
        <GripVertical aria-hidden className="size-4" />
      </button>
    </li>
  )
}
