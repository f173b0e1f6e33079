import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import { Forbidden, Unauthorized } from '../errors.ts'
import type { Principal } from '../platform/keys/principals.ts'
import type { Keys } from '../platform/keys/service.ts'
import type { Models } from '../platform/model/service.ts'
import type { TeamModel } from '../platform/model/types.ts'
import { holds } from '../platform/roles/access.ts'
import type { Permission } from '../platform/roles/types.ts'
import type { Scope } from '../scope.ts'
import { type RateLimits, tellBudget } from './rate-limits.ts'

/**
 * What a route asks of its caller: `public` asks nothing; `authenticated` a valid key; `procedure.read` and `procedure.write` are judged by
 * the service against the role's access to the procedure in question; the others are named permissions of a role.
 */
export type RoutePermission = 'public' | 'authenticated' | 'procedure.read' | 'procedure.write' | Permission

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: RoutePermission
    /** a POST that changes nothing, such as a list: it takes no Idempotency-Key */
    readsOnly?: boolean
    /** its answer goes on until the client leaves: how long that takes says nothing of the server */
    staysOpen?: boolean
  }
  interface FastifyRequest {
    scope: Scope
  }
  interface FastifyInstance {
    scopeNow: (request: FastifyRequest) => Promise<Scope>
  }
}

const judgedByService: ReadonlySet<RoutePermission> = new Set(['authenticated', 'procedure.read', 'procedure.write'])

/**
 * An onRequest hook: who asks, whether they may, and whether they have not asked too often, before any of the body is read. Where the
 * caches know, it waits for nothing.
 */
export function authenticate(parts: Parts): onRequestHookHandler {
  return (request, reply, done) => {
    const permission = request.routeOptions.config.permission
    if (permission === 'public' || permission === undefined) return done()
    try {
      const pending = admit(parts, permission, request, reply)
      if (pending) pending.then(() => done(), done)
      else done()
    } catch (error) {
      done(error as Error)
    }
  }
}

interface Parts {
  keys: Keys
  models: Models
  limits: RateLimits
}

function admit(
  parts: Parts,
  permission: RoutePermission,
  request: FastifyRequest,
  reply: FastifyReply,
): undefined | Promise<void> {
  const key = bearer(request.headers.authorization)
  const principal = parts.keys.find(key)
  if (principal === undefined || principal instanceof Promise)
    return admitLater(parts, permission, request, reply, principal)
  const budget = parts.limits.take(principal)
  const model = parts.models.of(principal)
  if (budget instanceof Promise || model instanceof Promise)
    return admitLater(parts, permission, request, reply, principal, budget)
  tellBudget(reply, budget)
  request.scope = scopeOf(principal, model, permission)
  return undefined
}

async function admitLater(
  { models, limits }: Parts,
  permission: RoutePermission,
  request: FastifyRequest,
  reply: FastifyReply,
  found: ReturnType<Keys['find']>,
  budget?: ReturnType<RateLimits['take']>,
): Promise<void> {
  const principal = known(await found)
  tellBudget(reply, await (budget ?? limits.take(principal)))
  request.scope = scopeOf(principal, await models.of(principal), permission)
}

/**
 * Who asks by now, for what outlives its request, as a stream does: the same credentials judged anew, at no cost to their budget.
 * @throws Unauthorized where they are good no longer, Forbidden where they may not do this any more
 */
export const scopeNow =
  ({ keys, models }: Pick<Parts, 'keys' | 'models'>) =>
  async (request: FastifyRequest): Promise<Scope> => {
    const principal = known(await keys.find(bearer(request.headers.authorization)))
    return scopeOf(principal, await models.of(principal), request.routeOptions.config.permission ?? 'authenticated')
  }

function known(principal: Principal | undefined): Principal {
  if (principal) return principal
  throw new Unauthorized('The API key is not known or was revoked.', {
    hint: 'Make a key in the console under API keys, or with `nadi key create`.',
  })
}

function scopeOf(principal: Principal, model: TeamModel, permission: RoutePermission): Scope {
  const role = model.roles.get(principal.roleId)
  if (!role) {
    throw new Unauthorized('The role of this API key was deleted.', { hint: 'Make a key with another role.' })
  }
  const owner = principal.userId ? model.users.get(principal.userId) : undefined
  if (principal.userId && !owner?.isActive) {
    throw new Unauthorized('The user in whose name this API key acts is not active.', {
      code: 'user_not_active',
      hint: 'Activate the user again, or make a key in the name of another.',
    })
  }
  if (!judgedByService.has(permission) && !holds(role, permission as Permission)) {
    throw new Forbidden(`The role "${role.name}" lacks the permission ${permission}.`, {
      code: 'permission_missing',
      hint: `Give the role the permission ${permission}, or use a key whose role has it.`,
    })
  }
  return {
    teamId: principal.teamId,
    userId: principal.userId,
    keyId: principal.keyId,
    role,
    podIds: owner?.podIds ?? [],
  }
}

function bearer(header: string | undefined): string {
  const match = /^Bearer +(\S{1,300}) *$/i.exec(header ?? '')
  if (!match?.[1]) {
    throw new Unauthorized('The request carries no API key.', { hint: 'Send the header Authorization: Bearer <key>.' })
  }
  return match[1]
}
