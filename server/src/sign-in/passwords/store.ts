import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

export interface PasswordRow {
  hash: string
  mustChange: boolean
}

export async function findPassword(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  userId: string,
): Promise<PasswordRow | undefined> {
  return db
    .selectFrom('passwords')
    .select(['hash', 'must_change as mustChange'])
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

/** Held until the transaction ends; answers false where it is another by now. */
export async function holdPassword(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  userId: string,
  { hash }: Pick<PasswordRow, 'hash'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from passwords where team_id = ${teamId} and user_id = ${userId} and hash = ${hash} for update`.execute(tx)
  return rows.length === 1
}

export async function putPassword(
  tx: Tx,
  { teamId }: Scope,
  userId: string,
  { hash, mustChange }: PasswordRow,
): Promise<void> {
  await sql`
    insert into passwords (team_id, user_id, hash, must_change, changed_at)
    values (${teamId}, ${userId}, ${hash}, ${mustChange}, now())
    on conflict (team_id, user_id) do update
    set hash = excluded.hash, must_change = excluded.must_change, changed_at = excluded.changed_at`.execute(tx)
}
