import { randomBytes } from 'node:crypto'
import type { Database, Tx } from '../../database/database.ts'
import { registerPlugin } from '../../database/global-lookups.ts'
import { inTransaction } from '../../database/transaction.ts'
import { BadInput, Conflict } from '../../errors.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { addJob } from '../../jobs/add.ts'
import type { Models } from '../../platform/model/service.ts'
import { procedureKnown } from '../../platform/procedures/find.ts'
import type { Scope } from '../../scope.ts'
import type { Vault } from '../../secrets/vault.ts'
import type { Graph, GraphAccount } from '../graph/client.ts'
import { type Checkup, healthOf } from './checkup.ts'
import { keepNumbers } from './keep-numbers.ts'
import type { Plugin } from './plugin.ts'
import { presentPlugin } from './present.ts'
import { type AccountFacts, readAccount } from './read-account.ts'
import type { Plugins } from './service.ts'
import * as store from './store.ts'
import type { NewPlugin, PluginChanges, ShownPlugin } from './types.ts'
import { proofOf } from './unseal.ts'

/** Connects business accounts and lets them go. */
export class Connections {
  readonly #db: Database
  readonly #models: Models
  readonly #vault: Vault
  readonly #graph: Graph
  readonly #plugins: Plugins
  readonly #checkup: Checkup
  readonly #address: PublicAddress
  /** origins that may answer for Meta; the first where none is named */
  readonly graphUrls: readonly string[]
  readonly #newId: () => string

  constructor(parts: {
    db: Database
    models: Models
    vault: Vault
    graph: Graph
    plugins: Plugins
    checkup: Checkup
    publicAddress: PublicAddress
    graphUrls: readonly string[]
    newId: () => string
  }) {
    this.#db = parts.db
    this.#models = parts.models
    this.#vault = parts.vault
    this.#graph = parts.graph
    this.#plugins = parts.plugins
    this.#checkup = parts.checkup
    this.#address = parts.publicAddress
    this.graphUrls = parts.graphUrls
    this.#newId = parts.newId
  }

  async list(scope: Scope): Promise<ShownPlugin[]> {
    const plugins = await this.#plugins.list(scope)
    return Promise.all(plugins.map((plugin) => this.#shown(scope, plugin)))
  }

  async get(scope: Scope, pluginId: string): Promise<ShownPlugin> {
    return this.#shown(scope, await this.#plugins.get(scope, pluginId))
  }

  /**
   * Reads the account and its numbers from Meta, keeps them, and has Meta send its events here.
   * @throws BadInput that names what Meta refuses
   */
  async create(scope: Scope, input: NewPlugin): Promise<ShownPlugin> {
    const { wabaId, appId = null, appSecret = null, accessToken } = input
    const graphUrl = this.#graphUrl(input.graphUrl)
    const leadProcedureId = await this.#leadProcedure(scope, input.leadProcedure ?? null)
    const facts = await readAccount(this.#graph, accountOf(graphUrl, accessToken, appSecret), {
      wabaId,
      appId,
      appSecret,
    })
    const now = new Date()
    const id = this.#newId()
    const row: store.PluginRow = {
      id,
      name: input.name?.trim() ?? facts.name ?? `WhatsApp ${wabaId}`,
      wabaId,
      graphUrl,
      appId,
      accessToken: this.#vault.seal(accessToken),
      appSecret: this.#sealed(appSecret),
      verifyToken: this.#vault.seal(input.verifyToken ?? randomBytes(24).toString('base64url')),
      status: 'CONNECTED',
      webhookSettings: {},
      leadProcedureId,
      flowEndpointUrl: null,
      flowPrivateKey: null,
      flowPublicKey: null,
      health: healthOf(facts, null),
      client: input.client ?? null,
      createdAt: now,
      updatedAt: now,
    }
    await inTransaction(this.#db, scope, async (tx) => {
      await registerPlugin(tx, id, scope.teamId)
      await store.insertPlugin(tx, scope, row)
      await keepNumbers(tx, scope, id, facts.numbers)
      await recordEvent(tx, scope, { kind: 'plugin.connected', subjectId: id, before: null, after: told(row, facts) })
    })
    return this.#settleIn(scope, id)
  }

  /** Only the fields that are passed change. A new token or secret is tried at Meta first. */
  async update(scope: Scope, pluginId: string, changes: PluginChanges): Promise<ShownPlugin> {
    const plugin = await this.#plugins.get(scope, pluginId)
    if (plugin.status !== 'CONNECTED' && changes.accessToken !== undefined)
      return this.reconnect(scope, pluginId, changes)
    const leadProcedureId =
      changes.leadProcedure === undefined ? undefined : await this.#leadProcedure(scope, changes.leadProcedure)
    const { accessToken, appSecret, appId, graphUrl } = changes
    const isOther = [accessToken, appSecret, appId, graphUrl].some((each) => each !== undefined)
    const facts = isOther && plugin.status === 'CONNECTED' ? await this.#read(plugin, changes) : undefined
    await this.#write(scope, plugin, 'plugin.updated', async (tx, row) => {
      if (facts) await keepNumbers(tx, scope, plugin.id, facts.numbers)
      return {
        ...this.#withSecrets(row, changes),
        ...(graphUrl !== undefined && { graphUrl: this.#graphUrl(graphUrl) }),
        name: changes.name?.trim() ?? row.name,
        leadProcedureId: leadProcedureId === undefined ? row.leadProcedureId : leadProcedureId,
        ...(facts && { health: healthOf(facts, row.health) }),
      }
    })
    const mustSubscribe = isOther || changes.verifyToken !== undefined
    return mustSubscribe && plugin.status === 'CONNECTED'
      ? this.#settleIn(scope, plugin.id)
      : this.get(scope, plugin.id)
  }

  /** Meta sends its events here no longer, and the token is forgotten; what was received stays. */
  async disconnect(scope: Scope, pluginId: string): Promise<ShownPlugin> {
    const plugin = await this.#plugins.connected(scope, pluginId)
    await this.#checkup.unsubscribe(plugin)
    await this.#write(scope, plugin, 'plugin.disconnected', async (_tx, row) => ({
      ...row,
      status: 'DISCONNECTED',
      accessToken: null,
    }))
    return this.get(scope, plugin.id)
  }

  async reconnect(scope: Scope, pluginId: string, input: PluginChanges): Promise<ShownPlugin> {
    const plugin = await this.#plugins.get(scope, pluginId)
    if (plugin.status === 'CONNECTED') {
      throw new Conflict(`The plugin "${plugin.name}" is connected.`, {
        code: 'plugin_connected',
        hint: 'PUT changes its token; POST …/check looks at it anew.',
      })
    }
    const facts = await this.#read(plugin, input)
    await this.#write(scope, plugin, 'plugin.reconnected', async (tx, row) => {
      await keepNumbers(tx, scope, plugin.id, facts.numbers)
      return { ...this.#withSecrets(row, input), status: 'CONNECTED', health: healthOf(facts, row.health) }
    })
    return this.#settleIn(scope, plugin.id)
  }

  /** As disconnecting; and it is listed no longer. */
  async delete(scope: Scope, pluginId: string): Promise<ShownPlugin> {
    const plugin = await this.#plugins.get(scope, pluginId)
    if (plugin.status === 'CONNECTED') await this.#checkup.unsubscribe(plugin)
    await inTransaction(this.#db, scope, async (tx) => {
      await store.markPluginDeleted(tx, scope, plugin.id, new Date())
      await recordEvent(tx, scope, {
        kind: 'plugin.deleted',
        subjectId: plugin.id,
        before: toldOf(plugin),
        after: null,
      })
    })
    this.#plugins.drop(scope, plugin.id)
    return this.#shown(scope, { ...plugin, status: 'DISCONNECTED', accessToken: '' })
  }

  /** Looks at Meta now, and subscribes again where Meta sends its events elsewhere. */
  async check(scope: Scope, pluginId: string): Promise<ShownPlugin> {
    const plugin = await this.#plugins.connected(scope, pluginId)
    return this.#settleIn(scope, plugin.id)
  }

  /** What follows once a plugin is committed, for Meta asks back while it is subscribed: at once, or after the request's own transaction. */
  async #settleIn(scope: Scope, pluginId: string): Promise<ShownPlugin> {
    this.#plugins.drop(scope, pluginId)
    if (scope.transaction) {
      const origin = this.#address.url
      await addJob(scope.transaction, 'plugin-check', { teamId: scope.teamId, pluginId, ...(origin && { origin }) })
    } else {
      await this.#checkup.settleIn(scope, pluginId, this.#address.url)
    }
    return this.get(scope, pluginId)
  }

  async #write(
    scope: Scope,
    plugin: Plugin,
    kind: string,
    change: (tx: Tx, row: store.PluginWithNumbers) => Promise<store.PluginRow>,
  ): Promise<void> {
    await inTransaction(this.#db, scope, async (tx) => {
      await store.lockPlugin(tx, scope, plugin.id)
      const before = await store.findPlugin(tx, scope, plugin.id)
      if (!before) throw new Conflict(`The plugin "${plugin.name}" was deleted meanwhile.`)
      const after = await change(tx, before)
      await store.updatePlugin(tx, scope, { ...after, updatedAt: new Date() })
      await recordEvent(tx, scope, { kind, subjectId: plugin.id, ...differences(toldOf(before), toldOf(after)) })
    })
    this.#plugins.drop(scope, plugin.id)
  }

  #read(plugin: Plugin, changes: PluginChanges): Promise<AccountFacts> {
    const appId = changes.appId ?? plugin.appId
    const appSecret = changes.appSecret ?? plugin.appSecret
    const accessToken = changes.accessToken ?? plugin.accessToken
    const graphUrl = changes.graphUrl === undefined ? plugin.graphUrl : this.#graphUrl(changes.graphUrl)
    return readAccount(this.#graph, accountOf(graphUrl, accessToken, appSecret), {
      wabaId: plugin.wabaId,
      appId,
      appSecret,
    })
  }

  #withSecrets(row: store.PluginRow, { accessToken, appSecret, verifyToken, appId }: PluginChanges): store.PluginRow {
    return {
      ...row,
      appId: appId ?? row.appId,
      accessToken: this.#sealed(accessToken) ?? row.accessToken,
      appSecret: this.#sealed(appSecret) ?? row.appSecret,
      verifyToken: this.#sealed(verifyToken) ?? row.verifyToken,
    }
  }

  #sealed(plain: string | null | undefined): Buffer | null {
    return plain == null ? null : this.#vault.seal(plain)
  }

  #graphUrl(given: string | undefined): string {
    const [usual = ''] = this.graphUrls
    const wanted = given ? given.replace(/\/+$/, '') : usual
    if (this.graphUrls.includes(wanted)) return wanted
    throw new BadInput(`${wanted} is not among the addresses that may answer for Meta.`, {
      code: 'graph_url_not_allowed',
      path: 'graphUrl',
      hint: `The operator lists them in NADI_GRAPH_URLS: ${this.graphUrls.join(', ')}.`,
    })
  }

  async #leadProcedure(scope: Scope, reference: string | null): Promise<string | null> {
    return reference === null ? null : procedureKnown(scope, await this.#models.of(scope), reference).id
  }

  async #shown(scope: Scope, plugin: Plugin): Promise<ShownPlugin> {
    return presentPlugin(plugin, { model: await this.#models.of(scope), origin: this.#address.url })
  }
}

const accountOf = (graphUrl: string, accessToken: string, appSecret: string | null): GraphAccount => ({
  graphUrl,
  accessToken,
  proof: appSecret === null ? undefined : proofOf(accessToken, appSecret),
})

type Told = Pick<store.PluginRow, 'name' | 'wabaId' | 'graphUrl' | 'appId' | 'status' | 'leadProcedureId'>

/** What an event says of a plugin: nothing secret. */
const toldOf = ({ name, wabaId, graphUrl, appId, status, leadProcedureId }: Told) => ({
  name,
  wabaId,
  graphUrl,
  appId,
  status,
  leadProcedureId,
})

const told = (row: Told, { numbers }: AccountFacts) => ({
  ...toldOf(row),
  phoneNumbers: numbers.map(({ id, digits }) => ({ id, digits })),
})
