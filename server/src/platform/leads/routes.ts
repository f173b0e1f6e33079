import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { ifMatch, setETag } from '../../http/etag.ts'
import type { Processes } from '../processes/service.ts'
import { Process, ProcessChange } from '../processes/types.ts'

const ByPhone = Type.Object({
  procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
  phoneNumber: Type.String({ description: 'with its country code, with or without +', examples: ['919876543210'] }),
})

/** Leads are processes; what they have beyond that is that a phone number names the open one. */
export const leadRoutes =
  (processes: Processes): Routes =>
  async (app) => {
    app.put(
      '/v1/ext/procedure/:procedure/phoneNumber/:phoneNumber',
      {
        config: { permission: 'procedure.write', takesIfMatch: true },
        schema: {
          summary: 'Update a lead by its phone number',
          tags: ['leads'],
          params: ByPhone,
          body: ProcessChange,
          response: { 200: envelope(Process) },
        },
      },
      async (request, reply) => {
        const { scope, params, body } = request
        const { procedure, phoneNumber } = params
        const process = await processes.updateByPhone(scope, procedure, phoneNumber, body, ifMatch(request))
        setETag(reply, process.version)
        return answer(process)
      },
    )
  }
