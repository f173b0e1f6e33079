import type { Process } from '@nadi/sdk'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { EndedTasks } from './ended-tasks.tsx'
import { TaskForm } from './task-form.tsx'
import { TaskRow } from './task-row.tsx'
import type { TasksAtHand } from './use-tasks-at-hand.ts'

interface ProcessTasksProps {
  process: Process
  isReadOnly: boolean
  tasks: TasksAtHand
}

/** What is to be done for a process: open tasks with their forms, those that can be begun here, and what was done. */
export function ProcessTasks({ process, isReadOnly, tasks }: ProcessTasksProps) {
  const { t } = useTranslation()
  const { open, ended, possible, started, openTask } = tasks
  return (
    <section aria-labelledby={`tasks-${process.id}`} className="flex flex-col gap-2">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <h2 id={`tasks-${process.id}`} className="font-semibold">
          {t('Tasks')}
        </h2>
        {!isReadOnly && possible.length > 0 && (
          <Menu
            isOpen={tasks.isMenuOpen}
            onOpenChange={tasks.setMenuOpen}
            trigger={
              <Button size="sm" icon={Plus}>
                {t('New task')}
              </Button>
            }
            items={possible.map(({ id, name }) => ({ label: name, onSelect: () => tasks.start(id) }))}
          />
        )}
      </div>
      {tasks.error !== null && <ErrorState error={tasks.error} retry={tasks.retry} />}
      {tasks.isPending && <Skeleton className="h-10" />}
      {started && (
        <div className="rounded-lg border border-accent/50 bg-surface p-4">
          <h3 className="mb-3 font-medium">{started.name}</h3>
          <TaskForm
            key={started.id}
            process={process}
            stateTask={started}
            task={null}
            onDone={() => tasks.start(null)}
            onCancel={() => tasks.start(null)}
          />
        </div>
      )}
      {open.length > 0 && (
        <ul className="flex flex-col gap-2">
          {open.map((task) => (
            <TaskRow
              key={task.id}
              process={process}
              task={task}
              isReadOnly={isReadOnly}
              isOpen={openTask === task.id}
              onOpenChange={(isOpen) => tasks.setOpenTask(isOpen ? task.id : null)}
            />
          ))}
        </ul>
      )}
      {open.length === 0 && !started && !tasks.isPending && tasks.error === null && (
        <p className="text-[13px] text-ink-soft">{t('No open tasks.')}</p>
      )}
      {ended.length > 0 && <EndedTasks tasks={ended} />}
    </section>
  )
}
