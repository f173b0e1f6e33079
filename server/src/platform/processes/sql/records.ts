import type { Tx } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import type { Scope } from '../../../scope.ts'
import type { Data, RecordRow } from '../row.ts'

interface SelectedRecord {
  record_id: string
  entity_id: string
  data: Data
  derived_data: Data
  created_by: string | null
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

// asks for nothing that another index than the primary key could answer
const lock = prepared<SelectedRecord>(
  'lock-records',
  `select record_id, entity_id, data, derived_data, created_by, created_at, updated_at, deleted_at from records
   where team_id = $1 and record_id = any($2::uuid[]) order by record_id for update`,
)

const update = prepared(
  'update-records',
  `update records r set data = u.data, derived_data = u.derived_data, updated_at = u.updated_at, version = r.version + 1
   from unnest($2::uuid[], $3::jsonb[], $4::jsonb[], $5::timestamptz[]) as u (id, data, derived_data, updated_at)
   where r.team_id = $1 and r.record_id = u.id`,
)

/** Holds the entity's records until the transaction ends, by id. Those that are not there are left out. */
export async function lockRecords(
  tx: Tx,
  scope: Scope,
  entityId: string,
  recordIds: readonly string[],
): Promise<Map<string, RecordRow>> {
  const rows = await lock(tx, [scope.teamId, recordIds])
  const standing = rows.filter((row) => row.entity_id === entityId && row.deleted_at === null)
  return new Map(standing.map((row) => [row.record_id, toRecord(row)]))
}

export async function updateRecords(tx: Tx, scope: Scope, records: readonly RecordRow[]): Promise<void> {
  await update(tx, [
    scope.teamId,
    records.map((record) => record.id),
    records.map((record) => JSON.stringify(record.data)),
    records.map((record) => JSON.stringify(record.derivedData)),
    records.map((record) => record.updatedAt),
  ])
}

const toRecord = (row: SelectedRecord): RecordRow => ({
  id: row.record_id,
  entityId: row.entity_id,
  data: row.data,
  derivedData: row.derived_data,
  createdBy: row.created_by,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  deletedAt: row.deleted_at,
})
