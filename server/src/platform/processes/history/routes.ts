import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../../http/app.ts'
import type { Histories } from './service.ts'
import { HistoryEntry, HistoryQuery } from './types.ts'

const params = Type.Object({
  procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
  processId: Type.String({ format: 'uuid', description: 'uuid of the process' }),
})

const Meta = Type.Object({
  hasMore: Type.Boolean({ description: 'whether older changes follow' }),
  nextCursor: Type.Optional(Type.String({ description: 'where more follow: the cursor of the next page' })),
})

export const historyRoutes =
  (histories: Histories): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/procedure/:procedure/process/:processId/history',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'List the changes of a process',
          description: 'Its tasks are told with it. Of a deleted process, for those who may restore it.',
          tags: ['process'],
          params,
          querystring: HistoryQuery,
          response: { 200: envelope(Type.Array(HistoryEntry), Meta) },
        },
      },
      async ({ scope, params, query }) => {
        const { entries, ...meta } = await histories.list(scope, params.procedure, params.processId, query)
        return answer(entries, meta)
      },
    )
  }
