import { sql } from 'kysely'
import type { Reader } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'

export interface ProcessHolder {
  id: string
  procedureId: string
  assignedTo: string | null
  podId: string | null
}

/** With whom processes are, also deleted ones. */
export async function findProcessHolders(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  ids: readonly string[],
): Promise<ProcessHolder[]> {
  const { rows } = await sql<ProcessHolder>`
    select process_id as id, procedure_id as "procedureId", assigned_to as "assignedTo", pod_id as "podId"
    from processes where team_id = ${teamId} and process_id = any(${ids}::uuid[])`.execute(db)
  return rows
}

export interface RecordHolder {
  id: string
  entityId: string
  /** null of a record that no process shares */
  procedureId: string | null
  assignedTo: string | null
  podId: string | null
}

/** A row for each process that shares one of these records, at least one for each record. */
export async function findRecordHolders(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  ids: readonly string[],
): Promise<RecordHolder[]> {
  const { rows } = await sql<RecordHolder>`
    select r.record_id as id, r.entity_id as "entityId", p.procedure_id as "procedureId", p.assigned_to as "assignedTo", p.pod_id as "podId"
    from records r left join lateral (
      select procedure_id, assigned_to, pod_id from processes
      where team_id = ${teamId} and record_id = r.record_id and deleted_at is null offset 0
    ) p on true
    where r.team_id = ${teamId} and r.record_id = any(${ids}::uuid[])`.execute(db)
  return rows
}
