import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import formBody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { badParam, badToken, GraphError, invalidParameter, noSuchObject, noToken, unknownPath } from '../graph-error.ts'
import type { NodeKind } from '../world/world.ts'
import { accountEdges } from './account.ts'
import { appEdges, uploadEdges } from './app.ts'
import { Bytes, type GraphCall, type GraphHandler, type Services, type UploadedFile } from './call.ts'
import { debugToken } from './debug-token.ts'
import { flowEdges } from './flows.ts'
import { groupEdges } from './groups.ts'
import { mediaEdges, mediaFiles } from './media.ts'
import { Silence } from './misfortune.ts'
import { numberEdges } from './phone-number.ts'
import { templateEdges } from './templates/edges.ts'

type AnyEdges = Readonly<Record<string, GraphHandler<NodeKind>>>

/** What each kind of object answers. */
const edgesOf = {
  account: accountEdges,
  number: numberEdges,
  template: templateEdges,
  media: mediaEdges,
  app: appEdges,
  upload: uploadEdges,
  flow: flowEdges,
  group: groupEdges,
} as unknown as Readonly<Record<NodeKind, AnyEdges>>

const maxBytes = 105 * 1024 * 1024

/** The Graph API: `/{version}/{id}`, `/{version}/{id}/{edge}`, `/{version}/{id}/{edge}/{rest}`. */
export async function graphApi(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(formBody, { bodyLimit: maxBytes })
  await app.register(multipart, { limits: { fileSize: maxBytes, files: 1, fieldSize: 1024 * 1024 } })
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(body as string))
    } catch {
      done(invalidParameter('The body is not valid JSON.', 'Invalid JSON') as Error)
    }
  })
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply))
  for (const url of ['/:version/:id', '/:version/:id/:edge', '/:version/:id/:edge/:rest']) {
    app.route({
      method: ['GET', 'POST', 'DELETE'],
      url,
      handler: (request, reply) => answer(request, reply, services),
    })
  }
  app.get('/debug_token', (request, reply) => answer(request, reply, services))
  mediaFiles(app, services)
  app.setNotFoundHandler((request, reply) => answerError(unknownPath(request.url), request, reply))
}

interface PathParams {
  version?: string
  id?: string
  edge?: string
  rest?: string
}

async function answer(request: FastifyRequest, reply: FastifyReply, services: Services): Promise<unknown> {
  const { version = 'v23.0', id = 'debug_token', edge, rest } = request.params as PathParams
  const { appsecret_proof: proof, ...query } = request.query as Record<string, string>
  const { params, files, raw } = await readBody(request, query)
  services.record(request.method, request.url, query, request.headers, raw ?? request.body ?? params)
  if (services.world.settings.answerDelayMs > 0) await pause(services.world.settings.answerDelayMs)
  if (!/^v\d+\.\d+$/.test(version)) throw unknownPath(`/${version}`)
  const token = tokenOf(request, params)
  const name = `${request.method}${edge ? ` ${edge}` : ''}`
  const mayAsk = services.world.isToken(token) || (id === 'debug_token' && services.world.isAppToken(token))
  if (!mayAsk) throw badToken()
  if (id === 'debug_token') return debugToken(services.world, params.input_token)
  const node = services.world.node(id === 'app' ? services.world.appOf(token) : id)
  const edges: AnyEdges = node ? edgesOf[node.kind] : {}
  const handler = rest === undefined ? edges[name] : (edges[`${name}/${rest}`] ?? edges[`${name}/*`])
  if (!node || !handler || node.account.accessToken !== token) throw noSuchObject(request.method, id)
  if (proof !== undefined && proof !== proofOf(token, node.account.appSecret)) {
    throw badParam('Invalid appsecret_proof provided in the API argument')
  }
  const call: GraphCall = {
    services,
    node,
    version,
    method: request.method,
    id,
    rest,
    params,
    query,
    headers: request.headers,
    files,
    raw,
  }
  const body = await handler(call)
  if (body instanceof Bytes) return reply.type(body.mimeType).send(body.bytes)
  return reply.header('facebook-api-version', version).send(body)
}

/** https://developers.facebook.com/docs/graph-api/guides/secure-requests#appsecret_proof */
const proofOf = (token: string, appSecret: string): string =>
  createHmac('sha256', appSecret).update(token).digest('hex')

function tokenOf(request: FastifyRequest, params: Record<string, unknown>): string {
  const { authorization } = request.headers
  const given = authorization?.replace(/^(Bearer|OAuth)\s+/i, '') ?? params.access_token
  if (typeof given !== 'string' || given === '') throw noToken()
  return given
}

async function readBody(
  request: FastifyRequest,
  query: Record<string, string>,
): Promise<Pick<GraphCall, 'params' | 'files' | 'raw'>> {
  if (request.isMultipart()) {
    const files: Record<string, UploadedFile> = {}
    const params: Record<string, unknown> = { ...query }
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        files[part.fieldname] = { filename: part.filename, mimeType: part.mimetype, bytes: await part.toBuffer() }
      } else params[part.fieldname] = part.value
    }
    return { params, files, raw: undefined }
  }
  const { body } = request
  if (Buffer.isBuffer(body)) return { params: query, files: {}, raw: body }
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    throw invalidParameter('The body must be a JSON object.')
  }
  return { params: body ? { ...query, ...body } : query, files: {}, raw: undefined }
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  if (error instanceof Silence) {
    request.raw.socket.destroy()
    return reply.hijack()
  }
  if (error instanceof GraphError) return reply.code(error.status).send(error.body)
  const status = (error as { statusCode?: number }).statusCode ?? 500
  const message = error instanceof Error ? error.message : String(error)
  const known = new GraphError(status, {
    message: status < 500 ? `(#100) ${message}` : `An unknown error occurred: ${message}`,
    code: status < 500 ? 100 : 1,
  })
  return reply.code(status).send(known.body)
}
