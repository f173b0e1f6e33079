import type { Reader, Tx } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import type { Scope } from '../../../scope.ts'
import type { Procedure } from '../../model/types.ts'
import type { ProcessRow, RecordRow } from '../row.ts'

const ownColumns = `p.process_id, p.procedure_id, p.state_id, p.status, p.assigned_to, p.pod_id, p.data, p.derived_data,
  p.next_action_at, p.created_by, p.version, p.created_at, p.updated_at, p.deleted_at`

/** The columns of a process `p` and its record `r`, for every query that reads processes. */
export const processColumns = `${ownColumns}, r.record_id, r.entity_id, r.data as record_data,
  r.derived_data as record_derived_data, r.created_by as record_created_by, r.created_at as record_created_at,
  r.updated_at as record_updated_at, r.deleted_at as record_deleted_at`

export const processTables = `processes p left join records r on r.team_id = p.team_id and r.record_id = p.record_id`

/**
 * Joins the records `r` to a page of processes `p` by one look-up each. The fence of `offset 0` keeps the planner from reading the records of all teams
 * for it, whatever it takes the page for and also where it may not nest loops.
 */
export const withRecords = `left join lateral (
  select r.* from records r where r.team_id = p.team_id and r.record_id = p.record_id offset 0
) r on true`

export interface SelectedProcess {
  process_id: string
  procedure_id: string
  state_id: string
  status: ProcessRow['status']
  assigned_to: string | null
  pod_id: string | null
  data: ProcessRow['data']
  derived_data: ProcessRow['derivedData']
  next_action_at: Date | null
  created_by: string | null
  version: number
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
  /** absent where the query leaves the record out */
  record_id?: string | null
  entity_id: string
  record_data: RecordRow['data']
  record_derived_data: RecordRow['derivedData']
  record_created_by: string | null
  record_created_at: Date
  record_updated_at: Date
  record_deleted_at: Date | null
}

export function toProcessRow(row: SelectedProcess): ProcessRow {
  return {
    id: row.process_id,
    procedureId: row.procedure_id,
    stateId: row.state_id,
    status: row.status,
    assignedTo: row.assigned_to,
    podId: row.pod_id,
    data: row.data,
    derivedData: row.derived_data,
    nextActionAt: row.next_action_at,
    createdBy: row.created_by,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
    record: row.record_id ? toRecordRow(row, row.record_id) : null,
  }
}

const toRecordRow = (row: SelectedProcess, id: string): RecordRow => ({
  id,
  entityId: row.entity_id,
  data: row.record_data,
  derivedData: row.record_derived_data,
  createdBy: row.record_created_by,
  createdAt: row.record_created_at,
  updatedAt: row.record_updated_at,
  deletedAt: row.record_deleted_at,
})

const selectById = prepared<SelectedProcess>(
  'find-process',
  `select ${processColumns} from ${processTables} where p.team_id = $1 and p.process_id = any($2::uuid[])`,
)

const selectWithoutRecord = prepared<SelectedProcess>(
  'find-process-without-record',
  `select ${ownColumns} from processes p where p.team_id = $1 and p.process_id = any($2::uuid[])`,
)

const selectByKey = prepared<SelectedProcess>(
  'find-process-by-key',
  `select ${processColumns} from process_keys k join ${processTables} on p.team_id = k.team_id and p.process_id = k.process_id
   where k.team_id = $1 and k.attribute_id = $3 and k.value = $4 and p.team_id = $1 and p.procedure_id = $2`,
)

export interface Sought {
  procedure: Pick<Procedure, 'id' | 'entity'>
  processId: string
}

/** Each in its place, also deleted ones: the caller decides whether they may be seen. */
export async function findEach(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  sought: readonly Sought[],
): Promise<(ProcessRow | undefined)[]> {
  const select = sought.some(({ procedure }) => procedure.entity) ? selectById : selectWithoutRecord
  const rows = await select(db, [teamId, sought.map(({ processId }) => processId)])
  const found = new Map(rows.map((row) => [row.process_id, toProcessRow(row)]))
  return sought.map(({ procedure, processId }) => {
    const row = found.get(processId.toLowerCase())
    return row?.procedureId === procedure.id ? row : undefined
  })
}

export async function findProcess(
  db: Reader,
  scope: Scope,
  procedure: Sought['procedure'],
  processId: string,
): Promise<ProcessRow | undefined> {
  const [row] = await findEach(db, scope, [{ procedure, processId }])
  return row
}

export async function findProcessByKey(
  db: Reader,
  scope: Scope,
  procedureId: string,
  key: { attributeId: string; value: string },
): Promise<ProcessRow | undefined> {
  const [row] = await selectByKey(db, [scope.teamId, procedureId, key.attributeId, key.value])
  return row && toProcessRow(row)
}

const selectMany = prepared<SelectedProcess>(
  'find-processes',
  `select ${processColumns} from ${processTables}
   where p.team_id = $1 and p.procedure_id = $2 and p.process_id = any($3::uuid[])`,
)

/** Also deleted ones. Those that are not there are left out. */
export async function findProcesses(
  db: Reader,
  scope: Scope,
  procedure: Pick<Procedure, 'id'>,
  processIds: readonly string[],
): Promise<Map<string, ProcessRow>> {
  if (processIds.length === 0) return new Map()
  const rows = await selectMany(db, [scope.teamId, procedure.id, processIds])
  return new Map(rows.map((row) => [row.process_id, toProcessRow(row)]))
}

// locked in the order of their ids, so that two who lock the same ones never wait for each other
const lock = prepared<SelectedProcess>(
  'lock-processes',
  `select ${processColumns} from ${processTables}
   where p.team_id = $1 and p.procedure_id = $2 and p.process_id = any($3::uuid[]) order by p.process_id for update of p`,
)

const lockWithoutRecords = prepared<SelectedProcess>(
  'lock-processes-without-records',
  `select ${ownColumns} from processes p
   where p.team_id = $1 and p.procedure_id = $2 and p.process_id = any($3::uuid[]) order by p.process_id for update`,
)

/** Holds the processes until the transaction ends. Those that are not there are left out. */
export async function lockProcesses(
  tx: Tx,
  scope: Scope,
  procedure: Pick<Procedure, 'id' | 'entity'>,
  processIds: readonly string[],
): Promise<Map<string, ProcessRow>> {
  const rows = await (procedure.entity ? lock : lockWithoutRecords)(tx, [scope.teamId, procedure.id, processIds])
  return new Map(rows.map((row) => [row.process_id, toProcessRow(row)]))
}
