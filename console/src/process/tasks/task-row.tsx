import type { Process, Task } from '@nadi/sdk'
import { Check, ChevronDown, ChevronRight, Circle, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { cx } from '../../ui/class-names.ts'
import { useNow } from '../../ui/now.ts'
import { Time } from '../../ui/time.tsx'
import { isAbsent } from '../../values/value-type.ts'
import { TaskForm } from './task-form.tsx'
import { useSaveTask } from './use-save-task.ts'

interface TaskRowProps {
  process: Process
  task: Task
  isReadOnly: boolean
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onDone?: (saved: Task) => void
}

/** An open task: its circle completes it, at once where nothing more must be filled in, else its form opens. */
export function TaskRow({ process, task, isReadOnly, isOpen, onOpenChange, onDone }: TaskRowProps) {
  const { t } = useTranslation()
  const model = useTeamModel()
  const now = useNow()
  const stateTask = model.stateTasksOf(task.procedure).find(({ id }) => id === task.stateTask)
  if (!stateTask) return null
  const assignee = model.user(task.assignedTo)
  const isLate = task.dueBy !== null && task.dueBy < now
  const isFilled = model
    .attributesOf(stateTask.id)
    .every(({ shortId, required, default: value }) => !required || value !== null || !isAbsent(task.data[shortId]))
  const done = (saved: Task): void => {
    onOpenChange(false)
    onDone?.(saved)
  }
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <li className="rounded-lg border border-line bg-surface">
      <div className="flex items-center gap-1 px-2 py-1">
        {isFilled && !isReadOnly ? (
          <CompleteAtOnce {...{ process, task, stateTask }} onDone={done} />
        ) : (
          <button
            type="button"
            disabled={isReadOnly}
            aria-label={t('Complete {{task}}', { task: task.title })}
            onClick={() => onOpenChange(true)}
            className="pressable inline-flex size-7 shrink-0 items-center justify-center rounded-full text-ink-soft hover:text-accent-text"
          >
            <Circle aria-hidden className="size-4.5" />
          </button>
        )}
        <button
          type="button"
          aria-expanded={isOpen}
          disabled={isReadOnly}
          onClick={() => onOpenChange(!isOpen)}
          className="pressable flex min-w-0 flex-1 items-center gap-2 py-1 text-start"
        >
          <span className="min-w-0 flex-1 truncate font-medium">{task.title}</span>
          {task.dueBy !== null && (
            <span className={cx('shrink-0 text-[12.5px]', isLate ? 'text-danger' : 'text-ink-soft')}>
              <Time at={task.dueBy} />
            </span>
          )}
          {assignee && <Avatar name={assignee.displayName} size="sm" />}
          <Chevron aria-hidden className="size-4 shrink-0 text-ink-soft rtl:rotate-180" />
        </button>
      </div>
      {isOpen && (
        <div className="border-line border-t p-4">
          <TaskForm
            process={process}
            stateTask={stateTask}
            task={task}
            onDone={done}
            onCancel={() => onOpenChange(false)}
          />
        </div>
      )}
    </li>
  )
}

function CompleteAtOnce({
  onDone,
  ...saved
}: Parameters<typeof useSaveTask>[0] & { task: Task; onDone: (saved: Task) => void }) {
  const { t } = useTranslation()
  const complete = useSaveTask(saved, onDone)
  const Icon = complete.isPending ? LoaderCircle : Circle
  return (
    <button
      type="button"
      disabled={complete.isPending}
      aria-label={t('Complete {{task}}', { task: saved.task.title })}
      onClick={() => complete.mutate({ status: 'COMPLETED' })}
      className="pressable group/circle inline-flex size-7 shrink-0 items-center justify-center rounded-full text-ink-soft hover:text-accent-text"
    >
      <Icon aria-hidden className={cx('size-4.5', complete.isPending ? 'animate-spin' : 'group-hover/circle:hidden')} />
      {!complete.isPending && <Check aria-hidden className="hidden size-4.5 group-hover/circle:block" />}
    </button>
  )
}
