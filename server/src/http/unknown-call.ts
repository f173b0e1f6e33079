import type { FastifyReply, FastifyRequest } from 'fastify'
import { MethodNotAllowed, NotFound } from '../errors.ts'
import { sendConsole } from './console.ts'
import type { KnownPaths } from './known-paths.ts'

/**
 * What has no route: a page of the console, to a browser; OPTIONS says what a path takes, a wrong method is a 405 that says the same. There is no cross-origin access: a key
 * belongs on a server, not into the page of another site.
 */
export const unknownCall = (paths: KnownPaths) => async (request: FastifyRequest, reply: FastifyReply) => {
  const [path = ''] = request.url.split('?')
  const methods = paths.methodsAt(path)
  if (methods.length === 0) {
    const page = sendConsole(request, reply)
    if (page) return page
    throw new NotFound(`There is no call ${request.method} ${path}.`, {
      code: 'no_such_call',
      hint: 'The calls are listed at /docs.',
    })
  }
  void reply.header('allow', methods.join(', '))
  if (request.method === 'OPTIONS') return reply.code(204).send()
  throw new MethodNotAllowed(`${path} does not take ${request.method}.`, { hint: `It takes ${methods.join(', ')}.` })
}
