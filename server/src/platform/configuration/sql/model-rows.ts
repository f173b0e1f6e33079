import { type Insertable, sql } from 'kysely'
import type { Reader, Tx } from '../../../database/database.ts'
import type { Tables } from '../../../database/tables.ts'
import type { Scope } from '../../../scope.ts'

/** The tables that hold a model, with the column of each thing's id. Every one has a short id and is deleted by `deleted_at`. */
const idColumns = {
  entities: 'entity_id',
  procedures: 'procedure_id',
  states: 'state_id',
  attribute_groups: 'group_id',
  state_tasks: 'state_task_id',
  attributes: 'attribute_id',
} as const
export type ModelTable = keyof typeof idColumns

/** Every row of the model, the removed ones too: their short ids are taken, and they may come back. */
export async function readModelRows(db: Reader, { teamId }: Scope) {
  return {
    team: await db.selectFrom('teams').selectAll().where('team_id', '=', teamId).executeTakeFirstOrThrow(),
    entities: await db
      .selectFrom('entities')
      .selectAll()
      .where('team_id', '=', teamId)
      .orderBy('sort_order')
      .orderBy('short_id')
      .execute(),
    procedures: await db
      .selectFrom('procedures')
      .selectAll()
      .where('team_id', '=', teamId)
      .orderBy('sort_order')
      .orderBy('short_id')
      .execute(),
    states: await db
      .selectFrom('states')
      .selectAll()
      .where('team_id', '=', teamId)
      .orderBy('sort_order')
      .orderBy('short_id')
      .execute(),
    attributeGroups: await db
      .selectFrom('attribute_groups')
      .selectAll()
      .where('team_id', '=', teamId)
      .orderBy('sort_order')
      .orderBy('short_id')
      .execute(),
    stateTasks: await db
      .selectFrom('state_tasks')
      .selectAll()
      .where('team_id', '=', teamId)
      .orderBy('sort_order')
      .orderBy('short_id')
      .execute(),
    attributes: await db
      .selectFrom('attributes')
      .selectAll()
      .where('team_id', '=', teamId)
      .orderBy('sort_order')
      .orderBy('short_id')
      .execute(),
  }
}
export type ModelRows = Awaited<ReturnType<typeof readModelRows>>

export type NewRow<T extends ModelTable> = Omit<Insertable<Tables[T]>, 'team_id'>

/** Writes rows as they shall be: new ones, changed ones, and removed ones that come back. What they were made at stays. */
export async function saveRows<T extends ModelTable>(
  tx: Tx,
  { teamId }: Scope,
  table: T,
  rows: readonly NewRow<T>[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const kept = new Set<string>(['created_at', 'short_id', idColumns[table]])
  const changed = Object.keys(first).filter((column) => !kept.has(column))
  await tx
    .insertInto(table as 'entities')
    .values(rows.map((row) => ({ ...row, team_id: teamId })) as unknown as Insertable<Tables['entities']>[])
    .onConflict((conflict) =>
      conflict
        .columns(['team_id', idColumns[table] as 'entity_id'])
        .doUpdateSet(Object.fromEntries(changed.map((column) => [column, sql.ref(`excluded.${column}`)]))),
    )
    .execute()
}

export async function removeRows(
  tx: Tx,
  { teamId }: Scope,
  table: ModelTable,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable(table as 'entities')
    .set({ deleted_at: at, updated_at: at })
    .where('team_id', '=', teamId)
    .where(idColumns[table] as 'entity_id', 'in', [...ids])
    .execute()
}

export async function saveOrder(
  tx: Tx,
  { teamId }: Scope,
  table: ModelTable,
  places: readonly { id: string; position: number }[],
): Promise<void> {
  if (places.length === 0) return
  await sql`
    update ${sql.table(table)} as t set sort_order = p.position
    from unnest(${places.map(({ id }) => id)}::uuid[], ${places.map(({ position }) => position)}::integer[]) as p (id, position)
    where t.team_id = ${teamId} and t.${sql.ref(idColumns[table])} = p.id`.execute(tx)
}
