import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { ifMatch, setETag } from '../../http/etag.ts'
import type { Processes } from './service.ts'
import { Process, ProcessChange, ProcessInput } from './types.ts'

const tags = ['process']
const response = { 200: envelope(Process) }
const procedure = Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] })
const processId = Type.String({ format: 'uuid', description: 'uuid of the process' })
const ByProcedure = Type.Object({ procedure })
const ById = Type.Object({ procedure, processId })
const ByKey = Type.Object({
  procedure,
  primaryKeyShortId: Type.String({
    description: 'short id of the primary key (or another key attribute)',
    examples: ['lead_id'],
  }),
  primaryKeyValue: Type.String({ description: 'its value', examples: ['LEAD-000042'] }),
})
const CreationMeta = Type.Object({
  wasMerged: Type.Boolean({
    description: 'whether it joined a process that was there, by the phone number that the procedure merges by',
  }),
})
const base = '/v1/ext/procedure/:procedure/process'

export const processRoutes =
  (processes: Processes): Routes =>
  async (app) => {
    app.post(
      base,
      {
        config: { permission: 'procedure.write' },
        schema: {
          summary: 'Create a process',
          tags,
          params: ByProcedure,
          body: ProcessInput,
          response: { 200: envelope(Process, CreationMeta) },
        },
      },
      async ({ scope, params, body }, reply) => {
        const { process, wasMerged } = await processes.create(scope, params.procedure, body)
        setETag(reply, process.version)
        return answer(process, { wasMerged })
      },
    )

    app.get(
      `${base}/:processId`,
      {
        config: { permission: 'procedure.read' },
        schema: { summary: 'Fetch a process', tags, params: ById, response },
      },
      async ({ scope, params }, reply) => {
        const process = await processes.fetch(scope, params.procedure, { id: params.processId })
        setETag(reply, process.version)
        return answer(process)
      },
    )

    app.put(
      `${base}/:processId`,
      {
        config: { permission: 'procedure.write', takesIfMatch: true },
        schema: { summary: 'Update a process', tags, params: ById, body: ProcessChange, response },
      },
      async (request, reply) => {
        const { scope, params, body } = request
        const process = await processes.update(
          scope,
          params.procedure,
          { id: params.processId },
          body,
          ifMatch(request),
        )
        setETag(reply, process.version)
        return answer(process)
      },
    )

    app.put(
      `${base}/:primaryKeyShortId/:primaryKeyValue`,
      {
        config: { permission: 'procedure.write', takesIfMatch: true },
        schema: { summary: 'Update a process by its primary key', tags, params: ByKey, body: ProcessChange, response },
      },
      async (request, reply) => {
        const { scope, params, body } = request
        const name = { key: params.primaryKeyShortId, value: params.primaryKeyValue }
        const process = await processes.update(scope, params.procedure, name, body, ifMatch(request))
        setETag(reply, process.version)
        return answer(process)
      },
    )

    app.delete(
      `${base}/:processId`,
      {
        config: { permission: 'procedure.write', takesIfMatch: true },
        schema: { summary: 'Delete a process', tags, params: ById, response },
      },
      async (request) => {
        const { scope, params } = request
        return answer(await processes.delete(scope, params.procedure, { id: params.processId }, ifMatch(request)))
      },
    )

    app.delete(
      `${base}/:primaryKeyShortId/:primaryKeyValue`,
      {
        config: { permission: 'procedure.write', takesIfMatch: true },
        schema: { summary: 'Delete a process by its primary key', tags, params: ByKey, response },
      },
      async (request) => {
        const { scope, params } = request
        const name = { key: params.primaryKeyShortId, value: params.primaryKeyValue }
        return answer(await processes.delete(scope, params.procedure, name, ifMatch(request)))
      },
    )

    app.post(
      `${base}/:processId/restore`,
      {
        config: { permission: 'procedure.write' },
        schema: { summary: 'Restore a deleted process', tags, params: ById, response },
      },
      async ({ scope, params }, reply) => {
        const process = await processes.restore(scope, params.procedure, params.processId)
        setETag(reply, process.version)
        return answer(process)
      },
    )
  }
