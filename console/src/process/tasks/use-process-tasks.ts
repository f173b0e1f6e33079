import type { Process, StateTask, Task } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import { callOf } from '../../api/query.ts'
import { useTeamModel } from '../../model/team-model.ts'

interface ProcessTasks {
  open: readonly Task[]
  /** completed or cancelled, the newest first */
  ended: readonly Task[]
  /** what can be done in the state where the process is */
  possible: readonly StateTask[]
  isPending: boolean
  error: unknown
  retry: () => void
}

export function useProcessTasks(process: Process): ProcessTasks {
  const model = useTeamModel()
  const { data, isPending, error, refetch } = useQuery(
    callOf('GET /v1/ext/p/{procedure}/{process}/task', {
      path: { procedure: process.procedureShortId, process: process.id },
    }),
  )
  const tasks = data?.data ?? []
  const dueFirst = (a: Task, b: Task): number =>
    (a.dueBy ?? Number.POSITIVE_INFINITY) - (b.dueBy ?? Number.POSITIVE_INFINITY) || a.createdAt - b.createdAt
  return {
    open: tasks.filter(({ status }) => status === 'OPEN').toSorted(dueFirst),
    ended: tasks
      .filter(({ status }) => status !== 'OPEN')
      .toSorted((a, b) => (b.completedAt ?? b.cancelledAt ?? 0) - (a.completedAt ?? a.cancelledAt ?? 0)),
    possible: model
      .stateTasksOf(process.procedure)
      .filter(({ states }) => states === null || states.includes(process.stateShortId)),
    isPending,
    error,
    retry: () => void refetch(),
  }
}
