import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { ProcessRow } from '../row.ts'
import { processColumns, type SelectedProcess, toProcessRow, withRecords } from './find-processes.ts'

export interface Place {
  createdAt: Date
  id: string
}

/** Processes of a procedure in the order in which they were made, from after `place` on. */
export async function findInOrder(
  db: Reader,
  { teamId }: Scope,
  procedureId: string,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<ProcessRow[]> {
  const isLater = after
    ? sql`and (p.created_at, p.process_id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<SelectedProcess>`
    select ${sql.raw(processColumns)} from processes p ${sql.raw(withRecords)}
    where p.team_id = ${teamId} and p.procedure_id = ${procedureId} and p.deleted_at is null ${isLater}
    order by p.created_at, p.process_id limit ${limit}`.execute(db)
  return rows.map(toProcessRow)
}
