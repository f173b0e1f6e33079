import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { BucketsQuery, RangeQuery } from './range.ts'
import type { Statistics } from './service.ts'
import { AgentStatistics, Meta, ProcessStatistics } from './types.ts'

const tags = ['statistics']

export const statisticsRoutes =
  (statistics: Statistics): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/statistics/processes/:procedure',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'Statistics of processes',
          description:
            'Processes created, and by state: who came into it when, how many stand in it, and the share of those created in the range that have been in it. For roles that read every process of the procedure (403 for others).',
          tags,
          params: Type.Object({
            procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
          }),
          querystring: BucketsQuery,
          response: { 200: envelope(ProcessStatistics, Meta) },
        },
      },
      async ({ scope, params, query }) => {
        const isBehind = await statistics.isBehind(scope)
        return answer(await statistics.ofProcesses(scope, params.procedure, query), { isBehind })
      },
    )

    app.get(
      '/v1/ext/statistics/agents',
      {
        config: { permission: 'authenticated' },
        schema: {
          summary: 'Statistics of agents',
          description:
            'What each user has to do now, and how many tasks were completed within the range. For roles of type MANAGER or ADMIN, or with the permission users.manage (403 for others).',
          tags,
          querystring: RangeQuery,
          response: { 200: envelope(AgentStatistics, Meta) },
        },
      },
      async ({ scope, query }) => {
        const isBehind = await statistics.isBehind(scope)
        return answer(await statistics.ofAgents(scope, query), { isBehind })
      },
    )
  }
