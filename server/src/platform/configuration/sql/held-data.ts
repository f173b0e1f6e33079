import { type RawBuilder, sql } from 'kysely'
import type { Reader, Tx } from '../../../database/database.ts'
import type { Scope } from '../../../scope.ts'
import type { StoredValue } from '../../attributes/types.ts'

/** What holds the values of an attribute: the processes of its procedure, the records of its entity, the tasks of its state task. */
export interface Holder {
  kind: 'process' | 'record' | 'task'
  /** the procedure, entity or state task */
  ownerId: string
}

const tables = {
  process: { table: 'processes', owner: 'procedure_id', id: 'process_id' },
  record: { table: 'records', owner: 'entity_id', id: 'record_id' },
  task: { table: 'tasks', owner: 'state_task_id', id: 'task_id' },
} as const

/** Deleted ones count too: they can be restored. */
export interface Count {
  total: number
  deleted: number
}

async function count(
  db: Reader,
  scope: Scope,
  { kind, ownerId }: Holder,
  condition: RawBuilder<unknown>,
): Promise<Count> {
  const { table, owner } = tables[kind]
  const { rows } = await sql<Count>`
    select count(*) as total, count(deleted_at) as deleted from ${sql.table(table)}
    where team_id = ${scope.teamId} and ${sql.ref(owner)} = ${ownerId} and ${condition}`.execute(db)
  return rows[0] ?? { total: 0, deleted: 0 }
}

export const countAll = (db: Reader, scope: Scope, holder: Holder): Promise<Count> =>
  count(db, scope, holder, sql`true`)

export const countHolding = (db: Reader, scope: Scope, holder: Holder, shortId: string): Promise<Count> =>
  count(db, scope, holder, sql`data ? ${shortId}`)

export const countLacking = (db: Reader, scope: Scope, holder: Holder, shortId: string): Promise<Count> =>
  count(db, scope, holder, sql`not data ? ${shortId}`)

export const countInState = (db: Reader, scope: Scope, procedureId: string, stateId: string): Promise<Count> =>
  count(db, scope, { kind: 'process', ownerId: procedureId }, sql`state_id = ${stateId}`)

/** How many values stand in more than one process that is not deleted. */
export async function countShared(db: Reader, scope: Scope, procedureId: string, shortId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from processes
      where team_id = ${scope.teamId} and procedure_id = ${procedureId} and deleted_at is null and data ? ${shortId}
      group by data -> ${shortId} having count(*) > 1) as shared`.execute(db)
  return rows[0]?.count ?? 0
}

export interface HeldValue {
  id: string
  value: StoredValue
}

const chunkSize = 2_000

/** Every value of one attribute, a chunk at a time. */
export async function* readValues(
  db: Reader,
  scope: Scope,
  { kind, ownerId }: Holder,
  shortId: string,
): AsyncGenerator<HeldValue[]> {
  const { table, owner, id } = tables[kind]
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<HeldValue>`
      select ${sql.ref(id)} as id, data -> ${shortId} as value from ${sql.table(table)}
      where team_id = ${scope.teamId} and ${sql.ref(owner)} = ${ownerId} and data ? ${shortId} and ${sql.ref(id)} > ${after}
      order by ${sql.ref(id)} limit ${chunkSize}`.execute(db)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < chunkSize) return
    after = last.id
  }
}

/** Puts other values in their place; null takes a value away. */
export async function replaceValues(
  tx: Tx,
  scope: Scope,
  { kind }: Holder,
  shortId: string,
  values: readonly HeldValue[],
): Promise<void> {
  const { table, id } = tables[kind]
  const version = kind === 'record' ? sql`` : sql`, version = held.version + 1`
  await sql`
    update ${sql.table(table)} as held
    set data = case when given.value = 'null'::jsonb then held.data - ${shortId}::text
                    else jsonb_set(held.data, array[${shortId}::text], given.value) end,
        updated_at = now()${version}
    from unnest(${values.map((each) => each.id)}::uuid[], ${values.map((each) => JSON.stringify(each.value))}::jsonb[]) as given (id, value)
    where held.team_id = ${scope.teamId} and held.${sql.ref(id)} = given.id`.execute(tx)
}

/** Moves every process out of a state; answers which. */
export async function moveOutOfState(
  tx: Tx,
  scope: Scope,
  procedureId: string,
  from: string,
  to: { id: string; status: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update processes set state_id = ${to.id}, status = ${to.status}, version = version + 1, updated_at = now()
    where team_id = ${scope.teamId} and procedure_id = ${procedureId} and state_id = ${from}
    returning process_id as id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Gives the processes of a state the status that it implies now, but for those whose status was set apart from it; answers which. */
export async function followStatus(
  tx: Tx,
  scope: Scope,
  procedureId: string,
  stateId: string,
  { from, to }: { from: string; to: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update processes set status = ${to}, version = version + 1, updated_at = now()
    where team_id = ${scope.teamId} and procedure_id = ${procedureId} and state_id = ${stateId} and status = ${from}
    returning process_id as id`.execute(tx)
  return rows.map(({ id }) => id)
}
