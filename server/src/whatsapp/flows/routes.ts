import { Value } from 'typebox/value'
import { BadInput, NotFound, Unauthorized } from '../../errors.ts'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { isSignature, isSignedBy } from '../inbound/signature.ts'
import type { Plugins } from '../plugins/service.ts'
import { PluginParams } from '../plugins/types.ts'
import type { EncryptedRequest } from './encryption.ts'
import type { Flows } from './service.ts'
import { EncryptedFlowRequest, FlowEndpoint, FlowEndpointChange } from './types.ts'

export const flowRoutes =
  ({ flows, plugins }: { flows: Flows; plugins: Plugins }): Routes =>
  async (app) => {
    const path = '/v1/ext/plugin/whatsapp/:pluginId/flow-endpoint'
    const config = { permission: 'plugins.manage' as const }
    const common = { tags: ['whatsapp'], params: PluginParams, response: { 200: envelope(FlowEndpoint) } }

    app.get(
      path,
      { config, schema: { ...common, summary: "Fetch what answers a plugin's Flows" } },
      async ({ scope, params }) => answer(flows.describe(await plugins.connected(scope, params.pluginId))),
    )

    app.put(
      path,
      {
        config,
        schema: {
          ...common,
          summary: "Set what answers a plugin's Flows",
          description:
            'Each request of a Flow is decrypted, sent there as plain JSON with the signatures of a webhook, and its answer (200, a JSON object, within nine seconds) encrypted.',
          body: FlowEndpointChange,
        },
      },
      async ({ scope, params, body }) => {
        await flows.setEndpoint(scope, await plugins.connected(scope, params.pluginId), body.endpointUrl)
        return answer(flows.describe(await plugins.connected(scope, params.pluginId)))
      },
    )

    app.post(
      `${path}/keys`,
      {
        config,
        schema: {
          ...common,
          summary: "Make the keys of a plugin's Flows",
          description: 'A new key pair: Meta gets the public half for each number. It replaces the one before.',
        },
      },
      async ({ scope, params }) => {
        await flows.renewKeys(scope, await plugins.connected(scope, params.pluginId))
        return answer(flows.describe(await plugins.connected(scope, params.pluginId)))
      },
    )
  }

const largest = 1_048_576

/** What Meta calls while somebody fills in a Flow. It is no part of the API that programs use, so the document of that does not show it. */
export const flowExchangeRoutes =
  ({ flows, plugins }: { flows: Flows; plugins: Plugins }): Routes =>
  async (app) => {
    // the signature is over the bytes, so they are taken as they come
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

    app.post(
      '/webhooks/whatsapp/:pluginId/flow',
      { config: { permission: 'public' }, bodyLimit: largest, schema: { hide: true, params: PluginParams } },
      async ({ params, body, headers }, reply) => {
        const found = await plugins.ofWebhook(params.pluginId)
        if (!found) throw new NotFound(`There is no plugin ${params.pluginId}.`, { code: 'no_such_plugin' })
        const { scope, plugin } = found
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        const signature = headers['x-hub-signature-256']
        if (!plugin.appSecret || !isSignature(signature) || !isSignedBy(plugin.appSecret, bytes, signature)) {
          throw new Unauthorized(
            'X-Hub-Signature-256 is not the signature of this body by the app secret of the plugin.',
            {
              code: 'bad_signature',
            },
          )
        }
        const exchange = await flows.exchange(scope, plugin, readRequest(bytes))
        if ('status' in exchange) return reply.code(exchange.status).send()
        return reply.type('text/plain; charset=utf-8').send(exchange.answer)
      },
    )
  }

function readRequest(bytes: Buffer): EncryptedRequest {
  const request = parsed(bytes.toString('utf8'))
  if (Value.Check(EncryptedFlowRequest, request)) return request
  throw new BadInput(
    'The body must be JSON with encrypted_flow_data, encrypted_aes_key and initial_vector, each in base64.',
    { code: 'bad_flow_request' },
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
