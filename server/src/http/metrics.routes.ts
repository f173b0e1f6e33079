import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Forbidden, Unauthorized } from '../errors.ts'
import { isLoopback } from '../loopback.ts'
import type { Routes } from './app.ts'
import type { Metrics } from './metrics.ts'

/** /metrics tells of all teams together, so no team's key opens it: the operator's token does, or else being on this machine. */
export const metricsRoutes =
  (metrics: Metrics, { token }: { token: string | null }): Routes =>
  async (app) => {
    app.get('/metrics', { config: { permission: 'public' }, schema: { hide: true } }, async (request, reply) => {
      if (token === null) refuseStrangers(request)
      else requireToken(request, token)
      return reply.type(metrics.contentType).send(await metrics.read())
    })
  }

function refuseStrangers(request: FastifyRequest): void {
  // a proxy on this machine speaks for others
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded ?? request.headers['x-real-ip']
  if (isLoopback(request.ip) && forwarded === undefined) return
  throw new Forbidden('Without a token /metrics answers this machine only.', {
    hint: 'Set NADI_METRICS_TOKEN, and send it as Authorization: Bearer <token>.',
  })
}

function requireToken(request: FastifyRequest, token: string): void {
  const [, given = ''] = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '') ?? []
  if (timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', token, 'buffer'))) return
  throw new Unauthorized('/metrics wants the token of NADI_METRICS_TOKEN.', {
    hint: 'Send Authorization: Bearer <token>.',
  })
}
