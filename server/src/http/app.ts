import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import type { Database } from '../database/database.ts'
import type { Keys } from '../platform/keys/service.ts'
import type { Models } from '../platform/model/service.ts'
import { authenticate } from './authentication.ts'
import { errorEnvelope, handleError } from './errors.ts'
import { fingerprintBody, onceByKey } from './idempotency.ts'
import { parseJson } from './json-body.ts'
import { describeRoute, openApi } from './openapi.ts'
import { RateLimited, RateLimits } from './rate-limits.ts'
import { compileValidator } from './validation.ts'

export { answer, envelope } from './envelope.ts'

/** A concept's routes. Each names its permission in `config`, and one schema that gives types, validation and documentation. */
export type Routes = FastifyPluginAsyncTypebox

export interface AppOptions {
  db: Database
  keys: Keys
  models: Models
  routes: Routes[]
  logger: FastifyBaseLogger
  /** body limit of JSON calls, bytes */
  bodyLimit?: number
}

const requestIdForm = /^[\w.:-]{8,128}$/

export async function buildApp({
  db,
  keys,
  models,
  routes,
  logger,
  bodyLimit = 1_048_576,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    disableRequestLogging: true,
    bodyLimit,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && requestIdForm.test(given) ? given : v7()
    },
    rewriteUrl: (request) => withExt(request.url ?? '/'),
    frameworkErrors: (error, request, reply) => handleError(error, request, reply),
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler(compileValidator)
  app.setErrorHandler((error: Error, request, reply) => {
    if (error instanceof RateLimited) {
      void reply.header('retry-after', error.retryAfterSeconds)
      void reply
        .header('ratelimit-limit', error.limit)
        .header('ratelimit-remaining', 0)
        .header('ratelimit-reset', error.retryAfterSeconds)
    }
    handleError(error, request, reply)
  })
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split('?')
    const problem = {
      code: 'no_such_call',
      message: `There is no call ${request.method} ${path}.`,
      hint: 'The calls are listed at /docs.',
    }
    void reply.code(404).send(errorEnvelope(request.id, [problem]))
  })
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson)
  app.decorateRequest('scope')

  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
  })
  app.addHook('onRequest', authenticate({ keys, models, limits: new RateLimits({ db }) }))
  app.addHook('preParsing', fingerprintBody)
  app.addHook('onRoute', (route) => {
    describeRoute(route)
    const writes = [route.method].flat().some((method) => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS')
    if (writes && route.config?.permission && !route.config.readsOnly) route.handler = onceByKey(db, route.handler)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, url, id } = request
    const log = {
      requestId: id,
      method,
      path: url.split('?')[0],
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    request.log.debug({ ...log, team: request.scope?.teamId, key: request.scope?.keyId }, 'request')
  })

  await app.register(swagger, openApi)
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { deepLinking: true, persistAuthorization: true, tryItOutEnabled: true },
  })
  app.get('/openapi.json', { config: { permission: 'public' }, schema: { hide: true } }, async () => app.swagger())
  for (const register of routes) await app.register(register)
  return app
}

/** Older clients leave `/ext` out of their paths: both forms answer. */
function withExt(url: string): string {
  return url.replace(/^\/(v\d+)\/(?!ext\/|health\b|whatsapp\/)/, '/$1/ext/')
}
