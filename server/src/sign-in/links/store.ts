import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { TokenMark } from '../team-token.ts'
import type { LinkPurpose } from './types.ts'

export interface LinkRow {
  id: string
  userId: string
  purpose: LinkPurpose
  sentTo: string | null
  createdAt: Date
  expiresAt: Date
}

const columns = [
  'link_id as id',
  'user_id as userId',
  'purpose',
  'sent_to as sentTo',
  'created_at as createdAt',
  'expires_at as expiresAt',
] as const

export async function insertLink(tx: Tx, { teamId }: Scope, link: LinkRow, tokenHash: Buffer | null): Promise<void> {
  await tx
    .insertInto('sign_in_links')
    .values({
      team_id: teamId,
      link_id: link.id,
      user_id: link.userId,
      purpose: link.purpose,
      token_hash: tokenHash,
      sent_to: link.sentTo,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** Unless it has expired. */
export async function findLink(db: Reader, { teamId, hash }: TokenMark): Promise<LinkRow | undefined> {
  const row = await db
    .selectFrom('sign_in_links')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('token_hash', '=', hash)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return row as LinkRow | undefined
}

/** Gives a link its token, from now on the only one that opens it; undefined where it was used or has expired. */
export async function putToken(db: Reader, { teamId, hash }: TokenMark, linkId: string): Promise<LinkRow | undefined> {
  const row = await db
    .updateTable('sign_in_links')
    .set({ token_hash: hash })
    .where('team_id', '=', teamId)
    .where('link_id', '=', linkId)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(columns)
    .executeTakeFirst()
  return row as LinkRow | undefined
}

/** Answers false where it was used meanwhile. */
export async function deleteLink(tx: Tx, { teamId, hash }: TokenMark): Promise<boolean> {
  const { rows } = await sql`
    delete from sign_in_links where team_id = ${teamId} and token_hash = ${hash} and expires_at > now() returning link_id`.execute(
    tx,
  )
  return rows.length === 1
}

/** @param purpose those for this alone */
export async function deleteLinksOf(
  tx: Tx,
  { teamId }: Pick<Scope, 'teamId'>,
  userId: string,
  purpose?: LinkPurpose,
): Promise<void> {
  await tx
    .deleteFrom('sign_in_links')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .$if(purpose !== undefined, (links) => links.where('purpose', '=', purpose ?? ''))
    .execute()
}

export async function deleteExpired(db: Reader, { teamId }: Pick<Scope, 'teamId'>): Promise<void> {
  await sql`delete from sign_in_links where team_id = ${teamId} and expires_at < now()`.execute(db)
}
