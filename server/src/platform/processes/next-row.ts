import type { Problem } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { AttributeSet } from '../attributes/attribute-set.ts'
import { derive } from '../attributes/formulas.ts'
import type { StoredValue } from '../attributes/types.ts'
import type { Procedure, State, Status, TeamModel } from '../model/types.ts'
import type { Intent } from './intent.ts'
import type { Data, ProcessRow, RecordRow } from './row.ts'

/** A new process as an intent asks for it, with defaults for what it leaves out. */
export function newRow(
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  intent: Intent,
  made: { id: string; recordId: string; at: Date },
): ProcessRow {
  const { state, status } = initialState(procedure, intent)
  const data = intent.data.values
  const assignedTo = intent.assignedTo ?? null
  return {
    id: made.id,
    procedureId: procedure.id,
    stateId: state.id,
    status,
    assignedTo,
    podId: intent.podId !== undefined ? intent.podId : podOf(model, assignedTo),
    data,
    derivedData: derivedOf(model, procedure.attributes, data),
    nextActionAt: intent.nextActionAt ?? null,
    createdBy: scope.userId,
    version: 1,
    createdAt: made.at,
    updatedAt: made.at,
    deletedAt: null,
    record:
      procedure.entity && intent.recordData ? newRecord(scope, model, procedure, intent.recordData.values, made) : null,
  }
}

function newRecord(
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  data: Data,
  made: { recordId: string; at: Date },
): RecordRow | null {
  if (!procedure.entity) return null
  return {
    id: made.recordId,
    entityId: procedure.entity.id,
    data,
    derivedData: derivedOf(model, procedure.entity.attributes, data),
    createdBy: scope.userId,
    createdAt: made.at,
    updatedAt: made.at,
    deletedAt: null,
  }
}

/** What a process becomes when an intent is applied to it. */
export function changedRow(
  model: TeamModel,
  procedure: Procedure,
  row: ProcessRow,
  intent: Intent,
  at: Date,
): { row: ProcessRow; problems: Problem[] } {
  const problems: Problem[] = []
  const { state, status } = nextState(procedure, row, intent, problems)
  if (intent.recordId !== undefined && intent.recordId.toLowerCase() !== row.record?.id) {
    problems.push({
      code: 'record_stays',
      message: 'A process stays with its record: "record.id" may only name that one.',
      path: 'record.id',
      hint: 'Leave it out, or create a process with that record.',
    })
  }
  const data = mergedData(row.data, intent.data)
  const assignedTo = intent.assignedTo === undefined ? row.assignedTo : intent.assignedTo
  const podId =
    intent.podId !== undefined
      ? intent.podId
      : assignedTo !== row.assignedTo
        ? (podOf(model, assignedTo) ?? row.podId)
        : row.podId
  const changed: ProcessRow = {
    ...row,
    stateId: state.id,
    status,
    assignedTo,
    podId,
    data,
    derivedData: data === row.data ? row.derivedData : derivedOf(model, procedure.attributes, data),
    nextActionAt: intent.nextActionAt === undefined ? row.nextActionAt : intent.nextActionAt,
    updatedAt: at,
  }
  if (row.record && intent.recordData && procedure.entity) {
    const recordData = mergedData(row.record.data, intent.recordData)
    if (recordData !== row.record.data) {
      const derivedData = derivedOf(model, procedure.entity.attributes, recordData)
      changed.record = { ...row.record, data: recordData, derivedData, updatedAt: at }
    }
  }
  return { row: changed, problems }
}

export function mergedData(
  before: Data,
  change: { values: Record<string, StoredValue>; cleared: readonly string[] },
): Data {
  if (Object.keys(change.values).length === 0 && !change.cleared.some((shortId) => shortId in before)) return before
  const data = { ...before, ...change.values }
  for (const shortId of change.cleared) delete data[shortId]
  return data
}

export function derivedOf(model: TeamModel, attributes: AttributeSet, data: Data): Data {
  if (attributes.derived.length === 0) return {}
  const { values } = derive(attributes, data, model.context)
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

/** Work lies with the first pod of whoever does it. */
const podOf = (model: TeamModel, userId: string | null): string | null =>
  (userId && model.users.get(userId)?.podIds[0]) ?? null

function initialState(procedure: Procedure, intent: Intent): { state: State; status: Status } {
  if (intent.state) return { state: intent.state, status: intent.state.status }
  if (!intent.status || intent.status === procedure.defaultState.status) {
    return { state: procedure.defaultState, status: procedure.defaultState.status }
  }
  return stateFor(procedure, intent.status, procedure.defaultState)
}

/** The state that stands for a status: the completed state, else the first that implies it, else the state stays and only the status changes. */
function stateFor(procedure: Procedure, status: Status, present: State): { state: State; status: Status } {
  if (present.status === status) return { state: present, status }
  const completed = status === 'COMPLETED' ? procedure.completedState : null
  const byDefault = status === procedure.defaultState.status ? procedure.defaultState : undefined
  const state = completed ?? byDefault ?? procedure.states.find((each) => each.status === status) ?? present
  return { state, status }
}

function nextState(
  procedure: Procedure,
  row: ProcessRow,
  intent: Intent,
  problems: Problem[],
): { state: State; status: Status } {
  const present = procedure.stateById.get(row.stateId) ?? procedure.defaultState
  if (!intent.state)
    return intent.status === undefined
      ? { state: present, status: row.status }
      : stateFor(procedure, intent.status, present)
  const isAllowed =
    intent.state.id === present.id || present.nextStates === null || present.nextStates.includes(intent.state.shortId)
  if (!isAllowed) {
    const next = present.nextStates ?? []
    problems.push({
      code: 'state_not_reachable',
      message: `A ${procedure.shortId} in the state ${present.shortId} can't move to ${intent.state.shortId}.`,
      path: 'state',
      hint:
        next.length > 0
          ? `From ${present.shortId} it can move to ${next.join(', ')}.`
          : `${present.shortId} is an end.`,
    })
  }
  return { state: intent.state, status: intent.state.status }
}
