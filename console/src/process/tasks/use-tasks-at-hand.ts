import type { Process, StateTask, Task } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'

/** The tasks of a process, and which of their forms are open. */
export interface TasksAtHand {
  open: readonly Task[]
  /** completed or cancelled, the newest first */
  ended: readonly Task[]
  /** what can be done in the state where the process is */
  possible: readonly StateTask[]
  isPending: boolean
  error: unknown
  retry: () => void
  /** of which a new one is being filled in */
  started: StateTask | undefined
  start: (stateTaskId: string | null) => void
  /** id of the open task whose form is shown */
  openTask: string | null
  setOpenTask: (taskId: string | null) => void
  /** the choice of what to begin */
  isMenuOpen: boolean
  setMenuOpen: (isOpen: boolean) => void
}

export function useTasksAtHand(process: Process): TasksAtHand {
  const model = useTeamModel()
  const [openTask, setOpenTask] = useState<string | null>(null)
  const [startedId, start] = useState<string | null>(null)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const { data, isPending, error, refetch } = useQuery(
    callOf('GET /v1/ext/p/{procedure}/{process}/task', {
      path: { procedure: process.procedureShortId, process: process.id },
    }),
  )
  const tasks = data?.data ?? []
  const possible = model
    .stateTasksOf(process.procedure)
    .filter(({ states }) => states === null || states.includes(process.stateShortId))
  return {
    open: tasks.filter(({ status }) => status === 'OPEN').toSorted(dueFirst),
    ended: tasks
      .filter(({ status }) => status !== 'OPEN')
      .toSorted((a, b) => (b.completedAt ?? b.cancelledAt ?? 0) - (a.completedAt ?? a.cancelledAt ?? 0)),
    possible,
    isPending,
    error,
    retry: () => void refetch(),
    started: possible.find(({ id }) => id === startedId),
    start,
    openTask,
    setOpenTask,
    isMenuOpen,
    setMenuOpen,
  }
}

const dueFirst = (a: Task, b: Task): number =>
  (a.dueBy ?? Number.MAX_SAFE_INTEGER) - (b.dueBy ?? Number.MAX_SAFE_INTEGER) || a.createdAt - b.createdAt
