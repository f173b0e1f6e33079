import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { RouteOptions } from 'fastify'
import { ErrorEnvelope } from './envelope.ts'

/** The document at /openapi.json: the routes describe themselves. */
export const openApi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Nadi',
      version: '0.1.0',
      description: 'Processes, tasks, leads and people of a team, over HTTP.',
      license: { name: 'Apache-2.0' },
    },
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
    security: [{ apiKey: [] }],
  },
}

const refusals: [number, string][] = [
  [400, 'Something in the request is wrong; nothing was changed.'],
  [401, 'The API key is missing, not known, or revoked.'],
  [403, 'The role of the key may not do this.'],
  [404, 'There is no such thing in this team, or the role may not see it.'],
  [409, 'It conflicts with what is there.'],
  [429, 'The key has used its requests of this minute; Retry-After says when to go on.'],
]

/** Completes what every route has in common: its permission, its refusals. */
export function describeRoute(route: RouteOptions): void {
  const permission = route.config?.permission
  if (!permission || !route.schema || route.schema.hide) return
  const isPublic = permission === 'public'
  Object.assign(route.schema, { 'x-permission': permission, ...(isPublic && { security: [] }) })
  const response = (route.schema.response ?? {}) as Record<number, unknown>
  for (const [status, description] of refusals) {
    if (isPublic && (status === 401 || status === 403 || status === 429)) continue
    response[status] ??= { description, ...ErrorEnvelope }
  }
  route.schema.response = response
}
