import { useDraggable } from '@dnd-kit/core'
import type { Procedure, Process } from '@nadi/sdk'
import { GripVertical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../../model/team-model.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { cx } from '../../../ui/class-names.ts'
import { Time } from '../../../ui/time.tsx'
import { identifierOf } from '../../../values/identifier.ts'
import type { Column } from '../columns.ts'
import { ProcessLink } from '../process-link.tsx'
import { Cell, valueIn } from '../table/cell.tsx'

interface CardProps {
  process: Process
  procedure: Procedure
  /** beside who it is: a few of the list's columns */
  columns?: readonly Column[]
  isMovable: boolean
}

/** A process on the board: dragged anywhere by the pointer, by its handle with the keyboard. */
export function Card({ process, procedure, columns, isMovable }: CardProps) {
  const { t } = useTranslation()
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({
    id: process.id,
    data: { process },
    disabled: !isMovable,
  })
  const { onKeyDown, ...byPointer } = listeners ?? {}
  return (
    <div ref={setNodeRef} {...byPointer} className={cx('h-full', isDragging && 'opacity-40')}>
      <CardFace process={process} procedure={procedure} {...(columns && { columns })}>
        {isMovable && (
          <button
            type="button"
            ref={setActivatorNodeRef}
            {...attributes}
            {...(onKeyDown && { onKeyDown: onKeyDown as (event: React.KeyboardEvent) => void })}
            aria-label={t('Move {{name}}', { name: identifierOf(process, procedure).title })}
            className="-me-1.5 inline-flex size-6 shrink-0 cursor-grab items-center justify-center rounded text-ink-soft hover:bg-sunken"
          >
            <GripVertical aria-hidden className="size-4" />
          </button>
        )}
      </CardFace>
    </div>
  )
}

interface CardFaceProps extends Pick<CardProps, 'process' | 'procedure' | 'columns'> {
  /** under the pointer */
  isLifted?: boolean
  /** beside the title */
  children?: React.ReactNode
}

export function CardFace({ process, procedure, columns = [], isLifted, children }: CardFaceProps) {
  const model = useTeamModel()
  const { title, note } = identifierOf(process, procedure)
  const assignee = model.user(process.assignedTo)?.displayName
  return (
    <article
      aria-label={title}
      className={cx(
        'flex h-full flex-col gap-1 rounded-lg border border-line bg-surface px-3 py-2',
        isLifted ? 'rotate-1 cursor-grabbing shadow-xl' : 'hover:border-line-strong',
      )}
    >
      <div className="flex items-center gap-1">
        <ProcessLink
          process={process}
          procedure={procedure}
          draggable={false}
          className="min-w-0 flex-1 truncate font-medium hover:underline"
        >
          {title}
        </ProcessLink>
        {children}
      </div>
      <p className="flex min-w-0 gap-2 truncate text-[12.5px] text-ink-soft">
        {columns
          .filter((column) => isThere(valueIn(column, process)))
          .slice(0, 2)
          .map((column) => (
            <span key={column.key} className="truncate">
              <Cell column={column} process={process} procedure={procedure} />
            </span>
          ))}
      </p>
      <div className="mt-auto flex items-center gap-2 text-[12px] text-ink-soft">
        <span className="truncate">{note}</span>
        <span className="ms-auto shrink-0">
          <Time at={process.createdAt} />
        </span>
        {assignee && <Avatar name={assignee} size="sm" />}
      </div>
    </article>
  )
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== ''
