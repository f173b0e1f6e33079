import type { NewEvent } from '../../events/record.ts'
import type { Status, TeamModel } from '../model/types.ts'
import type { TaskRow } from './row.ts'

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

/** How a task that was imported came to be, where nobody told. */
export const taskEvent = (model: TeamModel, row: TaskRow): NewEvent => ({
  kind: kindOf(undefined, row.status, true),
  subjectId: row.processId,
  procedureId: row.procedureId,
  before: null,
  after: toldTask(model, row),
  at: row.completedAt ?? row.cancelledAt ?? row.createdAt,
  userId: row.createdBy,
})
