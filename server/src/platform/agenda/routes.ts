import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Agenda } from './service.ts'
import { AgendaItem, AgendaMeta, AgendaQuery } from './types.ts'

export const agendaRoutes =
  (agenda: Agenda): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/agenda',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'List what a person has to do',
          description:
            'Their open tasks by due time and the next actions of their open processes, of all procedures that the role reads, each with its process; what is due first comes first.',
          tags: ['task'],
          querystring: AgendaQuery,
          response: { 200: envelope(Type.Array(AgendaItem), AgendaMeta) },
        },
      },
      async ({ scope, query }) => {
        const { items, meta } = await agenda.list(scope, query)
        return answer(items, meta)
      },
    )
  }
