import type { onResponseHookHandler } from 'fastify'

const slowMs = 1_000

/**
 * One line a request: all of them at level debug, at info those that failed on our side or were slow. It names who asked by ids; never a
 * header, a body or a query, where keys and people's data would be.
 */
export const logRequest: onResponseHookHandler = (request, reply, done) => {
  done()
  const { id, method, routeOptions, scope } = request
  const status = reply.statusCode
  const ms = Math.round(reply.elapsedTime)
  const isSlow = ms > slowMs && !routeOptions.config.staysOpen
  const level = status >= 500 ? 'error' : isSlow ? 'info' : 'debug'
  // the line is made only where it is written: almost never in production
  if (level === 'debug' && request.log.level !== 'debug' && request.log.level !== 'trace') return
  request.log[level](
    {
      requestId: id,
      team: scope?.teamId,
      key: scope?.keyId,
      session: scope?.sessionId,
      method,
      route: routeOptions.url ?? 'none',
      status,
      ms,
    },
    isSlow ? 'slow request' : 'request',
  )
}
