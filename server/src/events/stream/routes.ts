import { Type } from 'typebox'
import type { Routes } from '../../http/app.ts'
import type { EventStreams } from './service.ts'
import { StreamedChange, StreamQuery } from './types.ts'

const example: StreamedChange = {
  id: '01912d5c-8f3a-7c1e-9b6f-2a4d8e0c5b17',
  kind: 'message.received',
  subject: '01912d5c-8f3a-7c1e-9b6f-2a4d8e0c5b18',
  procedure: null,
  procedureShortId: null,
  user: null,
  at: 1764000000000,
  chat: '01912d5c-8f3a-7c1e-9b6f-2a4d8e0c5b19',
}

const description = `Server-sent events. Each says that something changed, not what it is now: whoever shows it fetches it again.

- \`change\`: an object as \`StreamedChange\`: ${Object.keys(StreamedChange.properties).join(', ')}. Where many of one kind changed at once, one message tells so, without \`subject\`. After a change of the model or of a role everybody gets the kind \`model.changed\`.
- \`reset\`: too much happened to be told; fetch everything that is shown.
- \`ready\`: what was missed has been told, and what happens is told as it happens.

A connection that breaks is taken up by the header \`Last-Event-ID\` or by \`since\`: nothing is missed; what came last may come again. The stream ends when the key is revoked or its user is no longer active. What the role may not see is not told.`

export const streamRoutes =
  (streams: EventStreams): Routes =>
  async (app) => {
    app.addHook('preClose', () => streams.stop())

    app.get(
      '/v1/ext/stream',
      {
        // an answer to HEAD would never end
        exposeHeadRoute: false,
        config: { permission: 'authenticated', staysOpen: true },
        schema: {
          summary: 'Follow what changes',
          description,
          tags: ['events'],
          querystring: StreamQuery,
          response: {
            200: {
              description: 'A stream without end.',
              content: {
                'text/event-stream': {
                  schema: Type.String({
                    examples: [`id: hm3s0\nevent: change\ndata: ${JSON.stringify(example)}\n\n`],
                  }),
                },
              },
            },
          },
        },
      },
      async (request, reply) => {
        // a browser that comes back tells in the header where it is, and in the address still where it began
        const seen = request.headers['last-event-id'] || request.query.since
        await streams.open({
          response: reply.raw,
          headers: {
            ...reply.getHeaders(),
            'content-type': 'text/event-stream; charset=utf-8',
            // some proxies would hold it back
            'cache-control': 'no-store, no-transform',
            'x-accel-buffering': 'no',
          },
          scope: request.scope,
          since: Array.isArray(seen) ? seen[0] : seen,
          admit: () => app.scopeNow(request),
        })
        return reply.hijack()
      },
    )
  }
