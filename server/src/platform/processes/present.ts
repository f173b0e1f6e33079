import type { Scope } from '../../scope.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import type { ProcessRow, RecordRow } from './row.ts'
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
    record: row.record && presentRecord(scope, row.record),
    status: row.status,
    state: row.stateId,
    stateShortId: procedure.stateById.get(row.stateId)?.shortId ?? '',
    data: row.data,
    derivedData: row.derivedData,
    nextActionAt: row.nextActionAt?.getTime() ?? null,
    version: row.version,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    isDeleted: row.deletedAt !== null,
  }
}

export const presentRecord = (scope: Scope, record: RecordRow) => ({
  id: record.id,
  entity: record.entityId,
  team: scope.teamId,
  createdBy: record.createdBy,
  data: record.data,
  derivedData: record.derivedData,
  createdAt: record.createdAt.getTime(),
  updatedAt: record.updatedAt.getTime(),
  isDeleted: record.deletedAt !== null,
})
