import type { Tx } from '../../database/database.ts'
import { BadInput, type Problem } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { ingestData } from '../attributes/ingest-data.ts'
import type { StateTask, TeamModel } from '../model/types.ts'
import { findAssignee, readTime } from '../processes/intent.ts'
import { mergedData } from '../processes/next-row.ts'
import { resolveReferences } from '../processes/references.ts'
import type { TaskRow } from './row.ts'
import type { TaskInput } from './types.ts'

/** The task with what the input says, read against its form. A task that is completed must have what its form requires. */
export async function fillTask(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  stateTask: StateTask,
  before: TaskRow,
  input: TaskInput,
  now: Date,
): Promise<TaskRow> {
  const problems: Problem[] = []
  const refuse = (problem: Problem): undefined => void problems.push(problem)
  const status = input.status ?? before.status
  const isCompletion = status === 'COMPLETED'
  const given = isCompletion ? { ...before.data, ...input.data } : input.data
  const data = ingestData(stateTask.attributes, given, model.context, { mode: isCompletion ? 'create' : 'update' })
  const assignedTo = findAssignee(model, input.assignedTo, 'assignedTo', refuse)
  const time = (name: 'startsAt' | 'endsAt' | 'dueBy') => {
    const read = readTime(model, input[name], name, refuse)
    return read === undefined ? before[name] : read
  }
  const [startsAt, endsAt, dueBy] = [time('startsAt'), time('endsAt'), time('dueBy')]
  await resolveReferences(tx, scope, model, [data])
  problems.push(...data.problems)
  if (problems.length > 0) throw new BadInput(problems)
  const changed = status !== before.status
  return {
    ...before,
    title: input.title ?? before.title,
    description: input.description ?? before.description,
    status,
    data: isCompletion ? data.values : mergedData(before.data, data),
    assignedTo: assignedTo === undefined ? before.assignedTo : assignedTo,
    startsAt,
    endsAt,
    dueBy,
    startedAt: before.startedAt ?? (isCompletion ? now : null),
    completedAt: !changed ? before.completedAt : isCompletion ? now : null,
    cancelledAt: !changed ? before.cancelledAt : status === 'CANCELLED' ? now : null,
  }
}
