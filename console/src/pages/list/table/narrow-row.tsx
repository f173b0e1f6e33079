import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../../model/team-model.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { cx } from '../../../ui/class-names.ts'
import { Time } from '../../../ui/time.tsx'
import { identifierOf } from '../../../values/identifier.ts'
import { ProcessLink } from '../process-link.tsx'
import { StateCell } from './cell.tsx'
import type { RowProps } from './row.tsx'

export const narrowRowHeight = 68

/** A row on a phone: two lines in place of columns. */
export function NarrowRow({ process, procedure, index, top, isChosen, choose }: RowProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const { title, note } = identifierOf(process, procedure)
  const assignee = model.user(process.assignedTo)?.displayName
  return (
    <div
      id={`row-${process.id}`}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isChosen}
      className={cx('absolute start-0 flex w-full items-center border-line border-b', isChosen && 'bg-accent-soft')}
      style={{ height: narrowRowHeight, transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className="flex h-full shrink-0 items-center px-4">
        <Checkbox
          aria-label={t('Choose {{name}}', { name: title })}
          checked={isChosen}
          onChange={() => {}}
          onClick={(event) => choose(index, event.shiftKey)}
        />
      </div>
      <div role="gridcell" className="h-full min-w-0 flex-1">
        <ProcessLink process={process} procedure={procedure} className="flex h-full flex-col justify-center gap-1 pe-4">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
            <span className="shrink-0 text-[12px] text-ink-soft">
              <Time at={process.createdAt} />
            </span>
          </span>
          <span className="flex items-center gap-2 text-[12.5px] text-ink-soft">
            <StateCell process={process} procedure={procedure} />
            <span className="min-w-0 flex-1 truncate">{note}</span>
            {assignee && <Avatar name={assignee} size="sm" />}
          </span>
        </ProcessLink>
      </div>
    </div>
  )
}
