import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

type TeamOf = Pick<Scope, 'teamId'>

export interface SecondFactorRow {
  secret: Buffer
  isConfirmed: boolean
  lastStep: number
}

export async function hasConfirmed(db: Reader, { teamId }: TeamOf, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('second_factors')
    .select('user_id')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Locked until the transaction ends, so that a code that comes twice at once is accepted once. */
export async function findToUse(tx: Tx, { teamId }: TeamOf, userId: string): Promise<SecondFactorRow | undefined> {
  const { rows } = await sql<SecondFactorRow>`
    select secret, confirmed_at is not null as "isConfirmed", last_step as "lastStep" from second_factors
    where team_id = ${teamId} and user_id = ${userId} for update`.execute(tx)
  return rows[0]
}

/** Answers false where a confirmed one is there. */
export async function putSecret(tx: Tx, { teamId }: TeamOf, userId: string, secret: Buffer): Promise<boolean> {
  const { rows } = await sql`
    insert into second_factors as f (team_id, user_id, secret, created_at) values (${teamId}, ${userId}, ${secret}, now())
    on conflict (team_id, user_id) do update set secret = excluded.secret, last_step = 0, created_at = excluded.created_at
    where f.confirmed_at is null
    returning user_id`.execute(tx)
  return rows.length === 1
}

export async function acceptStep(tx: Tx, { teamId }: TeamOf, userId: string, step: number): Promise<void> {
  await sql`
    update second_factors set last_step = ${step}, confirmed_at = coalesce(confirmed_at, now())
    where team_id = ${teamId} and user_id = ${userId}`.execute(tx)
}

/** Answers false where there was none that was confirmed. Its recovery codes go with it. */
export async function deleteSecondFactor(tx: Tx, { teamId }: TeamOf, userId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from second_factors where team_id = ${teamId} and user_id = ${userId} and confirmed_at is not null
    returning user_id`.execute(tx)
  return rows.length === 1
}

export async function insertRecoveryCodes(tx: Tx, { teamId }: TeamOf, userId: string, hashes: Buffer[]): Promise<void> {
  await sql`
    insert into recovery_codes (team_id, user_id, code_hash)
    select ${teamId}, ${userId}, hash from unnest(${hashes}::bytea[]) as codes (hash)`.execute(tx)
}

/** Answers false where it is none that is left. */
export async function spendRecoveryCode(tx: Tx, { teamId }: TeamOf, userId: string, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    delete from recovery_codes where team_id = ${teamId} and user_id = ${userId} and code_hash = ${hash}
    returning user_id`.execute(tx)
  return rows.length === 1
}
