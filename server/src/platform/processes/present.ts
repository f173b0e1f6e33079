import type { Scope } from '../../scope.ts'
import type { AttributeSet } from '../attributes/attribute-set.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import type { Data, ProcessRow, RecordRow } from './row.ts'
import type { Process } from './types.ts'

/** A process as the API shows it: uuids, and beside them the names that people know. */
export function presentProcess(scope: Scope, model: TeamModel, procedure: Procedure, row: ProcessRow): Process {
  return {
    id: row.id,
    team: scope.teamId,
    procedure: procedure.id,
    procedureShortId: procedure.shortId,
    createdBy: row.createdBy,
    assignedTo: row.assignedTo,
    assignedToUsername: (row.assignedTo && model.users.get(row.assignedTo)?.username) ?? null,
    belongsTo: row.podId,
    entity: procedure.entity?.id ?? null,
    record: row.record && presentRecord(scope, row.record, procedure.entity?.attributes),
    status: row.status,
    state: row.stateId,
    stateShortId: procedure.stateById.get(row.stateId)?.shortId ?? '',
    data: known(procedure.attributes, row.data),
    derivedData: known(procedure.attributes, row.derivedData),
    nextActionAt: row.nextActionAt?.getTime() ?? null,
    version: row.version,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    isDeleted: row.deletedAt !== null,
  }
}

export const presentRecord = (scope: Scope, record: RecordRow, attributes: AttributeSet | undefined) => ({
  id: record.id,
  entity: record.entityId,
  team: scope.teamId,
  createdBy: record.createdBy,
  data: known(attributes, record.data),
  derivedData: known(attributes, record.derivedData),
  createdAt: record.createdAt.getTime(),
  updatedAt: record.updatedAt.getTime(),
  isDeleted: record.deletedAt !== null,
})

/** Values of a removed attribute stay for its return, unseen. */
export function known(attributes: AttributeSet | undefined, data: Data): Data {
  if (!attributes) return data
  for (const shortId in data) {
    if (attributes.byShortId.has(shortId)) continue
    return Object.fromEntries(Object.entries(data).filter(([name]) => attributes.byShortId.has(name)))
  }
  return data
}
