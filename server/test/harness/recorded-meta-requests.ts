import { AsyncLocalStorage } from 'node:async_hooks'
import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { type Dispatcher, Pool } from 'undici'
import { Graph } from '../../src/whatsapp/graph/client.ts'
import type { MetaRequest } from '../meta/requests.ts'

/**
 * Writes down every request of the Graph client as it leaves: one line of JSON each in the folder NADI_META_REQUESTS, with the path of Meta's
 * documents that it names. `npm run check:meta` runs the tests with it. Loaded once a process.
 */
const folder = process.env.NADI_META_REQUESTS
if (!folder) throw new Error('NADI_META_REQUESTS must name the folder that requests to Meta are written into.')
const file = path.join(folder, `${process.pid}.ndjson`)

const documented = new AsyncLocalStorage<string>()

const { call, download } = Graph.prototype
Graph.prototype.call = function (this: Graph, account, request) {
  return documented.run(request.documented, () => call.call(this, account, request))
} as typeof call
Graph.prototype.download = function (this: Graph, ...args) {
  return documented.run('/{Version}/{Media-URL}', () => download.apply(this, args))
}

const { request } = Pool.prototype
Pool.prototype.request = async function (this: Pool, options: Dispatcher.RequestOptions) {
  const name = documented.getStore()
  if (name === undefined) return request.call(this, options)
  const kept = keep(options)
  const answer = await request.call(this, kept.options)
  const { headers = {} } = options as { headers?: Record<string, string> }
  const written: MetaRequest = {
    method: options.method,
    documented: name,
    path: options.path,
    headers,
    contentType: headers['content-type'] ?? null,
    body: kept.bytes()?.toString('base64') ?? null,
    status: answer.statusCode,
  }
  appendFileSync(file, `${JSON.stringify(written)}\n`)
  return answer
} as typeof request

interface Kept {
  options: Dispatcher.RequestOptions
  /** of the body, once it has been sent */
  bytes(): Buffer | undefined
}

function keep(options: Dispatcher.RequestOptions): Kept {
  const { body } = options
  if (typeof body === 'string' || Buffer.isBuffer(body)) return { options, bytes: () => Buffer.from(body) }
  if (!(body instanceof Readable)) return { options, bytes: () => undefined }
  const chunks: Buffer[] = []
  const keeping = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done(null, chunk)
    },
  })
  body.on('error', (error) => keeping.destroy(error))
  return { options: { ...options, body: body.pipe(keeping) }, bytes: () => Buffer.concat(chunks) }
}
