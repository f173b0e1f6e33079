import { Conflict, NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { type Passed, passCreate, passDelete, passList } from '../graph/calls/templates.ts'
import type { Graph, GraphAnswer } from '../graph/client.ts'
import { account, type Plugin, type Plugins } from '../plugins/service.ts'
import { withoutSecrets } from './paging.ts'
import type { Templates } from './service.ts'

/** What a path of the pass-through names. */
export interface Named extends Passed {
  /** absent in the paths without a plugin: it is then found by the WABA or template */
  pluginId?: string | undefined
}

/** Meta's own calls for templates, with its bodies as they are. Each change is taken over into what Nadi keeps. */
export class TemplatePassThrough {
  readonly #graph: Graph
  readonly #plugins: Plugins
  readonly #templates: Templates

  constructor(parts: { graph: Graph; plugins: Plugins; templates: Templates }) {
    this.#graph = parts.graph
    this.#plugins = parts.plugins
    this.#templates = parts.templates
  }

  async list(scope: Scope, { pluginId, wabaId, ...passed }: Named & { wabaId: string }): Promise<GraphAnswer> {
    const plugin = await this.#ofAccount(scope, wabaId, pluginId)
    const answer = await passList(this.#graph, account(plugin), { ...passed, wabaId })
    return { ...answer, body: withoutSecrets(answer.body) }
  }

  async create(
    scope: Scope,
    { pluginId, wabaId, ...passed }: Named & { wabaId: string; body: unknown },
  ): Promise<GraphAnswer> {
    const plugin = await this.#ofAccount(scope, wabaId, pluginId)
    const answer = await passCreate(this.#graph, account(plugin), { ...passed, wabaId })
    await this.#templates.made(scope, plugin, passed.body, answer.body)
    return answer
  }

  async delete(scope: Scope, { pluginId, wabaId, ...passed }: Named & { wabaId: string }): Promise<GraphAnswer> {
    const plugin = await this.#ofAccount(scope, wabaId, pluginId)
    const answer = await passDelete(this.#graph, account(plugin), { ...passed, wabaId })
    const { name = null, hsm_id: templateId = null } = passed.query
    if (name !== null || templateId !== null) await this.#templates.forget(scope, plugin, { name, templateId })
    return answer
  }

  async #ofAccount(scope: Scope, wabaId: string, pluginId: string | undefined): Promise<Plugin> {
    const plugin = await this.#plugins.connected(scope, pluginId ?? (await this.#onlyPluginOf(scope, wabaId)))
    if (plugin.wabaId === wabaId) return plugin
    throw new NotFound(
      `The plugin "${plugin.name}" has the WhatsApp business account ${plugin.wabaId}, not ${wabaId}.`,
      {
        code: 'no_such_account',
        path: 'wabaId',
        hint: 'GET /v1/ext/whatsapp-business-account lists the accounts.',
      },
    )
  }

  async #onlyPluginOf(scope: Scope, wabaId: string): Promise<string> {
    const ids = (await this.#plugins.list(scope)).filter((plugin) => plugin.wabaId === wabaId).map(({ id }) => id)
    const [first, ...others] = ids
    if (first !== undefined && others.length === 0) return first
    if (first === undefined) {
      throw new NotFound(`No plugin of this team has the WhatsApp business account ${wabaId}.`, {
        code: 'no_such_account',
        path: 'wabaId',
        hint: 'GET /v1/ext/whatsapp-business-account lists the accounts.',
      })
    }
    throw new Conflict(`Several plugins of this team have the account ${wabaId}: ${ids.join(', ')}.`, {
      code: 'several_plugins',
      path: 'pluginId',
      hint: 'Name one of them in the path.',
    })
  }
}
