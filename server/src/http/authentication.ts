import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import { Forbidden } from '../errors.ts'
import type { Models } from '../platform/model/service.ts'
import type { TeamModel } from '../platform/model/types.ts'
import { holds } from '../platform/roles/access.ts'
import type { Permission } from '../platform/roles/types.ts'
import type { Scope } from '../scope.ts'
import { type Caller, type Doors, findCaller, known, limitOf, mustChangePassword, scopeOfCaller } from './caller.ts'
import { type RateLimits, tellBudget } from './rate-limits.ts'

/**
 * What a route asks of its caller: `public` asks nothing; `authenticated` a valid key or session; `procedure.read` and `procedure.write` are judged by
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
    /** answers also who has to change their password first */
    beforePasswordChange?: boolean
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

interface Parts extends Doors {
  models: Models
  limits: RateLimits
}

function admit(
  parts: Parts,
  permission: RoutePermission,
  request: FastifyRequest,
  reply: FastifyReply,
): undefined | Promise<void> {
  const caller = findCaller(parts, request)
  if (caller === undefined || caller instanceof Promise) return admitLater(parts, permission, request, reply, caller)
  const budget = parts.limits.take(limitOf(caller))
  const model = parts.models.of(caller)
  if (budget instanceof Promise || model instanceof Promise)
    return admitLater(parts, permission, request, reply, caller, budget)
  tellBudget(reply, budget)
  request.scope = scopeFor(permission, request, caller, model)
  return undefined
}

async function admitLater(
  { models, limits }: Parts,
  permission: RoutePermission,
  request: FastifyRequest,
  reply: FastifyReply,
  found: ReturnType<typeof findCaller>,
  budget?: ReturnType<RateLimits['take']>,
): Promise<void> {
  const caller = known(await found, request)
  tellBudget(reply, await (budget ?? limits.take(limitOf(caller))))
  request.scope = scopeFor(permission, request, caller, await models.of(caller))
}

/**
 * Who asks by now, for what outlives its request, as a stream does: the same credentials judged anew, at no cost to their budget.
 * @throws Unauthorized where they are good no longer, Forbidden where they may not do this any more
 */
export const scopeNow =
  ({ models, ...doors }: Omit<Parts, 'limits'>) =>
  async (request: FastifyRequest): Promise<Scope> => {
    const caller = known(await findCaller(doors, request), request)
    const { permission = 'authenticated' } = request.routeOptions.config
    return scopeFor(permission, request, caller, await models.of(caller))
  }

/** @throws Forbidden where they may not do what the route does */
function scopeFor(
  permission: RoutePermission,
  { routeOptions }: FastifyRequest,
  caller: Caller,
  model: TeamModel,
): Scope {
  const scope = scopeOfCaller(caller, model)
  const { role } = scope
  if (mustChangePassword(caller) && !routeOptions.config.beforePasswordChange) {
    throw new Forbidden('The password must be changed before anything else can be done.', {
      code: 'password_must_be_changed',
      hint: 'PUT /v1/ext/session/password changes it.',
    })
  }
  if (!judgedByService.has(permission) && !holds(role, permission as Permission)) {
    throw new Forbidden(`The role "${role.name}" lacks the permission ${permission}.`, {
      code: 'permission_missing',
      hint: `Give the role the permission ${permission}, or use a key whose role has it.`,
    })
  }
  return scope
}
