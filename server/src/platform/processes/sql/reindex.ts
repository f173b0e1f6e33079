import { sql } from 'kysely'
import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { Status } from '../../model/types.ts'
import type { Data, KeyClaim, TextEntry, ValueEntry } from '../row.ts'

/** Takes attributes out of every side table. */
export async function clearSideRows(tx: Tx, scope: Scope, attributeIds: readonly string[]): Promise<void> {
  const ids = [...attributeIds]
  await sql`delete from process_values where team_id = ${scope.teamId} and attribute_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  await sql`delete from process_texts where team_id = ${scope.teamId} and attribute_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  await sql`delete from process_keys where team_id = ${scope.teamId} and attribute_id = any(${ids}::uuid[])`.execute(tx)
}

/** Takes attributes of some processes out of every side table. */
export async function clearSideRowsOf(
  tx: Tx,
  scope: Scope,
  attributeIds: readonly string[],
  processIds: readonly string[],
): Promise<void> {
  const [attributes, processes] = [[...attributeIds], [...processIds]]
  await sql`
    delete from process_values
    where team_id = ${scope.teamId} and attribute_id = any(${attributes}::uuid[]) and process_id = any(${processes}::uuid[])`.execute(
    tx,
  )
  await sql`
    delete from process_texts
    where team_id = ${scope.teamId} and attribute_id = any(${attributes}::uuid[]) and process_id = any(${processes}::uuid[])`.execute(
    tx,
  )
  await sql`
    delete from process_keys
    where team_id = ${scope.teamId} and attribute_id = any(${attributes}::uuid[]) and process_id = any(${processes}::uuid[])`.execute(
    tx,
  )
}

export interface StandingProcess {
  id: string
  status: Status
  data: Data
  derivedData: Data
  createdAt: Date
  isDeleted: boolean
}

const chunkSize = 2_000

/**
 * Every process of a procedure, the newest first, a chunk at a time; the deleted ones too.
 * @param since only those written since then, which are held until the transaction ends
 */
export async function* readProcesses(
  db: Reader,
  scope: Scope,
  procedureId: string,
  since: Date | null = null,
): AsyncGenerator<StandingProcess[]> {
  const written = since ? sql`and updated_at >= ${since}` : sql``
  const held = since ? sql`for update` : sql``
  let before = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  for (;;) {
    const { rows } = await sql<StandingProcess>`
      select process_id as id, status, data, derived_data as "derivedData", created_at as "createdAt", deleted_at is not null as "isDeleted"
      from processes where team_id = ${scope.teamId} and procedure_id = ${procedureId} and process_id < ${before} ${written}
      order by process_id desc limit ${chunkSize} ${held}`.execute(db)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < chunkSize) return
    before = last.id
  }
}

export async function insertValues(
  tx: Tx,
  scope: Scope,
  entries: readonly (ValueEntry & { processId: string; createdAt: Date })[],
): Promise<void> {
  if (entries.length === 0) return
  await sql`
    insert into process_values (team_id, attribute_id, value, created_at, process_id)
    select ${scope.teamId}::uuid, v.attribute_id, v.value, v.created_at, v.process_id
    from unnest(${entries.map((each) => each.attributeId)}::uuid[], ${entries.map((each) => JSON.stringify(each.value))}::jsonb[],
                ${entries.map((each) => each.createdAt)}::timestamptz[], ${entries.map((each) => each.processId)}::uuid[])
      as v (attribute_id, value, created_at, process_id)
    on conflict do nothing`.execute(tx)
}

export async function insertTexts(
  tx: Tx,
  scope: Scope,
  entries: readonly (TextEntry & { processId: string; createdAt: Date })[],
): Promise<void> {
  if (entries.length === 0) return
  await sql`
    insert into process_texts (team_id, attribute_id, process_id, value, created_at)
    select ${scope.teamId}::uuid, t.attribute_id, t.process_id, t.value, t.created_at
    from unnest(${entries.map((each) => each.attributeId)}::uuid[], ${entries.map((each) => each.processId)}::uuid[],
                ${entries.map((each) => each.value)}::text[], ${entries.map((each) => each.createdAt)}::timestamptz[])
      as t (attribute_id, process_id, value, created_at)
    on conflict do nothing`.execute(tx)
}

/** Where several hold the same number by which they are merged, the first given keeps it. */
export async function insertKeys(tx: Tx, scope: Scope, keys: readonly KeyClaim[]): Promise<void> {
  if (keys.length === 0) return
  await sql`
    insert into process_keys (team_id, attribute_id, value, process_id)
    select ${scope.teamId}::uuid, k.attribute_id, k.value, k.process_id
    from unnest(${keys.map((each) => each.attributeId)}::uuid[], ${keys.map((each) => each.value)}::text[],
                ${keys.map((each) => each.processId)}::uuid[]) as k (attribute_id, value, process_id)
    on conflict do nothing`.execute(tx)
}

export async function saveDerivedData(
  tx: Tx,
  scope: Scope,
  processes: readonly { id: string; derivedData: Data }[],
): Promise<void> {
  if (processes.length === 0) return
  await sql`
    update processes as p set derived_data = given.derived_data
    from unnest(${processes.map((each) => each.id)}::uuid[], ${processes.map((each) => JSON.stringify(each.derivedData))}::jsonb[])
      as given (id, derived_data)
    where p.team_id = ${scope.teamId} and p.process_id = given.id`.execute(tx)
}
