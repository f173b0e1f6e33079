import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

export interface SecretRow {
  ownerId: string
  current: Buffer
  next: Buffer | null
  createdAt: Date
  rotatedAt: Date | null
  shownAt: Date | null
}

const columns = [
  'owner_id as ownerId',
  'current',
  'next',
  'created_at as createdAt',
  'rotated_at as rotatedAt',
  'shown_at as shownAt',
] as const

export function findSecrets(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  ownerIds: readonly string[],
): Promise<SecretRow[]> {
  return db
    .selectFrom('signing_secrets')
    .select(columns)
    .where('team_id', '=', teamId)
    .where(sql<boolean>`owner_id = any (${[...ownerIds]}::uuid[])`)
    .execute()
}

/** The row stays locked until the transaction ends. */
export function lockSecret(tx: Tx, { teamId }: Pick<Scope, 'teamId'>, ownerId: string): Promise<SecretRow | undefined> {
  return tx
    .selectFrom('signing_secrets')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('owner_id', '=', ownerId)
    .forUpdate()
    .executeTakeFirst()
}

/** Leaves the one that is there, should another server have been first. */
export async function insertSecret(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  row: Pick<SecretRow, 'ownerId' | 'current' | 'shownAt'>,
): Promise<void> {
  await db
    .insertInto('signing_secrets')
    .values({
      team_id: teamId,
      owner_id: row.ownerId,
      current: row.current,
      created_at: new Date(),
      shown_at: row.shownAt,
    })
    .onConflict((conflict) => conflict.columns(['team_id', 'owner_id']).doNothing())
    .execute()
}

export async function updateSecret(tx: Tx, { teamId }: Pick<Scope, 'teamId'>, row: SecretRow): Promise<void> {
  await tx
    .updateTable('signing_secrets')
    .set({ current: row.current, next: row.next, rotated_at: row.rotatedAt, shown_at: row.shownAt })
    .where('team_id', '=', teamId)
    .where('owner_id', '=', row.ownerId)
    .execute()
}

export async function deleteSecret(tx: Tx, { teamId }: Pick<Scope, 'teamId'>, ownerId: string): Promise<void> {
  await tx.deleteFrom('signing_secrets').where('team_id', '=', teamId).where('owner_id', '=', ownerId).execute()
}
