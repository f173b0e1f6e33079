import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../../http/app.ts'
import { Process } from '../types.ts'
import type { ProcessLists } from './service.ts'
import { ListMeta, ListRequest, StateCountMeta, StateCountRequest, StateCounts } from './types.ts'

const params = Type.Object({
  procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
})

export const processListRoutes =
  (lists: ProcessLists): Routes =>
  async (app) => {
    app.post(
      '/v1/ext/procedure/:procedure/process/list',
      {
        config: { permission: 'procedure.read', readsOnly: true },
        schema: {
          summary: 'List processes',
          tags: ['process'],
          params,
          body: ListRequest,
          response: { 200: envelope(Type.Array(Process), ListMeta) },
        },
      },
      async ({ scope, params, body }) => {
        const { processes, ...meta } = await lists.list(scope, params.procedure, body)
        return answer(processes, meta)
      },
    )

    app.post(
      '/v1/ext/procedure/:procedure/process/count-by-state',
      {
        config: { permission: 'procedure.read', readsOnly: true },
        schema: {
          summary: 'Count processes by state',
          description: `How many processes a list would hold, for each state: the columns of a board. It takes the where and search of a list and costs what the total of
that list costs: counted in indexes alone where each condition has one.`,
          tags: ['process'],
          params,
          body: StateCountRequest,
          response: { 200: envelope(StateCounts, StateCountMeta) },
        },
      },
      async ({ scope, params, body }) => {
        const counts = await lists.countByState(scope, params.procedure, body)
        return answer(counts, { total: Object.values(counts).reduce((sum, count) => sum + count, 0) })
      },
    )
  }
