import type { Scope } from '../../scope.ts'
import type { TeamModel } from '../model/types.ts'
import { known } from '../processes/present.ts'
import type { TaskRow } from './row.ts'
import type { Task } from './types.ts'

const epoch = (time: Date | null): number | null => time?.getTime() ?? null

export function presentTask(scope: Scope, model: TeamModel, row: TaskRow): Task {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    order: row.sortOrder,
    status: row.status,
    team: scope.teamId,
    stateTask: row.stateTaskId,
    stateTaskShortId: model.stateTasks.get(row.stateTaskId)?.shortId ?? '',
    taskType: 'STATE_TASK',
    createdBy: row.createdBy,
    assignedTo: row.assignedTo,
    assignedToUsername: (row.assignedTo && model.users.get(row.assignedTo)?.username) ?? null,
    belongsTo: row.podId,
    startsAt: epoch(row.startsAt),
    endsAt: epoch(row.endsAt),
    dueBy: epoch(row.dueBy),
    startedAt: epoch(row.startedAt),
    completedAt: epoch(row.completedAt),
    cancelledAt: epoch(row.cancelledAt),
    procedure: row.procedureId,
    process: row.processId,
    task: row.parentTaskId,
    data: known(model.stateTasks.get(row.stateTaskId)?.attributes, row.data),
    version: row.version,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  }
}
