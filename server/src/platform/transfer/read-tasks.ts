import type { Problem } from '../../errors.ts'
import { type IngestedData, ingestData } from '../attributes/ingest-data.ts'
import { nearest } from '../attributes/nearest.ts'
import type { Procedure, StateTask, TeamModel } from '../model/types.ts'
import { readTime } from '../processes/intent.ts'
import type { ProcessRow } from '../processes/row.ts'
import type { TaskRow } from '../tasks/row.ts'
import { authorNamed } from './author.ts'
import type { ImportedTask } from './types.ts'

/** A task as given; its data may still hold references to be resolved. */
export interface GivenTask {
  stateTask: StateTask
  data: IngestedData
  row: Omit<TaskRow, 'processId' | 'podId' | 'data'>
}

export function readTasks(
  model: TeamModel,
  procedure: Procedure,
  tasks: readonly ImportedTask[],
  newId: () => string,
  problems: Problem[],
): GivenTask[] {
  return tasks.flatMap((task, index) => readTask(model, procedure, task, `tasks.${index}`, newId, problems) ?? [])
}

function readTask(
  model: TeamModel,
  procedure: Procedure,
  task: ImportedTask,
  path: string,
  newId: () => string,
  problems: Problem[],
): GivenTask | undefined {
  const stateTask = procedure.stateTaskByShortId.get(task.stateTask)
  if (!stateTask) {
    const known = [...procedure.stateTaskByShortId.keys()]
    const near = nearest(task.stateTask, known)
    problems.push({
      code: 'unknown_state_task',
      message: `There is no state task "${task.stateTask}" in ${procedure.shortId}${near ? `; did you mean "${near}"?` : '.'}`,
      path: `${path}.stateTask`,
      hint: `Its state tasks are ${known.join(', ') || 'none yet'}.`,
    })
    return undefined
  }
  const time = (name: keyof ImportedTask & (`${string}At` | 'at' | 'dueBy')): Date | null =>
    readTime(model, task[name], `${path}.${name}`, (problem) => void problems.push(problem)) ?? null
  const status = task.status ?? 'OPEN'
  const data = ingestData(stateTask.attributes, task.data, model.context, {
    mode: status === 'COMPLETED' ? 'create' : 'update',
    path: `${path}.data`,
  })
  const ended = time('completedAt') ?? time('cancelledAt') ?? time('updatedAt')
  const createdAt = time('createdAt') ?? time('at') ?? ended ?? new Date()
  const endedAt = ended ?? time('at') ?? createdAt
  const createdBy = authorNamed(model, task.createdBy, `${path}.createdBy`, problems) ?? null
  return {
    stateTask,
    data,
    row: {
      id: task.id?.toLowerCase() ?? newId(),
      procedureId: procedure.id,
      stateTaskId: stateTask.id,
      title: task.title ?? stateTask.name,
      description: task.description ?? stateTask.description,
      sortOrder: stateTask.sortOrder,
      status,
      createdBy,
      assignedTo: authorNamed(model, task.assignedTo, `${path}.assignedTo`, problems) ?? null,
      parentTaskId: null,
      startsAt: time('startsAt'),
      endsAt: time('endsAt'),
      dueBy: time('dueBy'),
      startedAt: time('startedAt') ?? (status === 'COMPLETED' ? createdAt : null),
      completedAt: status === 'COMPLETED' ? endedAt : null,
      cancelledAt: status === 'CANCELLED' ? endedAt : null,
      version: 1,
      createdAt,
      updatedAt: time('updatedAt') ?? (status === 'OPEN' ? createdAt : endedAt),
    },
  }
}

export const taskOf = ({ row, data }: GivenTask, process: ProcessRow): TaskRow => ({
  ...row,
  processId: process.id,
  podId: process.podId,
  data: data.values,
})
