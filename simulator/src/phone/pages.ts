import type { FastifyInstance } from 'fastify'
import type { World } from '../world/world.ts'
import { Refusal } from './refusal.ts'

/** What addresses in the simulator's answers lead to: previews of Flows, pictures of QR codes. */
export function pages(app: FastifyInstance, world: World): void {
  app.get('/simulator/flows/:id', (request, reply) => {
    const { id } = request.params as { id: string }
    const { token } = request.query as { token?: string }
    const node = world.node(id)
    if (node?.kind !== 'flow' || node.flow.previewToken !== token) throw new Refusal(404, 'There is no such preview.')
    return reply.type('application/json').send(node.flow.json ?? '{}')
  })

  // not a code that a camera reads: its link in words
  app.get('/simulator/qr/:code', (request, reply) => {
    const { code } = request.params as { code: string }
    if (!/^[A-Z2-7]{14}$/.test(code)) throw new Refusal(404, 'There is no such QR code.')
    return reply
      .type('image/svg+xml')
      .send(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320"><rect width="320" height="320" fill="#fff"/><text x="160" y="160" font-size="14" text-anchor="middle" font-family="sans-serif">https://wa.me/message/${code}</text></svg>`,
      )
  })
}
