import type { AttributeSet } from '../attributes/attribute-set.ts'
import { lookupsIn } from '../attributes/references.ts'
import type { StoredValue } from '../attributes/types.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import type { Data, ProcessRow, ToldChange } from '../processes/row.ts'
import type { TaskRow } from '../tasks/row.ts'

/**
 * A process as another team with the same model can import it: users, pods and states by their names, which are the same there, processes and
 * records by their ids, which are kept.
 */
export function writeRow(
  model: TeamModel,
  procedure: Procedure,
  { row, history, tasks }: { row: ProcessRow; history: readonly ToldChange[]; tasks: readonly TaskRow[] },
): object {
  return {
    procedureShortId: procedure.shortId,
    id: row.id,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    createdBy: usernameOf(model, row.createdBy),
    state: procedure.stateById.get(row.stateId)?.shortId,
    status: row.status,
    assignedTo: usernameOf(model, row.assignedTo),
    belongsTo: podNameOf(model, row.podId),
    nextActionAt: row.nextActionAt?.getTime() ?? null,
    data: named(model, procedure.attributes, row.data),
    ...(row.record &&
      procedure.entity && {
        record: { id: row.record.id, data: named(model, procedure.entity.attributes, row.record.data) },
      }),
    history: history.map((change) => ({
      at: change.at.getTime(),
      by: usernameOf(model, change.userId),
      kind: change.kind,
      from: withNames(model, change.before),
      to: withNames(model, change.after),
    })),
    tasks: tasks.map((task) => writeTask(model, task)),
  }
}

const epoch = (time: Date | null): number | null => time?.getTime() ?? null

const writeTask = (model: TeamModel, task: TaskRow): object => ({
  id: task.id,
  stateTask: model.stateTasks.get(task.stateTaskId)?.shortId,
  status: task.status,
  title: task.title,
  description: task.description,
  data: named(model, model.stateTasks.get(task.stateTaskId)?.attributes, task.data),
  createdBy: usernameOf(model, task.createdBy),
  assignedTo: usernameOf(model, task.assignedTo),
  createdAt: task.createdAt.getTime(),
  updatedAt: task.updatedAt.getTime(),
  startsAt: epoch(task.startsAt),
  endsAt: epoch(task.endsAt),
  dueBy: epoch(task.dueBy),
  startedAt: epoch(task.startedAt),
  completedAt: epoch(task.completedAt),
  cancelledAt: epoch(task.cancelledAt),
})

/** null also for a user who was deleted: nobody elsewhere has that name. */
const usernameOf = (model: TeamModel, userId: string | null): string | null =>
  (userId && model.users.get(userId)?.username) ?? null

const podNameOf = (model: TeamModel, podId: string | null): string | null =>
  (podId && model.pods.get(podId)?.name) ?? null

function withNames(model: TeamModel, fields: ToldChange['before']): ToldChange['before'] {
  if (!fields) return fields
  const { assignedTo, belongsTo } = fields
  return {
    ...fields,
    ...(typeof assignedTo === 'string' && { assignedTo: usernameOf(model, assignedTo) }),
    ...(typeof belongsTo === 'string' && { belongsTo: podNameOf(model, belongsTo) }),
  }
}

/** Without what a formula derives, and what the model no longer knows. */
function named(model: TeamModel, attributes: AttributeSet | undefined, data: Data): Data {
  const values: Data = {}
  for (const attribute of attributes?.attributes ?? []) {
    const value = data[attribute.shortId]
    if (value === undefined || attribute.formula !== null) continue
    const names = new Map<string, string>()
    for (const { kind, value: id } of lookupsIn(attribute, value, '') ?? []) {
      const name = kind === 'user' ? usernameOf(model, id) : kind === 'state' ? stateNamed(model, id) : null
      if (name) names.set(id, name)
    }
    values[attribute.shortId] = names.size > 0 ? renamed(value, names) : value
  }
  return values
}

const renamed = (value: StoredValue, names: ReadonlyMap<string, string>): StoredValue =>
  Array.isArray(value)
    ? (value.map((each) => renamed(each as StoredValue, names)) as StoredValue)
    : (names.get(String(value)) ?? value)

function stateNamed(model: TeamModel, stateId: string): string | null {
  for (const procedure of model.procedures.values()) {
    const state = procedure.stateById.get(stateId)
    if (state) return state.shortId
  }
  return null
}
