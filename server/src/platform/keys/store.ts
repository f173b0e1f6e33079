import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { KeyOwner } from '../../database/global-lookups.ts'
import type { Scope } from '../../scope.ts'

export interface ActiveKey {
  roleId: string
  userId: string | null
  requestsPerMinute: number | null
}

export async function findActiveKey(db: Reader, { teamId, keyId }: KeyOwner): Promise<ActiveKey | undefined> {
  return db
    .selectFrom('api_keys')
    .select(['role_id as roleId', 'user_id as userId', 'requests_per_minute as requestsPerMinute'])
    .where('team_id', '=', teamId)
    .where('key_id', '=', keyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
}

/** Keeps the hour and minute at which a key was last seen; written at most once a minute. */
export async function markKeyUsed(db: Reader, { teamId, keyId }: KeyOwner): Promise<void> {
  await sql`
    update api_keys set last_used_at = now()
    where team_id = ${teamId} and key_id = ${keyId} and (last_used_at is null or last_used_at < now() - interval '1 minute')`.execute(
    db,
  )
}

export interface KeyRow {
  id: string
  name: string
  description: string
  roleId: string
  userId: string | null
  hint: string
  requestsPerMinute: number | null
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const columns = [
  'key_id as id',
  'name',
  'description',
  'role_id as roleId',
  'user_id as userId',
  'hint',
  'requests_per_minute as requestsPerMinute',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
  'revoked_at as revokedAt',
] as const

/** The keys that work, or those that were revoked; in the order in which they were made. */
export function findKeys(db: Reader, { teamId }: Scope, { isRevoked }: { isRevoked: boolean }): Promise<KeyRow[]> {
  return db
    .selectFrom('api_keys')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('revoked_at', isRevoked ? 'is not' : 'is', null)
    .orderBy('created_at')
    .orderBy('key_id')
    .execute()
}

/** The row stays locked until the transaction ends. */
export function findKeyToChange(tx: Tx, { teamId }: Scope, id: string): Promise<KeyRow | undefined> {
  return tx
    .selectFrom('api_keys')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('key_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function updateKey(tx: Tx, { teamId }: Scope, key: KeyRow): Promise<void> {
  await tx
    .updateTable('api_keys')
    .set({
      name: key.name,
      description: key.description,
      role_id: key.roleId,
      requests_per_minute: key.requestsPerMinute,
      revoked_at: key.revokedAt,
    })
    .where('team_id', '=', teamId)
    .where('key_id', '=', key.id)
    .execute()
}

/** Tells every server, at commit, that what it knows of keys may be old. */
export async function announceKeyChange(tx: Tx): Promise<void> {
  await sql`select pg_notify('nadi_keys', '')`.execute(tx)
}

export async function insertKey(tx: Tx, { teamId }: Scope, key: KeyRow): Promise<void> {
  await tx
    .insertInto('api_keys')
    .values({
      team_id: teamId,
      key_id: key.id,
      name: key.name,
      description: key.description,
      role_id: key.roleId,
      user_id: key.userId,
      hint: key.hint,
      requests_per_minute: key.requestsPerMinute,
      created_at: key.createdAt,
    })
    .execute()
}

export async function countActiveKeysOfRole(db: Reader, { teamId }: Scope, roleId: string): Promise<number> {
  const { count } = await db
    .selectFrom('api_keys')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('team_id', '=', teamId)
    .where('role_id', '=', roleId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
