import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { Record } from '../processes/types.ts'
import type { Records } from './service.ts'
import { RecordInput, RecordMeta, RecordQuery } from './types.ts'

const tags = ['record']
const entity = Type.String({ description: 'short id or uuid of the entity', examples: ['customer'] })
const ByEntity = Type.Object({ entity })
const ById = Type.Object({ entity, recordId: Type.String({ format: 'uuid', description: 'uuid of the record' }) })
const response = { 200: envelope(Record) }
const base = '/v1/ext/entity/:entity/record'
const reads = { config: { permission: 'procedure.read' } } as const
const writes = { config: { permission: 'procedure.write' } } as const

export const recordRoutes =
  (records: Records): Routes =>
  async (app) => {
    app.get(
      `${base}s`,
      {
        ...reads,
        schema: {
          summary: 'List records',
          description: 'The newest first: those of the processes that the role reaches.',
          tags,
          params: ByEntity,
          querystring: RecordQuery,
          response: { 200: envelope(Type.Array(Record), RecordMeta) },
        },
      },
      async ({ scope, params, query }) => {
        const { records: found, ...meta } = await records.list(scope, params.entity, query)
        return answer(found, meta)
      },
    )

    app.post(
      base,
      { ...writes, schema: { summary: 'Create a record', tags, params: ByEntity, body: RecordInput, response } },
      async ({ scope, params, body }) => answer(await records.create(scope, params.entity, body)),
    )

    app.get(
      `${base}/:recordId`,
      { ...reads, schema: { summary: 'Fetch a record', tags, params: ById, response } },
      async ({ scope, params }) => answer(await records.fetch(scope, params.entity, params.recordId)),
    )

    app.put(
      `${base}/:recordId`,
      {
        ...writes,
        schema: {
          summary: 'Update a record',
          description: 'Only the attributes that are passed change.',
          tags,
          params: ById,
          body: RecordInput,
          response,
        },
      },
      async ({ scope, params, body }) => answer(await records.update(scope, params.entity, params.recordId, body)),
    )

    app.delete(
      `${base}/:recordId`,
      {
        ...writes,
        schema: {
          summary: 'Delete a record',
          description: 'Not while processes share it.',
          tags,
          params: ById,
          response,
        },
      },
      async ({ scope, params }) => answer(await records.delete(scope, params.entity, params.recordId)),
    )

    app.post(
      `${base}/:recordId/restore`,
      { ...writes, schema: { summary: 'Restore a deleted record', tags, params: ById, response } },
      async ({ scope, params }) => answer(await records.restore(scope, params.entity, params.recordId)),
    )
  }
