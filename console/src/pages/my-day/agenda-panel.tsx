import type { AgendaItem } from '@nadi/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../model/team-model.ts'
import { TaskForm } from '../../process/tasks/task-form.tsx'
import { Button } from '../../ui/button.tsx'
import { dropFromAgenda, keyOf } from './use-agenda.ts'
import { useReschedule } from './use-reschedule.ts'

interface AgendaPanelProps {
  item: AgendaItem
  onDone: () => void
  onClose: () => void
}

/** Where a thing gets done, without leaving the list: the form of the task, or of whichever task fits the next action. */
export function AgendaPanel({ item, onDone, onClose }: AgendaPanelProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const model = useTeamModel()
  const { task, process } = item
  const [begun, setBegun] = useState<string | null>(null)
  const clear = useReschedule(item)
  const stateTasks = model.stateTasksOf(process.procedure)
  const stateTask = stateTasks.find(({ id }) => id === (task?.stateTask ?? begun))
  if (stateTask) {
    return (
      <TaskForm
        process={process}
        stateTask={stateTask}
        task={task}
        onDone={(saved) => {
          if (task && (saved.status !== 'OPEN' || saved.dueBy !== task.dueBy)) dropFromAgenda(client, keyOf(item))
          if (!task) setBegun(null)
          else onDone()
        }}
        onCancel={task ? onClose : () => setBegun(null)}
      />
    )
  }
  const possible = stateTasks.filter(({ states }) => states === null || states.includes(process.stateShortId))
  return (
    <div className="flex flex-wrap items-center gap-2">
      {possible.map(({ id, name }) => (
        <Button key={id} onClick={() => setBegun(id)}>
          {name}
        </Button>
      ))}
      <Button
        look="primary"
        icon={Check}
        isBusy={clear.isPending}
        onClick={() => {
          onDone()
          clear.mutate(null)
        }}
      >
        {t('Nothing more to do')}
      </Button>
    </div>
  )
}
