import type { Status, TeamModel } from '../model/types.ts'
import type { TaskRow } from './store.ts'

export const kindOf = (before: Status | undefined, after: Status, isNew: boolean): string => {
  if (before !== after && after === 'COMPLETED') return 'task.completed'
  if (before !== after && after === 'CANCELLED') return 'task.cancelled'
  return isNew ? 'task.created' : 'task.updated'
}

/** History tells a task in the words of its model. Its events stand under its process. */
export const toldTask = (model: TeamModel, row: TaskRow) => ({
  task: row.id,
  stateTask: model.stateTasks.get(row.stateTaskId)?.shortId ?? row.stateTaskId,
  status: row.status,
  assignedTo: row.assignedTo,
  dueBy: row.dueBy?.getTime() ?? null,
  data: row.data,
})
