import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

type TeamOnly = Pick<Scope, 'teamId'>

export async function findModelVersion(db: Reader, { teamId }: TeamOnly): Promise<number | undefined> {
  const row = await db.selectFrom('teams').select('model_version').where('team_id', '=', teamId).executeTakeFirst()
  return row?.model_version
}

/** Every row of a team's model, read in one snapshot. */
export function readModelRows(db: Reader, { teamId }: TeamOnly) {
  const read = async (tx: Reader) => {
    const rowsOf = <T extends 'roles' | 'pods' | 'skills'>(table: T) =>
      tx
        .selectFrom(table as 'pods')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('deleted_at', 'is', null)
    return {
      team: await tx.selectFrom('teams').selectAll().where('team_id', '=', teamId).executeTakeFirst(),
      roles: await tx
        .selectFrom('roles')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('deleted_at', 'is', null)
        .orderBy('name')
        .execute(),
      pods: await rowsOf('pods').orderBy('name').execute(),
      skills: await rowsOf('skills').orderBy('name').execute(),
      users: await tx
        .selectFrom('users')
        .select([
          'user_id',
          'username',
          'first_name',
          'middle_name',
          'last_name',
          'display_name',
          'role_id',
          'pod_ids',
          'skill_ids',
          'timezone',
          'is_active',
        ])
        .where('team_id', '=', teamId)
        .where('deleted_at', 'is', null)
        .orderBy('created_at')
        .execute(),
      entities: await tx
        .selectFrom('entities')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('deleted_at', 'is', null)
        .orderBy('sort_order')
        .orderBy('short_id')
        .execute(),
      procedures: await tx
        .selectFrom('procedures')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('deleted_at', 'is', null)
        .orderBy('sort_order')
        .orderBy('short_id')
        .execute(),
      states: await tx
        .selectFrom('states')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('deleted_at', 'is', null)
        .orderBy('sort_order')
        .orderBy('short_id')
        .execute(),
      stateTasks: await tx
        .selectFrom('state_tasks')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('deleted_at', 'is', null)
        .orderBy('sort_order')
        .orderBy('short_id')
        .execute(),
      attributes: await tx
        .selectFrom('attributes')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('deleted_at', 'is', null)
        .orderBy('sort_order')
        .orderBy('short_id')
        .execute(),
      attributeGroups: await tx
        .selectFrom('attribute_groups')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('deleted_at', 'is', null)
        .orderBy('sort_order')
        .execute(),
    }
  }
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
