import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { BackgroundJobs } from './service.ts'
import { BackgroundJob, Entry, entryStatuses, StatusCounts } from './types.ts'

const tags = ['background job']
const ById = Type.Object({ id: Type.String({ format: 'uuid', description: 'uuid of the background job' }) })
const JobMeta = Type.Object({ bjEntryCompletionStatusVsCount: StatusCounts })
const limit = Type.Integer({ minimum: 1, maximum: 1000, default: 100 })
const skip = Type.Integer({ minimum: 0, maximum: 2_147_483_647, default: 0 })

const EntriesMeta = Type.Object({
  total: Type.Integer({ description: 'of all pages' }),
  hasMore: Type.Boolean(),
  next: Type.Union([Type.String(), Type.Null()], {
    description: 'path of the next page',
    examples: ['/v1/ext/background-job/01937f5e-7c1a-7b62-9a53-0d6f6f1f2a10/entries?limit=100&after=99'],
  }),
})

export const backgroundJobRoutes =
  (jobs: BackgroundJobs): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/background-job/:id',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'Fetch a background job',
          tags,
          params: ById,
          response: { 200: envelope(BackgroundJob, JobMeta) },
        },
      },
      async ({ scope, params }) => {
        const { job, counts } = await jobs.fetch(scope, params.id)
        return answer(job, { bjEntryCompletionStatusVsCount: counts })
      },
    )

    app.get(
      '/v1/ext/background-jobs',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'List background jobs, newest first',
          tags,
          querystring: Type.Object({ skip, limit: { ...limit, maximum: 100, default: 20 } }),
          response: {
            200: envelope(
              Type.Array(Type.Object({ ...BackgroundJob.properties, counts: StatusCounts })),
              Type.Object({ hasMore: Type.Boolean() }),
            ),
          },
        },
      },
      async ({ scope, query }) => {
        const { jobs: found, hasMore } = await jobs.list(scope, query)
        return answer(found, { hasMore })
      },
    )

    app.get(
      '/v1/ext/background-job/:id/entries',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'Fetch the entries of a background job',
          description: 'One for each row of the request, in the order of the rows.',
          tags,
          params: ById,
          querystring: Type.Object({
            skip,
            limit,
            after: Type.Integer({
              minimum: -1,
              maximum: 2_147_483_646,
              default: -1,
              description: 'begin after this index',
            }),
            completionStatus: Type.Optional(Type.Enum([...entryStatuses])),
          }),
          response: { 200: envelope(Type.Array(Entry), EntriesMeta) },
        },
      },
      async ({ scope, params, query }) => {
        const { completionStatus, ...page } = query
        const { entries, total, hasMore } = await jobs.entries(scope, params.id, {
          ...page,
          status: completionStatus ?? null,
        })
        const filter = completionStatus ? `&completionStatus=${completionStatus}` : ''
        const next = `/v1/ext/background-job/${params.id}/entries?limit=${query.limit}&after=${entries.at(-1)?.index}${filter}`
        return answer(entries, { total, hasMore, next: hasMore ? next : null })
      },
    )

    app.get(
      '/v1/ext/background-job/:id/entries/refused',
      {
        config: { permission: 'procedure.read' },
        schema: {
          summary: 'Download the refused rows of a background job',
          description:
            'NDJSON: a line for each row that was INVALID or failed, with its index, its errors and its input as it was sent.',
          tags,
          params: ById,
          'x-produces': ['application/x-ndjson'],
        },
      },
      async ({ scope, params }, reply) => {
        const lines = await jobs.refused(scope, params.id)
        void reply.header('content-type', 'application/x-ndjson; charset=utf-8')
        void reply.header('content-disposition', `attachment; filename="refused-${params.id}.ndjson"`)
        return reply.send(Readable.from(lines))
      },
    )

    app.post(
      '/v1/ext/background-job/:id/cancel',
      {
        config: { permission: 'procedure.write' },
        schema: {
          summary: 'Cancel a background job',
          description: 'Rows that are settled stay as they are; the others are not tried.',
          tags,
          params: ById,
          response: { 200: envelope(BackgroundJob, JobMeta) },
        },
      },
      async ({ scope, params }) => {
        const { job, counts } = await jobs.cancel(scope, params.id)
        return answer(job, { bjEntryCompletionStatusVsCount: counts })
      },
    )
  }
