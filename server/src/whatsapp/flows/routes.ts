import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Plugins } from '../plugins/service.ts'
import { PluginParams } from '../plugins/types.ts'
import type { Flows } from './service.ts'
import { FlowEndpoint, FlowEndpointChange } from './types.ts'

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
