import type { FastifyRequest } from 'fastify'
import { Unauthorized } from '../errors.ts'
import type { KeyPrincipal } from '../platform/keys/principals.ts'
import type { Keys } from '../platform/keys/service.ts'
import type { TeamModel } from '../platform/model/types.ts'
import type { Scope } from '../scope.ts'
import type { SessionPrincipal, Sessions } from '../sign-in/sessions/service.ts'
import type { PublicAddress } from './public-address.ts'
import { defaultRequestsPerMinute, type Limited } from './rate-limits.ts'
import { assertSameOrigin } from './same-origin.ts'
import { sessionToken } from './session-cookie.ts'

/** Whom a request speaks for, by its credentials: an API key, or the cookie of a session. */
export type Caller = KeyPrincipal | SessionPrincipal

export interface Doors {
  keys: Keys
  sessions: Sessions
  publicAddress: PublicAddress
}

/**
 * A program shows its key; a browser the cookie of its session, which only counts without a key. A synchronous value where the caches know.
 * @throws Unauthorized where there is neither, Forbidden where the page of another site asks
 */
export function findCaller(
  { keys, sessions, publicAddress }: Doors,
  request: FastifyRequest,
): Caller | undefined | Promise<Caller | undefined> {
  const { authorization, cookie } = request.headers
  const token = authorization === undefined ? sessionToken(cookie) : undefined
  if (token === undefined) return keys.find(bearer(authorization))
  assertSameOrigin(request, publicAddress.url)
  return sessions.find(token)
}

/** @throws Unauthorized for credentials that open nothing, or nothing any longer */
export function known(caller: Caller | undefined, { headers }: FastifyRequest): Caller {
  if (caller) return caller
  if (headers.authorization === undefined) throw sessionEnded()
  throw new Unauthorized('The API key is not known or was revoked.', {
    hint: 'Make a key in the console under API keys, or with `nadi key create`.',
  })
}

const isSession = (caller: Caller): caller is SessionPrincipal => 'sessionId' in caller

export const mustChangePassword = (caller: Caller): boolean => isSession(caller) && caller.mustChangePassword

export const limitOf = (caller: Caller): Limited =>
  isSession(caller)
    ? { teamId: caller.teamId, clientId: caller.sessionId, requestsPerMinute: defaultRequestsPerMinute }
    : { teamId: caller.teamId, clientId: caller.keyId, requestsPerMinute: caller.requestsPerMinute }

/** @throws Unauthorized where their role or their user is gone */
export const scopeOfCaller = (caller: Caller, model: TeamModel): Scope =>
  isSession(caller) ? scopeOfSession(caller, model) : scopeOfKey(caller, model)

function scopeOfKey({ teamId, keyId, userId, roleId }: KeyPrincipal, model: TeamModel): Scope {
  const role = model.roles.get(roleId)
  if (!role) {
    throw new Unauthorized('The role of this API key was deleted.', { hint: 'Make a key with another role.' })
  }
  const owner = userId ? model.users.get(userId) : undefined
  if (userId && !owner?.isActive) {
    throw new Unauthorized('The user in whose name this API key acts is not active.', {
      code: 'user_not_active',
      hint: 'Activate the user again, or make a key in the name of another.',
    })
  }
  return { teamId, userId, keyId, sessionId: null, role, podIds: owner?.podIds ?? [] }
}

/** A session has the role that its user has now. */
function scopeOfSession({ teamId, sessionId, userId }: SessionPrincipal, model: TeamModel): Scope {
  const user = model.users.get(userId)
  const role = model.roles.get(user?.roleId ?? '')
  if (!user?.isActive || !role) throw sessionEnded()
  return { teamId, userId, keyId: null, sessionId, role, podIds: user.podIds }
}

const sessionEnded = (): Unauthorized =>
  new Unauthorized('The session has ended.', { code: 'session_ended', hint: 'Sign in again.' })

function bearer(header: string | undefined): string {
  const match = /^Bearer +(\S{1,300}) *$/i.exec(header ?? '')
  if (!match?.[1]) {
    throw new Unauthorized('The request carries no API key.', {
      hint: 'Send the header Authorization: Bearer <key>, or sign in.',
    })
  }
  return match[1]
}
