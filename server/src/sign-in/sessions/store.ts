import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { TokenMark } from '../team-token.ts'
import type { SignInMethod } from './types.ts'

export interface SessionRow {
  id: string
  userId: string
  method: SignInMethod
  mustChangePassword: boolean
  userAgent: string
  address: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

const columns = [
  'session_id as id',
  'user_id as userId',
  'method',
  'must_change_password as mustChangePassword',
  'user_agent as userAgent',
  'address',
  'created_at as createdAt',
  'last_seen_at as lastSeenAt',
  'expires_at as expiresAt',
] as const

export async function insertSession(tx: Tx, { teamId, hash }: TokenMark, session: SessionRow): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      team_id: teamId,
      session_id: session.id,
      user_id: session.userId,
      token_hash: hash,
      method: session.method,
      must_change_password: session.mustChangePassword,
      user_agent: session.userAgent,
      address: session.address,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** The session of a token, unless it has ended. */
export async function findSession(
  db: Reader,
  { teamId, hash }: TokenMark,
  { idleSince }: { idleSince: Date },
): Promise<SessionRow | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('token_hash', '=', hash)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('last_seen_at', '>', idleSince)
    .executeTakeFirst()
  return row as SessionRow | undefined
}

/** Written at most once a minute. */
export async function markSeen(db: Reader, { teamId }: Pick<Scope, 'teamId'>, sessionId: string): Promise<void> {
  await sql`
    update sessions set last_seen_at = now()
    where team_id = ${teamId} and session_id = ${sessionId} and last_seen_at < now() - interval '1 minute'`.execute(db)
}

export async function mustChangePassword(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  sessionId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('must_change_password')
    .where('team_id', '=', teamId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  return row?.must_change_password ?? false
}

/** Of one person, the latest first. */
export async function findSessionsOf(
  db: Reader,
  { teamId }: Scope,
  userId: string,
  { idleSince }: { idleSince: Date },
): Promise<SessionRow[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(columns)
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('last_seen_at', '>', idleSince)
    .orderBy('created_at', 'desc')
    .orderBy('session_id', 'desc')
    .execute()
  return rows as SessionRow[]
}

export interface Chosen {
  /** this one alone */
  id?: string
  /** all but this one */
  except?: string | null
}

/** Ends sessions of one person; answers those that ended. */
export async function deleteSessions(
  tx: Tx,
  { teamId }: Scope,
  userId: string,
  { id, except }: Chosen,
): Promise<SessionRow[]> {
  let sessions = tx.deleteFrom('sessions').where('team_id', '=', teamId).where('user_id', '=', userId)
  if (id !== undefined) sessions = sessions.where('session_id', '=', id)
  if (except) sessions = sessions.where('session_id', '<>', except)
  return (await sessions.returning(columns).execute()) as SessionRow[]
}

/** Nobody else knows the password of this person any longer. */
export async function clearMustChange(tx: Tx, { teamId }: Scope, userId: string): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ must_change_password: false })
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .execute()
}

/** Tells every server, at commit, that what it knows of the sessions of this person is old. */
export async function announceChange(tx: Tx, { teamId }: Pick<Scope, 'teamId'>, userId: string): Promise<void> {
  await sql`select pg_notify('nadi_sessions', ${`${teamId} ${userId}`})`.execute(tx)
}

export async function deleteEnded(
  db: Reader,
  { teamId }: Pick<Scope, 'teamId'>,
  { idleSince }: { idleSince: Date },
): Promise<void> {
  await sql`
    delete from sessions where team_id = ${teamId} and (expires_at < now() or last_seen_at < ${idleSince})`.execute(db)
}
