import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { RecordRow } from '../processes/row.ts'
import type { RecordReach } from './reach.ts'

const columns = sql`r.record_id as id, r.entity_id as "entityId", r.data, r.derived_data as "derivedData", r.created_by as "createdBy",
  r.created_at as "createdAt", r.updated_at as "updatedAt", r.deleted_at as "deletedAt"`

/** Whether a record `r` lies within reach: one of its processes does. Fenced, so that they are looked up by the record and not read through. */
function within(scope: Scope, { reachesAll, podProcedures, ownProcedures }: RecordReach) {
  if (reachesAll) return sql`true`
  return sql`exists (
    select from (
      select procedure_id, assigned_to, pod_id, deleted_at from processes
      where team_id = ${scope.teamId} and record_id = r.record_id offset 0
    ) p
    where p.deleted_at is null
      and (p.procedure_id = any(${[...podProcedures, ...ownProcedures]}::uuid[]) and p.assigned_to = ${scope.userId}::uuid
           or p.procedure_id = any(${podProcedures}::uuid[]) and p.pod_id = any(${[...scope.podIds]}::uuid[])))`
}

interface RecordPage {
  isDeleted: boolean
  skip: number
  count: number
  /** the last record of the page before */
  after: { at: Date; id: string } | undefined
}

/** The newest first. */
export async function findRecords(
  db: Reader,
  scope: Scope,
  entityId: string,
  reach: RecordReach,
  { isDeleted, skip, count, after }: RecordPage,
): Promise<RecordRow[]> {
  const state = isDeleted ? sql`is not null` : sql`is null`
  const beyond = after ? sql`and (r.created_at, r.record_id) < (${after.at}, ${after.id}::uuid)` : sql``
  const { rows } = await sql<RecordRow>`
    select ${columns} from records r
    where r.team_id = ${scope.teamId} and r.entity_id = ${entityId} and r.deleted_at ${state} and ${within(scope, reach)} ${beyond}
    order by r.created_at desc, r.record_id desc limit ${count} offset ${skip}`.execute(db)
  return rows
}

export async function findRecord(
  db: Reader,
  scope: Scope,
  entityId: string,
  reach: RecordReach,
  id: string,
): Promise<RecordRow | undefined> {
  const { rows } = await sql<RecordRow>`
    select ${columns} from records r
    where r.team_id = ${scope.teamId} and r.entity_id = ${entityId} and r.record_id = ${id} and ${within(scope, reach)}`.execute(
    db,
  )
  return rows[0]
}

/** The same, held until the transaction ends. */
export async function lockRecord(
  tx: Tx,
  scope: Scope,
  entityId: string,
  reach: RecordReach,
  id: string,
): Promise<RecordRow | undefined> {
  const { rows } = await sql<RecordRow>`
    select ${columns} from records r
    where r.team_id = ${scope.teamId} and r.entity_id = ${entityId} and r.record_id = ${id} and ${within(scope, reach)}
    for update of r`.execute(tx)
  return rows[0]
}

export async function insertRecord(tx: Tx, scope: Scope, record: RecordRow): Promise<void> {
  await tx
    .insertInto('records')
    .values({
      team_id: scope.teamId,
      record_id: record.id,
      entity_id: record.entityId,
      data: JSON.stringify(record.data),
      derived_data: JSON.stringify(record.derivedData),
      created_by: record.createdBy,
      created_at: record.createdAt,
      updated_at: record.updatedAt,
    })
    .execute()
}

export async function saveRecord(tx: Tx, scope: Scope, record: RecordRow): Promise<void> {
  await sql`
    update records set data = ${JSON.stringify(record.data)}::jsonb, derived_data = ${JSON.stringify(record.derivedData)}::jsonb,
      updated_at = ${record.updatedAt}, deleted_at = ${record.deletedAt}, version = version + 1
    where team_id = ${scope.teamId} and record_id = ${record.id}`.execute(tx)
}

/** How many processes that are not deleted share the record. */
export async function countProcesses(db: Reader, scope: Scope, recordId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select deleted_at from processes where team_id = ${scope.teamId} and record_id = ${recordId} offset 0
    ) p
    where deleted_at is null`.execute(db)
  return rows[0]?.count ?? 0
}

const chunkSize = 2_000

/** Every record of an entity, the deleted ones too, a chunk at a time. */
export async function* readAllRecords(tx: Tx, scope: Scope, entityId: string): AsyncGenerator<RecordRow[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<RecordRow>`
      select ${columns} from records r
      where r.team_id = ${scope.teamId} and r.entity_id = ${entityId} and r.record_id > ${after}
      order by r.record_id limit ${chunkSize} for update`.execute(tx)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < chunkSize) return
    after = last.id
  }
}

export async function saveDerivedData(tx: Tx, scope: Scope, records: readonly RecordRow[]): Promise<void> {
  if (records.length === 0) return
  await sql`
    update records as r set derived_data = given.derived_data
    from unnest(${records.map(({ id }) => id)}::uuid[], ${records.map((each) => JSON.stringify(each.derivedData))}::jsonb[])
      as given (id, derived_data)
    where r.team_id = ${scope.teamId} and r.record_id = given.id`.execute(tx)
}
