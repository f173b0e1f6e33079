import { sql } from 'kysely'
import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'

export interface TokenRow {
  id: string
  secretHash: Buffer
  pluginId: string | null
  client: { newPluginName?: string; clientReferenceId?: string; clientName?: string; clientEmail?: string } | null
  userId: string | null
  keyId: string | null
  attempts: number
  expiresAt: Date
  usedAt: Date | null
}

type Team = Pick<Scope, 'teamId'>

export async function insertToken(db: Reader, { teamId }: Team, row: TokenRow, createdAt: Date): Promise<void> {
  await sql`
    insert into connect_tokens (team_id, connect_token_id, secret_hash, plugin_id, client, user_id, key_id, created_at, expires_at)
    values (${teamId}, ${row.id}, ${row.secretHash}, ${row.pluginId}, ${row.client && JSON.stringify(row.client)}, ${row.userId},
      ${row.keyId}, ${createdAt}, ${row.expiresAt})`.execute(db)
}

export async function findToken(db: Reader, { teamId }: Team, id: string): Promise<TokenRow | undefined> {
  const { rows } = await sql<TokenRow>`
    select connect_token_id as id, secret_hash as "secretHash", plugin_id as "pluginId", client, user_id as "userId",
      key_id as "keyId", attempts, expires_at as "expiresAt", used_at as "usedAt"
    from connect_tokens where team_id = ${teamId} and connect_token_id = ${id}`.execute(db)
  return rows[0]
}

/** Takes one of the attempts; false where none is left, or the token was used or has expired. Until it fails, it stands as used. */
export async function claimToken(db: Reader, { teamId }: Team, id: string, mostAttempts: number): Promise<boolean> {
  const { rows } = await sql`
    update connect_tokens set attempts = attempts + 1, used_at = now()
    where team_id = ${teamId} and connect_token_id = ${id} and used_at is null and expires_at > now() and attempts < ${mostAttempts}
    returning connect_token_id`.execute(db)
  return rows.length === 1
}

/** After a failed attempt: it may be used again. */
export async function releaseToken(db: Reader, { teamId }: Team, id: string): Promise<void> {
  await sql`
    update connect_tokens set used_at = null where team_id = ${teamId} and connect_token_id = ${id}`.execute(db)
}

export async function deleteOldTokens(db: Reader, { teamId }: Team, before: Date): Promise<void> {
  await sql`delete from connect_tokens where team_id = ${teamId} and expires_at < ${before}`.execute(db)
}
