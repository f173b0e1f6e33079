import { answer, envelope, type Routes } from '../../http/app.ts'
import { BucketsQuery, RangeQuery } from '../../platform/statistics/range.ts'
import { Meta } from '../../platform/statistics/types.ts'
import type { Scope } from '../../scope.ts'
import type { MessagingStatistics } from './service.ts'
import { MessageStatistics, ReplyStatistics, TemplateStatistics } from './types.ts'

const tags = ['statistics']
/** They tell of everybody's chats. */
const readsAll = { config: { permission: 'chats.read_all' } } as const

export const messagingStatisticsRoutes =
  (statistics: MessagingStatistics, isBehind: (scope: Scope) => Promise<boolean>): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/statistics/messages',
      {
        ...readsAll,
        schema: {
          summary: 'Statistics of messages',
          description: 'How many messages came and went, what became of them, and why some failed.',
          tags,
          querystring: BucketsQuery,
          response: { 200: envelope(MessageStatistics, Meta) },
        },
      },
      async ({ scope, query }) => {
        const meta = { isBehind: await isBehind(scope) }
        return answer(await statistics.ofMessages(scope, query), meta)
      },
    )

    app.get(
      '/v1/ext/statistics/replies',
      {
        ...readsAll,
        schema: {
          summary: 'Statistics of response times',
          description: `How long customers waited, in seconds: from their first message that was not answered to the first reply of a person. Replies are what is written in
the console, on the phone of the business, or through the API in the name of a user; batches, automatic messages, templates of programs and what failed are none.`,
          tags,
          querystring: BucketsQuery,
          response: { 200: envelope(ReplyStatistics, Meta) },
        },
      },
      async ({ scope, query }) => {
        const meta = { isBehind: await isBehind(scope) }
        return answer(await statistics.ofReplies(scope, query), meta)
      },
    )

    app.get(
      '/v1/ext/statistics/templates',
      {
        ...readsAll,
        schema: {
          summary: 'Statistics of templates',
          description: 'What became of the messages that were made of each template within the range.',
          tags,
          querystring: RangeQuery,
          response: { 200: envelope(TemplateStatistics, Meta) },
        },
      },
      async ({ scope, query }) => {
        const meta = { isBehind: await isBehind(scope) }
        return answer(await statistics.ofTemplates(scope, query), meta)
      },
    )
  }
