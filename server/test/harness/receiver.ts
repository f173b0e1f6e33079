import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  path: string
  headers: Record<string, string>
  body: string
}

export type Reply = { status?: number; headers?: Record<string, string>; body?: string } | 'hang' | 'break'

/** A system around the team: a real HTTP server that keeps what it was sent, and answers as the test tells it. */
export interface Receiver {
  url: string
  received: Received[]
  /** how many connections were made to it */
  connections(): number
  /** from now on; by default 200 without a body */
  replies(reply: Reply | ((request: Received, count: number) => Reply)): void
  /** resolves when so many requests have come in all */
  got(count: number): Promise<Received[]>
  close(): Promise<void>
}

export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = []
  let reply: Reply | ((request: Received, count: number) => Reply) = {}
  let connections = 0
  const waiting = new Set<{ count: number; resolve: (requests: Received[]) => void }>()

  const answer = (request: Received, response: ServerResponse): void => {
    const chosen = typeof reply === 'function' ? reply(request, received.length) : reply
    if (chosen === 'break') response.destroy()
    else if (chosen !== 'hang') response.writeHead(chosen.status ?? 200, chosen.headers).end(chosen.body)
  }
  const server = createServer(async (message: IncomingMessage, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk as Buffer)
    const request = {
      path: message.url ?? '',
      headers: message.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString(),
    }
    received.push(request)
    answer(request, response)
    for (const one of waiting) {
      if (received.length < one.count) continue
      waiting.delete(one)
      one.resolve(received)
    }
  })
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    received,
    connections: () => connections,
    replies: (chosen) => {
      reply = chosen
    },
    got: (count) =>
      received.length >= count
        ? Promise.resolve(received)
        : new Promise((resolve) => {
            waiting.add({ count, resolve })
          }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
