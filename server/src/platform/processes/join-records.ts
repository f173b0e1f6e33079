import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { IngestedData } from '../attributes/ingest-data.ts'
import type { Entity, TeamModel } from '../model/types.ts'
import { derivedOf, mergedData } from './next-row.ts'
import type { RecordRow } from './row.ts'
import { lockRecords, updateRecords } from './sql/records.ts'

/** Records that new processes join, with what each adds to them; undefined for one that is not there. */
export async function joinRecords(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  entity: Entity,
  joins: readonly { recordId: string; data: IngestedData | undefined }[],
): Promise<(RecordRow | undefined)[]> {
  const records = await lockRecords(tx, scope, entity.id, [
    ...new Set(joins.map((join) => join.recordId.toLowerCase())),
  ])
  const changed = new Map<string, RecordRow>()
  const joined = joins.map(({ recordId, data }) => {
    const record = records.get(recordId.toLowerCase())
    if (!record || !data) return record
    const after = mergedData(record.data, data)
    if (after === record.data) return record
    const derivedData = derivedOf(model, entity.attributes, after)
    const next = { ...record, data: after, derivedData, updatedAt: new Date() }
    records.set(record.id, next)
    changed.set(record.id, next)
    return next
  })
  if (changed.size > 0) await updateRecords(tx, scope, [...changed.values()])
  return joined
}
