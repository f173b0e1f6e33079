import type { FastifyReply, FastifyRequest } from 'fastify'
import { Forbidden, Unauthorized } from '../errors.ts'
import type { Keys } from '../platform/keys/service.ts'
import type { Models } from '../platform/model/service.ts'
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
  }
  interface FastifyRequest {
    scope: Scope
  }
}

const judgedByService: ReadonlySet<RoutePermission> = new Set(['authenticated', 'procedure.read', 'procedure.write'])

/** Who asks, whether they may, and whether they have not asked too often: before any of the body is read. */
export function authenticate({ keys, models, limits }: { keys: Keys; models: Models; limits: RateLimits }) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const permission = request.routeOptions.config.permission
    if (permission === 'public' || permission === undefined) return
    const key = bearer(request.headers.authorization)
    const found = keys.find(key)
    const principal = found instanceof Promise ? await found : found
    if (!principal) {
      throw new Unauthorized('The API key is not known or was revoked.', {
        hint: 'Make a key in the console under API keys, or with `nadi key create`.',
      })
    }
    const allowance = limits.take(principal)
    const budget = allowance instanceof Promise ? await allowance : allowance
    tellBudget(reply, budget)
    const current = models.of(principal)
    const model = current instanceof Promise ? await current : current
    const role = model.roles.get(principal.roleId)
    if (!role)
      throw new Unauthorized('The role of this API key was deleted.', { hint: 'Make a key with another role.' })
    const owner = principal.userId ? model.users.get(principal.userId) : undefined
    if (principal.userId && !owner?.isActive) {
      throw new Unauthorized('The user in whose name this API key acts is not active.', {
        code: 'user_not_active',
        hint: 'Activate the user again, or make a key in the name of another.',
      })
    }
    if (!judgedByService.has(permission) && !role.permissions.includes(permission as Permission)) {
      throw new Forbidden(`The role "${role.name}" lacks the permission ${permission}.`, {
        code: 'permission_missing',
        hint: `Give the role the permission ${permission}, or use a key whose role has it.`,
      })
    }
    request.scope = {
      teamId: principal.teamId,
      userId: principal.userId,
      keyId: principal.keyId,
      role,
      podIds: owner?.podIds ?? [],
    }
  }
}

function bearer(header: string | undefined): string {
  const match = /^Bearer +(\S{1,300}) *$/i.exec(header ?? '')
  if (!match?.[1]) {
    throw new Unauthorized('The request carries no API key.', { hint: 'Send the header Authorization: Bearer <key>.' })
  }
  return match[1]
}
