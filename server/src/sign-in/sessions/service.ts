import { validate as isUuid } from 'uuid'
import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { Forbidden, NotFound } from '../../errors.ts'
import { recordEvent, recordEvents } from '../../events/record.ts'
import { CredentialCache } from '../../http/credential-cache.ts'
import type { Scope } from '../../scope.ts'
import { newTeamToken, readTeamToken } from '../team-token.ts'
import * as store from './store.ts'
import type { Session, SignInMethod } from './types.ts'

const dayMs = 86_400_000
/** A session ends after so long without use … */
export const idleMs = 7 * dayMs
/** … and after so long in any case. */
export const lifeMs = 30 * dayMs

/** Whom a session speaks for. */
export interface SessionPrincipal {
  teamId: string
  sessionId: string
  userId: string
  mustChangePassword: boolean
}

/** The browser that signs in. */
export interface Device {
  userAgent: string
  address: string
}

export interface NewSession {
  method: SignInMethod
  mustChangePassword: boolean
  device: Device
}

/** A session that has just begun: its token is known now and never again. */
export interface Begun {
  sessionId: string
  token: string
  expiresAt: number
}

/** Why sessions ended, as the audit log tells. */
export type EndReason = 'signed_out' | 'password_changed' | 'user_left' | 'by_administrator'

export class Sessions {
  readonly #db: Database
  readonly #newId: () => string
  readonly #principals: CredentialCache<SessionPrincipal>

  constructor({ db, newId }: { db: Database; newId: () => string }) {
    this.#db = db
    this.#newId = newId
    this.#principals = new CredentialCache((token) => this.#look(token))
  }

  /** Whom the token of a session speaks for; undefined where it has ended. */
  find(token: string): SessionPrincipal | undefined | Promise<SessionPrincipal | undefined> {
    return this.#principals.find(token)
  }

  /** Forgets what it knows of the sessions of a person, of whichever team. */
  drop(userId: string): void {
    this.#principals.drop((principal) => principal.userId === userId)
  }

  dropAll(): void {
    this.#principals.dropAll()
  }

  /** @param scope of the person who signs in */
  async begin(tx: Tx, scope: Scope & { userId: string }, { method, mustChangePassword, device }: NewSession) {
    const now = new Date()
    const { token, ...mark } = newTeamToken(scope.teamId)
    const session: store.SessionRow = {
      id: this.#newId(),
      userId: scope.userId,
      method,
      mustChangePassword,
      userAgent: device.userAgent.slice(0, 500),
      address: device.address,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + lifeMs),
    }
    await store.insertSession(tx, mark, session)
    const after = { user: scope.userId, method, userAgent: session.userAgent, address: session.address }
    await recordEvent(tx, scope, { kind: 'session.created', subjectId: session.id, before: null, after })
    return { sessionId: session.id, token, expiresAt: session.expiresAt.getTime() } satisfies Begun
  }

  /** One's own. */
  async list(scope: Scope): Promise<Session[]> {
    if (scope.userId === null) return []
    const rows = await store.findSessionsOf(scope.transaction ?? this.#db, scope, scope.userId, since())
    return rows.map((row) => toSession(row, scope))
  }

  async mustChangePassword(scope: Scope): Promise<boolean> {
    if (scope.sessionId === null) return false
    return store.mustChangePassword(scope.transaction ?? this.#db, scope, scope.sessionId)
  }

  /** Signs out here. */
  async endCurrent(scope: Scope): Promise<Session> {
    return this.endOne(scope, ownSession(scope).sessionId)
  }

  /** Signs out on one of one's own devices. */
  async endOne(scope: Scope, id: string): Promise<Session> {
    const { userId } = ownSession(scope)
    const [ended] = await inTransaction(this.#db, scope, async (tx) =>
      isUuid(id) ? this.#end(tx, scope, userId, { id }, 'signed_out') : [],
    )
    if (!ended) {
      throw new NotFound(`You have no session ${id}.`, { hint: 'GET /v1/ext/sessions lists them.' })
    }
    this.drop(userId)
    return toSession(ended, scope)
  }

  /** Signs out everywhere; answers what ended. */
  async endAll(scope: Scope): Promise<Session[]> {
    const { userId } = ownSession(scope)
    const ended = await inTransaction(this.#db, scope, (tx) => this.#end(tx, scope, userId, {}, 'signed_out'))
    this.drop(userId)
    return ended.map((row) => toSession(row, scope))
  }

  /** In the transaction in which a person may no longer be signed in: whoever commits it has `drop` called. */
  async endAllOf(tx: Tx, scope: Scope, userId: string, reason: EndReason): Promise<void> {
    await this.#end(tx, scope, userId, {}, reason)
  }

  /** A new password ends all sessions of its person but the one that set it, which may now do everything. */
  async passwordChanged(tx: Tx, scope: Scope, userId: string): Promise<void> {
    const except = scope.userId === userId ? scope.sessionId : null
    await this.#end(tx, scope, userId, { except }, 'password_changed')
    await store.clearMustChange(tx, scope, userId)
    await store.announceChange(tx, scope, userId)
  }

  /** For `upkeep`. */
  readonly sweep = (teamId: string): Promise<void> => store.deleteEnded(this.#db, { teamId }, since())

  async #end(
    tx: Tx,
    scope: Scope,
    userId: string,
    chosen: store.Chosen,
    reason: EndReason,
  ): Promise<store.SessionRow[]> {
    const ended = await store.deleteSessions(tx, scope, userId, chosen)
    if (ended.length === 0) return ended
    await store.announceChange(tx, scope, userId)
    const events = ended.map(({ id, method, userAgent, address }) => ({
      kind: 'session.revoked',
      subjectId: id,
      before: { user: userId, method, userAgent, address },
      after: { reason },
    }))
    await recordEvents(tx, scope, events)
    return ended
  }

  async #look(token: string): Promise<SessionPrincipal | undefined> {
    const mark = readTeamToken(token)
    const session = mark && (await store.findSession(this.#db, mark, since()))
    if (!session) return undefined
    const { teamId } = mark
    await store.markSeen(this.#db, { teamId }, session.id)
    return { teamId, sessionId: session.id, userId: session.userId, mustChangePassword: session.mustChangePassword }
  }
}

const since = () => ({ idleSince: new Date(Date.now() - idleMs) })

const toSession = (
  { userId: _, mustChangePassword: __, createdAt, lastSeenAt, expiresAt, ...row }: store.SessionRow,
  { sessionId }: Scope,
): Session => ({
  ...row,
  isCurrent: row.id === sessionId,
  createdAt: createdAt.getTime(),
  lastSeenAt: lastSeenAt.getTime(),
  expiresAt: expiresAt.getTime(),
})

/**
 * Who is signed in.
 * @throws Forbidden where an API key asks
 */
export function ownSession({ sessionId, userId }: Scope): { sessionId: string; userId: string } {
  if (sessionId !== null && userId !== null) return { sessionId, userId }
  throw new Forbidden('This call is for people who are signed in, not for an API key.', {
    code: 'session_needed',
    hint: 'POST /v1/ext/session signs in.',
  })
}
