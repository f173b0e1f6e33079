import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const built = path.join(import.meta.dirname, '../../dist/phone')

// what the page loads comes from here alone; pictures in messages may come from anywhere, as on a phone
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src * data: blob:; media-src * blob:; base-uri 'none'; form-action 'none'"

/**
 * The phone itself, at `/`.
 * @param framedBy the origins whose pages may show it in a frame, as they are now
 */
export async function phonePage(app: FastifyInstance, framedBy: () => readonly string[]): Promise<void> {
  if (!existsSync(path.join(built, 'index.html'))) {
    app.get('/', (_request, reply) =>
      reply.code(404).send({ error: 'The phone is not built: `npx vite build phone` in the simulator builds it.' }),
    )
    return
  }
  await app.register(fastifyStatic, {
    root: built,
    // a route of its own for each file, since every other path is Meta's
    wildcard: false,
    setHeaders: (response, file) => {
      response.setHeader('content-security-policy', `${policy}; frame-ancestors ${framedBy().join(' ') || "'none'"}`)
      response.setHeader('x-content-type-options', 'nosniff')
      // assets have the hash of their content in their name
      response.setHeader('cache-control', file.endsWith('.html') ? 'no-cache' : 'public, max-age=31536000, immutable')
    },
  })
}
