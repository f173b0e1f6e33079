import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import { findProcessHolders, findRecordHolders, type ProcessHolder, type RecordHolder } from './sql/find-holders.ts'

export type { ProcessHolder, RecordHolder }

/** For those who tell others of events: with whom processes are now, whoever may see them. */
export async function holdersOfProcesses(
  db: Reader,
  scope: Pick<Scope, 'teamId'>,
  ids: readonly string[],
): Promise<Map<string, ProcessHolder>> {
  const rows = ids.length > 0 ? await findProcessHolders(db, scope, ids) : []
  return new Map(rows.map((row) => [row.id, row]))
}

/** The same of the processes that share records. */
export async function holdersOfRecords(
  db: Reader,
  scope: Pick<Scope, 'teamId'>,
  ids: readonly string[],
): Promise<Map<string, RecordHolder[]>> {
  const rows = ids.length > 0 ? await findRecordHolders(db, scope, ids) : []
  return Map.groupBy(rows, ({ id }) => id)
}
