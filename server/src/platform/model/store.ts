import { type Selectable, sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Tables } from '../../database/tables.ts'
import type { Scope } from '../../scope.ts'

type TeamOnly = Pick<Scope, 'teamId'>

export async function findModelVersion(db: Reader, { teamId }: TeamOnly): Promise<number | undefined> {
  const row = await db.selectFrom('teams').select('model_version').where('team_id', '=', teamId).executeTakeFirst()
  return row?.model_version
}

type ModelTable =
  | 'roles'
  | 'pods'
  | 'skills'
  | 'users'
  | 'entities'
  | 'procedures'
  | 'states'
  | 'state_tasks'
  | 'attributes'
  | 'attribute_groups'

async function live<Name extends ModelTable>(
  tx: Reader,
  { teamId }: TeamOnly,
  table: Name,
  order: string,
): Promise<Selectable<Tables[Name]>[]> {
  const { rows } = await sql<Selectable<Tables[Name]>>`
    select * from ${sql.table(table)} where team_id = ${teamId} and deleted_at is null order by ${sql.raw(order)}`.execute(
    tx,
  )
  return rows
}

/** Every row of a team's model, read in one snapshot. */
export function readModelRows(db: Reader, scope: TeamOnly) {
  const read = async (tx: Reader) => ({
    team: await tx.selectFrom('teams').selectAll().where('team_id', '=', scope.teamId).executeTakeFirst(),
    roles: await live(tx, scope, 'roles', 'name'),
    pods: await live(tx, scope, 'pods', 'name'),
    skills: await live(tx, scope, 'skills', 'name'),
    users: await live(tx, scope, 'users', 'created_at, user_id'),
    entities: await live(tx, scope, 'entities', 'sort_order, short_id'),
    procedures: await live(tx, scope, 'procedures', 'sort_order, short_id'),
    states: await live(tx, scope, 'states', 'sort_order, short_id'),
    stateTasks: await live(tx, scope, 'state_tasks', 'sort_order, short_id'),
    attributes: await live(tx, scope, 'attributes', 'sort_order, short_id'),
    attributeGroups: await live(tx, scope, 'attribute_groups', 'sort_order, short_id'),
  })
  if (db.isTransaction) return read(db)
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)
}
export type ModelRows = Awaited<ReturnType<typeof readModelRows>>

/**
 * Says that the team's model changed: raises its version, which also makes other changes of the model wait for this one, and tells the other
 * servers at commit.
 */
export async function touchModel(tx: Tx, { teamId }: TeamOnly): Promise<void> {
  await sql`update teams set model_version = model_version + 1, updated_at = now() where team_id = ${teamId}`.execute(
    tx,
  )
  await sql`select pg_notify('nadi_model', ${teamId})`.execute(tx)
}

/** Makes changes of the team's model wait until this transaction ends. */
export async function holdModel(tx: Tx, { teamId }: TeamOnly): Promise<void> {
  await sql`select model_version from teams where team_id = ${teamId} for share`.execute(tx)
}
