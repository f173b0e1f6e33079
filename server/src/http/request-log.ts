import type { FastifyReply, FastifyRequest } from 'fastify'

const slowMs = 1_000

/**
 * One line a request: all of them at level debug, at info those that failed on our side or were slow. It names who asked by ids; never a
 * header, a body or a query, where keys and people's data would be.
 */
export async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { id, method, routeOptions, scope } = request
  const status = reply.statusCode
  const ms = Math.round(reply.elapsedTime)
  const level = status >= 500 ? 'error' : ms > slowMs ? 'info' : 'debug'
  request.log[level](
    { requestId: id, team: scope?.teamId, key: scope?.keyId, method, route: routeOptions.url ?? 'none', status, ms },
    ms > slowMs ? 'slow request' : 'request',
  )
}
