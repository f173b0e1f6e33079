import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { ProcessInput } from '../processes/types.ts'
import { ImportRow } from '../transfer/types.ts'
import type { BackgroundJobs } from './service.ts'
import { BackgroundJob } from './types.ts'
import { rowsOf, takeRows } from './upload.ts'
import { UpdateRow } from './works.ts'

const params = Type.Object({
  procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
})
const base = '/v1/ext/procedure/:procedure/process'
const response = { 200: envelope(BackgroundJob) }

/** Calls that take rows without end, up to 256 MB, and answer with the background job that works on them. */
export const bulkRoutes =
  (jobs: BackgroundJobs, parts: { incoming: string; newId: () => string }): Routes =>
  async (app) => {
    takeRows(app, parts)
    // whoever may not write the procedure is told so before any of the body is read
    app.addHook<{ Params: { procedure: string } }>('onRequest', async ({ scope, params }) => {
      await jobs.checkWritable(scope, params.procedure)
    })

    app.post(
      `${base}/bulk-create`,
      {
        config: { permission: 'procedure.write', rows: { kind: 'array' } },
        schema: {
          summary: 'Create many processes',
          description:
            'The rows are stored before the answer, then worked on in their order. Up to 256 MB; 1 MB a row.',
          tags: ['process'],
          params,
          'x-body': Type.Array(ProcessInput),
          response,
        },
      },
      async (request) => answer(await jobs.begin(request.scope, request.params.procedure, 'create', rowsOf(request))),
    )

    app.post(
      `${base}/import`,
      {
        config: { permission: 'import', rows: { kind: 'array' } },
        schema: {
          summary: 'Import processes',
          description:
            'Ids, times, authors, history and tasks are taken as given; rows as lists and exports answer them go in as they are. A process whose id is there already is left as it is. An array, or NDJSON as `application/x-ndjson`.',
          tags: ['process'],
          params,
          'x-body': Type.Array(ImportRow),
          response,
        },
      },
      async (request) => answer(await jobs.begin(request.scope, request.params.procedure, 'import', rowsOf(request))),
    )

    app.patch(
      base,
      {
        config: { permission: 'procedure.write', rows: { kind: 'object', key: 'processes' } },
        schema: {
          summary: 'Update many processes',
          description:
            'Each row names its process by uuid or primary-key value, or by the short id of a key attribute in the place of `id`.',
          tags: ['process'],
          params,
          'x-body': Type.Object({ processes: Type.Array(UpdateRow) }),
          response,
        },
      },
      async (request) => answer(await jobs.begin(request.scope, request.params.procedure, 'update', rowsOf(request))),
    )
  }
