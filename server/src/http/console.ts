import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What `npm start` builds from the workspace `console`. */
const built = path.resolve(import.meta.dirname, '../../../console/dist')

/** Everything comes from this server; pictures of templates and links may be elsewhere, and the demo's phone stands in a frame. */
const policy = [
  "default-src 'self'",
  "img-src 'self' data: blob: https:",
  "media-src 'self' blob: https:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  'frame-src http: https:',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const isHidden = { config: { permission: 'public' }, schema: { hide: true } } as const

/** Serves the files of the console. Its pages are addresses of its own: `sendConsole` answers them. */
export async function serveConsole(app: FastifyInstance): Promise<void> {
  if (!existsSync(built)) return
  await app.register(fastifyStatic, { root: built, serve: false, preCompressed: true, cacheControl: false })
  // kept by browsers where it is there, since its name holds a hash of what is in it; a 404 while another version is brought out is not
  app.get('/assets/*', isHidden, (request, reply) =>
    reply.sendFile(request.url.split('?')[0] ?? '', { cacheControl: true, maxAge: '365d', immutable: true }),
  )
  for (const file of ['/icon.svg', '/theme.js']) {
    app.get(file, isHidden, (_request, reply) => reply.sendFile(file, { cacheControl: true, maxAge: '1h' }))
  }
  app.get('/', isHidden, (_request, reply) => sendPage(reply))
}

/** A browser that opens an address which is no call gets the console, which knows its own pages; undefined for everything else. */
export function sendConsole(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const isPage = request.method === 'GET' && request.headers.accept?.includes('text/html')
  if (!isPage || /^\/(v\d+|assets|webhooks|docs|health)(\/|$)/.test(request.url) || !existsSync(built)) return undefined
  return sendPage(reply)
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-security-policy', policy)
    .header('referrer-policy', 'same-origin')
    .header('cache-control', 'no-cache')
    .sendFile('index.html')
}
