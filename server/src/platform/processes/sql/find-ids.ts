import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

export async function findProcessIds(db: Reader, { teamId }: Scope, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select process_id as id from processes where team_id = ${teamId} and process_id = any(${ids}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export async function findRecordIds(db: Reader, { teamId }: Scope, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select record_id as id from records where team_id = ${teamId} and record_id = any(${ids}::uuid[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Those of these processes that are open, with their procedures. */
export async function findOpenProcesses(
  db: Reader,
  { teamId }: Scope,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; procedureId: string }>`
    select process_id as id, procedure_id as "procedureId" from processes
    where team_id = ${teamId} and process_id = any(${ids}::uuid[]) and status = 'OPEN' and deleted_at is null`.execute(
    db,
  )
  return new Map(rows.map(({ id, procedureId }) => [id, procedureId]))
}

/** The procedure of a process, also of a deleted one. */
export async function findProcedureOf(db: Reader, { teamId }: Scope, processId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select procedure_id as id from processes where team_id = ${teamId} and process_id = ${processId}`.execute(db)
  return rows[0]?.id
}
