import type { Socket } from 'node:net'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController, type RouteOptions } from 'fastify'
import type { Database } from '../database/database.ts'
import { BadInput, UnsupportedMedia } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Keys } from '../platform/keys/service.ts'
import type { Models } from '../platform/model/service.ts'
import type { Sessions } from '../sign-in/sessions/service.ts'
import { authenticate, scopeNow } from './authentication.ts'
import { answerClientError } from './client-error.ts'
import { serveConsole } from './console.ts'
import { handleError } from './errors.ts'
import { explorer } from './explorer.ts'
import { type Committed, fingerprintBody, onceByKey } from './idempotency.ts'
import { parseJson } from './json-body.ts'
import { KnownPaths } from './known-paths.ts'
import type { Metrics } from './metrics.ts'
import { openApi } from './openapi.ts'
import type { PublicAddress } from './public-address.ts'
import { RateLimits } from './rate-limits.ts'
import { logRequest } from './request-log.ts'
import { compileSerializer } from './serialization.ts'
import { unknownCall } from './unknown-call.ts'
import { compileValidator } from './validation.ts'

export { answer, envelope } from './envelope.ts'

/** A concept's routes. Each names its permission in `config`, and one schema that gives types, validation and documentation. */
export type Routes = FastifyPluginAsyncTypebox

export interface AppOptions {
  db: Database
  keys: Keys
  sessions: Sessions
  models: Models
  publicAddress: PublicAddress
  /** whose word counts of where a request came from: `X-Forwarded-For` of these addresses */
  trustedProxies: readonly string[]
  metrics: Metrics
  routes: Routes[]
  logger: FastifyBaseLogger
  /** body limit of JSON calls, bytes */
  bodyLimit?: number
}

const requestIdForm = /^[\w.:-]{8,128}$/

/** requests with an Idempotency-Key that are at work at once: half of the pool */
const keyedAtOnce = 10

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { db, keys, sessions, models, publicAddress, metrics, routes, logger, bodyLimit = 1_048_576 } = options
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // a line names its request by itself, so no request needs a logger of its own
    childLoggerFactory: (parent) => parent,
    bodyLimit,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && requestIdForm.test(given) ? given : newId()
    },
    rewriteUrl: (request) => withExt(request.url ?? '/'),
    frameworkErrors: (error, request, reply) => handleError(error, request, reply),
    clientErrorHandler: answerClientError,
    // a stop ends what is idle and lets what is at work finish, also the next call on a connection that stays open meanwhile
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  }).withTypeProvider<TypeBoxTypeProvider>()

  const paths = new KnownPaths()
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(compileSerializer)
  app.setErrorHandler(handleError)
  app.setNotFoundHandler(unknownCall(paths))
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, parseJson)
  app.decorateRequest('scope')
  const doors = { keys, sessions, models, publicAddress }
  app.decorate('scopeNow', scopeNow(doors))

  app.addHook('onRequest', (request, reply, done) => {
    void reply
      .header('x-request-id', request.id)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
    done(nulIn(request.url) ?? encodingOf(request.headers['content-encoding']))
  })
  app.addHook('onRequest', authenticate({ ...doors, limits: new RateLimits({ db }) }))
  app.addHook('preParsing', fingerprintBody)
  const once = onceByKey(db, { places: keyedAtOnce, committed: dropCaches({ keys, sessions, models }) })
  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat()
    for (const method of methods) paths.add(route.url, method)
    requirePermission(route)
    const writes = methods.some((method) => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS')
    const { permission, readsOnly } = route.config ?? {}
    if (writes && permission && permission !== 'public' && !readsOnly) route.handler = once(route.handler)
  })
  endIdleConnections(app)
  app.addHook('onResponse', metrics.measureRequest)
  app.addHook('onResponse', logRequest)

  await app.register(swagger, openApi)
  await app.register(swaggerUi, explorer)
  app.get('/openapi.json', { config: { permission: 'public' }, schema: { hide: true } }, async () => app.swagger())
  for (const register of routes) await app.register(register)
  await serveConsole(app)
  return app
}

/** Older clients leave `/ext` out of their paths: both forms answer. */
function withExt(url: string): string {
  if (url.startsWith('/v1/ext/')) return url
  return url.replace(/^\/(v\d+)\/(?!ext\/|health\b|whatsapp\/)/, '/$1/ext/')
}

/**
 * A stop looks for idle connections once; one that falls idle a moment later would hold it until its keep-alive ends. One that was never used, as
 * browsers open ahead of their requests, is not idle to Node, and would hold it for a minute.
 */
function endIdleConnections(app: FastifyInstance): void {
  let looking: NodeJS.Timeout | undefined
  const connections = new Set<Socket>()
  app.server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  app.addHook('preClose', async () => {
    looking = setInterval(() => {
      app.server.closeIdleConnections()
      for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
    }, 50)
  })
  app.addHook('onClose', async () => clearInterval(looking))
}

/** A route that forgot to say who may call it would be open to all. */
function requirePermission(route: RouteOptions): void {
  if (route.config?.permission || route.url.startsWith(explorer.routePrefix)) return
  throw new Error(`The route ${route.method} ${route.url} names no permission.`)
}

/** PostgreSQL keeps no NUL, so nothing is found by one. */
const nulIn = (url: string): Error | undefined =>
  url.includes('%00') ? new BadInput('The path and the query must not hold the NUL character, %00.') : undefined

function encodingOf(header: string | undefined): UnsupportedMedia | undefined {
  if (header === undefined || header.toLowerCase() === 'identity') return undefined
  return new UnsupportedMedia(`The body is encoded as ${header}, which is not taken.`, {
    path: 'Content-Encoding',
    hint: 'Send it as it is, without Content-Encoding.',
  })
}

/** What a request of an administrator changed is seen by the next one, which may come before the notification of it does. */
const dropCaches =
  ({ keys, sessions, models }: Pick<AppOptions, 'keys' | 'sessions' | 'models'>): Committed =>
  ({ routeOptions, scope }) => {
    if (routeOptions.config.permission === 'procedure.write') return
    models.drop(scope.teamId)
    keys.dropAll()
    sessions.dropAll()
  }
