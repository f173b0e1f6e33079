import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Conversation } from '../world/conversation.ts'
import type { World } from '../world/world.ts'
import { showConversation } from './show-conversation.ts'

/** Changes of conversations as server-sent events; several of one conversation at once become one. */
export function streamEvents(world: World, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  raw.write('retry: 1000\n\n')
  const changed = new Set<Conversation>()
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    timer = undefined
    for (const conversation of changed) {
      raw.write(`event: conversation\ndata: ${JSON.stringify(showConversation(world, conversation))}\n\n`)
    }
    changed.clear()
  }
  const onChange = (conversation: Conversation): void => {
    changed.add(conversation)
    timer ??= setTimeout(flush, 30)
  }
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), 20_000)
  world.events.on('conversation', onChange)
  request.raw.once('close', () => {
    world.events.off('conversation', onChange)
    clearInterval(heartbeat)
    clearTimeout(timer)
    raw.end()
  })
}
