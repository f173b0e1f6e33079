import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Routes } from '../../http/app.ts'
import { freeObject } from '../../http/schema.ts'
import type { GraphMethod } from '../graph/client.ts'
import { PluginParams } from '../plugins/types.ts'
import { bodyOf, takeBodiesUnread } from './body.ts'
import type { PassThrough } from './service.ts'

const tags = ['whatsapp']
/** nothing that could lead out of the path: no slash, no dots alone */
const segment = (description: string) => Type.String({ pattern: '^(?!\\.{1,2}$)[\\w.:=~+@-]{1,400}$', description })

const version = Type.String({ pattern: '^v\\d{1,3}\\.\\d{1,2}$', description: 'of the Graph API', examples: ['v23.0'] })
const objectId = segment("Meta's id: of an account, a number, a template, a flow, a file, a group, an upload session")
const edge = segment('what of it, such as whatsapp_business_profile')
const item = segment('one of these, such as the code of a QR code')

const paths = [
  { end: '/:objectId', params: { version, objectId }, of: 'an object' },
  { end: '/:objectId/:edge', params: { version, objectId, edge }, of: 'what an object has' },
  { end: '/:objectId/:edge/:item', params: { version, objectId, edge, item }, of: 'one of what an object has' },
] as const

const verbs = { GET: 'Read', POST: 'Create or change', DELETE: 'Delete' } as const

const Asked = Type.Object(
  {
    fields: Type.Optional(
      Type.String({ description: "what Meta answers of it; beside it all of Meta's own parameters" }),
    ),
  },
  { additionalProperties: true },
)
const RawBody = freeObject({
  description: "Meta's body: JSON, a form, a form with files, or the bytes of a file",
  examples: [{ messaging_product: 'whatsapp', about: 'Open from 9 to 6' }],
})
const Raw = Type.Unsafe<string | Buffer>({
  type: 'object',
  additionalProperties: true,
  description: "Meta's body, as it is",
  examples: [{ success: true }],
})

interface Params {
  pluginId?: string
  version: string
  objectId: string
  edge?: string
  item?: string
}

/** Meta's own calls under `api/{version}/`, with the plugin in the path and without. */
export const passThroughRoutes =
  (passThrough: PassThrough): Routes =>
  async (app) => {
    takeBodiesUnread(app)
    for (const within of ['/:pluginId', ''] as const) {
      for (const { end, params, of } of paths) {
        for (const method of Object.keys(verbs) as (keyof typeof verbs)[]) {
          app.route({
            method,
            url: `/v1/ext/plugin/whatsapp${within}/api/:version${end}`,
            config: { permission: 'messages.send' },
            schema: {
              summary: `${verbs[method]} ${of} at Meta`,
              description: `Passed on to Meta's Graph API as it is, for ids that belong to ${within ? 'the plugin' : 'a plugin of the team; where several have it the answer is a 409'}. Changes of the account, its numbers, templates and flows take the permission \`plugins.manage\` as well.`,
              tags,
              params: Type.Object({ ...(within && PluginParams.properties), ...params }),
              querystring: Asked,
              ...(method === 'POST' && { 'x-body': RawBody }),
              response: { 200: Raw },
            },
            handler: async (request, reply) => {
              const { pluginId, ...path } = request.params as Params
              const body = method === 'GET' ? undefined : await bodyOf(request)
              const asked = {
                method: method as GraphMethod,
                ...path,
                query: queryOf(request),
                headers: headersOf(request),
                body,
              }
              const answer = await passThrough.pass(request.scope, asked, pluginId)
              void reply.code(answer.status as 200).type(answer.contentType)
              return answer.body
            },
          })
        }
      }
    }
  }

const queryOf = ({ url }: FastifyRequest): URLSearchParams => new URLSearchParams(url.split('?')[1] ?? '')

/** Of a resumable upload: where in the file its bytes belong; the beginning, where a client sends it whole and says nothing. */
function headersOf({ headers, method, params }: FastifyRequest): Record<string, string> {
  const offset = headers.file_offset
  if (typeof offset === 'string') return { file_offset: offset }
  return method === 'POST' && (params as Params).objectId.startsWith('upload:') ? { file_offset: '0' } : {}
}
