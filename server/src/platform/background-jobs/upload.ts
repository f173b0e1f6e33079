import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { TooLarge } from '../../errors.ts'
import type { SpooledRows } from './row-file.ts'
import type { Shape } from './row-splitter.ts'
import { bodyTooLarge, largestBody, spoolRows } from './spool.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** of a route whose body is rows without end: how they lie in it */
    rows?: Shape
  }
}

/**
 * Lets the routes of `app` take bodies of rows: they are spooled as they come, before the handler is called, so that neither a connection nor a
 * transaction waits for a slow sender. The handler finds them with `rowsOf`.
 */
export function takeRows(app: FastifyInstance, { incoming, newId }: { incoming: string; newId: () => string }): void {
  const spool = (shapeOf: (request: FastifyRequest) => Shape) => async (request: FastifyRequest, body: Readable) => {
    const jobId = newId()
    const file = path.join(incoming, jobId)
    return spoolRows(body, shapeOf(request), { teamId: request.scope.teamId, jobId, file })
  }
  app.removeContentTypeParser(['application/json'])
  app.addContentTypeParser(
    'application/json',
    spool((request) => request.routeOptions.config.rows ?? { kind: 'array' }),
  )
  app.addContentTypeParser(
    'application/x-ndjson',
    spool(() => ({ kind: 'lines' })),
  )
  app.addHook('onRequest', async ({ headers }) => {
    if (Number(headers['content-length'] ?? 0) > largestBody) throw bodyTooLarge()
  })
  app.addHook('onError', async (_request, reply, error) => {
    // nobody reads on to the end of a body that has none
    if (error instanceof TooLarge) void reply.header('connection', 'close')
  })
  app.addHook('onResponse', async ({ body }) => {
    if (isSpooled(body)) await rm(body.file, { force: true })
  })
}

const isSpooled = (body: unknown): body is SpooledRows => typeof body === 'object' && body !== null && 'file' in body

export function rowsOf({ body }: { body: unknown }): SpooledRows {
  if (!isSpooled(body)) throw new Error('The body of this request was not spooled.')
  return body
}
