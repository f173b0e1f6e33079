import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../graph/call.ts'
import { chatRoutes } from './chat-routes.ts'
import { pages } from './pages.ts'
import { Refusal } from './refusal.ts'
import { worldRoutes } from './world-routes.ts'

/** `/simulator/api`: what the phone in the browser, and people, use. Errors are `{"error": "a sentence"}`. */
export async function phoneApi(app: FastifyInstance, services: Services, requests: readonly unknown[]): Promise<void> {
  await app.register(multipart, { limits: { fileSize: 105 * 1024 * 1024, files: 1 } })
  app.addHook('onRequest', async ({ headers, method }) => {
    // a page of another origin may not play customers in the name of whoever looks at it
    const { origin, host } = headers
    if (method === 'GET' || origin === undefined) return
    if (!URL.canParse(origin) || new URL(origin).host !== host) {
      throw new Refusal(403, `A page of ${origin} may not use the simulator.`)
    }
  })
  app.setErrorHandler((error, _request, reply) => {
    const status = error instanceof Refusal ? error.status : ((error as { statusCode?: number }).statusCode ?? 400)
    return reply.code(status).send({ error: error instanceof Error ? error.message : String(error) })
  })
  chatRoutes(app, services)
  worldRoutes(app, services, requests)
  pages(app, services.world)
}
