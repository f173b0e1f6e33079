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
