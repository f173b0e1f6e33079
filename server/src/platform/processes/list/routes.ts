import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../../http/app.ts'
import { Process } from '../types.ts'
import type { ProcessLists } from './service.ts'
import { ListMeta, ListRequest } from './types.ts'

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
  }
