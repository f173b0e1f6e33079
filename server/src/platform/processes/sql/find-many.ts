import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { ProcessRow } from '../row.ts'
import { processColumns, processTables, type SelectedProcess, toProcessRow } from './find-processes.ts'

/** Also deleted ones, of whichever procedures. */
export async function findProcesses(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  ids: readonly string[],
): Promise<ProcessRow[]> {
  const { rows } = await sql<SelectedProcess>`
    select ${sql.raw(processColumns)} from ${sql.raw(processTables)}
    where p.team_id = ${teamId} and p.process_id = any(${[...ids]}::uuid[])`.execute(db)
  return rows.map(toProcessRow)
}
