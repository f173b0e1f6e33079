import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Routes } from '../../../http/app.ts'
import type { Exports } from './service.ts'
import { ExportRequest, type formats } from './types.ts'

const params = Type.Object({
  procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
})

const contentTypes = { ndjson: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8; header=present' }

const file = (example: string) => ({ schema: Type.String({ examples: [example] }) })

export const exportRoutes =
  (exports: Exports): Routes =>
  async (app) => {
    app.post(
      '/v1/ext/procedure/:procedure/process/export',
      {
        config: { permission: 'export', readsOnly: true },
        schema: {
          summary: 'Export processes',
          description:
            'The whole list as NDJSON or CSV, streamed. An export that fails half-way breaks its connection: a file is whole if and only if its transfer ended regularly.',
          tags: ['process'],
          params,
          body: ExportRequest,
          response: {
            200: {
              description: 'The file.',
              content: {
                'application/x-ndjson': file('{"lead_id":"LEAD-000042","city":"Pune"}\n'),
                'text/csv': file('lead_id,city\r\nLEAD-000042,Pune\r\n'),
              },
            },
          },
        },
      },
      async ({ scope, params, body, headers }, reply) => {
        const format = body.format ?? formatAccepted(headers.accept)
        const { procedureShortId, chunks } = await exports.start(scope, params.procedure, body, format)
        void reply.header('content-type', contentTypes[format])
        void reply.header('content-disposition', `attachment; filename="${procedureShortId}.${format}"`)
        return sendStream(reply, Readable.from(chunks, { objectMode: false }))
      },
    )
  }

/** The schema tells of the text that arrives; how it is sent is no matter of its. */
const sendStream = (reply: FastifyReply, stream: Readable): FastifyReply => reply.send(stream)

const formatAccepted = (accept = ''): (typeof formats)[number] => (/\btext\/csv\b/i.test(accept) ? 'csv' : 'ndjson')
