import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { BackgroundJob } from '../../platform/background-jobs/types.ts'
import { rowsOf, takeRows } from '../../platform/background-jobs/upload.ts'
import type { Batches } from './batches.ts'
import { BatchHead, BatchRow } from './types.ts'

/** Takes a batch of any size, and answers with the background job that sends it. */
export const batchRoutes =
  (batches: Batches, parts: { incoming: string; newId: () => string }): Routes =>
  async (app) => {
    takeRows(app, parts)

    app.post(
      '/v1/ext/plugin/whatsapp/:pluginId/send-template-messages',
      {
        config: { permission: 'messages.send_bulk', rows: { kind: 'headed', key: 'messages' } },
        schema: {
          summary: 'Send a template to many',
          description:
            "Each row is a number or a process, with what fills the template. The rows are stored before the answer, checked, and sent at the number's own pace; GET /v1/ext/background-job/{id}/entries tells what became of each. Up to 256 MB.",
          tags: ['whatsapp'],
          params: Type.Object({ pluginId: Type.String({ description: 'uuid of the plugin' }) }),
          'x-body': Type.Object({ ...BatchHead.properties, messages: Type.Array(BatchRow) }),
          response: { 200: envelope(BackgroundJob) },
        },
      },
      async (request) => answer(await batches.begin(request.scope, request.params.pluginId, rowsOf(request))),
    )
  }
