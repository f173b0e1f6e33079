import { validate as isUuid } from 'uuid'
import type { Database, Tx } from '../../database/database.ts'
import { findTeamOfPlugin } from '../../database/global-lookups.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Scope } from '../../scope.ts'
import type { Vault } from '../../secrets/vault.ts'
import type { PhoneNumber, Plugin } from './plugin.ts'
import { PluginCache } from './plugin-cache.ts'
import * as store from './store.ts'
import { unseal } from './unseal.ts'

export type { PhoneNumber, Plugin } from './plugin.ts'
export { account } from './unseal.ts'

/** Finds the plugins of a team, with their secrets, for whoever works with them. */
export class Plugins {
  readonly #db: Database
  readonly #vault: Vault
  readonly #cache = new PluginCache()

  constructor(parts: { db: Database; vault: Vault }) {
    this.#db = parts.db
    this.#vault = parts.vault
  }

  /**
   * A plugin that can be worked with, as it was at most five seconds ago.
   * @throws NotFound where the team has no such plugin, Conflict where it is disconnected
   */
  async connected(scope: Scope, pluginId: string): Promise<Plugin> {
    const plugin = await this.get(scope, pluginId)
    if (plugin.status === 'CONNECTED') return plugin
    throw new Conflict(`The plugin "${plugin.name}" is disconnected.`, {
      code: 'plugin_disconnected',
      hint: `Connect it again: POST /v1/ext/plugin/whatsapp/${plugin.id}/reconnect with an access token.`,
    })
  }

  /**
   * A plugin, connected or not.
   * @throws NotFound
   */
  async get(scope: Scope, pluginId: string): Promise<Plugin> {
    const plugin = isUuid(pluginId) ? await this.#find(scope, pluginId.toLowerCase()) : undefined
    if (plugin) return plugin
    throw new NotFound(`There is no plugin ${pluginId}.`, {
      code: 'no_such_plugin',
      hint: 'GET /v1/ext/plugin/whatsapp lists them.',
    })
  }

  async list(scope: Scope): Promise<Plugin[]> {
    const rows = await store.findPlugins(scope.transaction ?? this.#db, scope)
    return rows.map((row) => unseal(this.#vault, scope.teamId, row))
  }

  /**
   * The plugin that has a number, and the number.
   * @throws NotFound, and Conflict where several plugins of the team have it
   */
  async withPhoneNumber(
    scope: Scope,
    phoneNumberId: string,
    pluginId?: string,
  ): Promise<{ plugin: Plugin; number: PhoneNumber }> {
    const plugin = await this.connected(scope, pluginId ?? (await this.#onlyPluginOf(scope, phoneNumberId)))
    const number = plugin.numbers.find(({ id }) => id === phoneNumberId)
    if (number) return { plugin, number }
    throw noSuchNumber(phoneNumberId, plugin)
  }

  /** The plugin that an inbound webhook names, connected or not, with the engine itself as who asks. */
  async ofWebhook(pluginId: string): Promise<{ scope: Scope; plugin: Plugin } | undefined> {
    const teamId = isUuid(pluginId) ? await this.#teamOf(pluginId.toLowerCase()) : undefined
    if (!teamId) return undefined
    const scope = operatorScope(teamId)
    const plugin = await this.#find(scope, pluginId.toLowerCase())
    return plugin && { scope, plugin }
  }

  /** Changes what answers the plugin's Flows; the private key is sealed. Call `drop` after the commit. */
  async saveFlow(
    tx: Tx,
    scope: Scope,
    pluginId: string,
    { privateKey, ...flow }: { endpointUrl?: string | null; privateKey?: string; publicKey?: string },
  ): Promise<void> {
    const sealed = privateKey === undefined ? {} : { privateKey: this.#vault.seal(privateKey) }
    await store.updateFlow(tx, scope, pluginId, { ...flow, ...sealed })
  }

  /** To be called when a plugin was changed. */
  drop({ teamId }: Pick<Scope, 'teamId'>, pluginId: string): void {
    this.#cache.drop(pluginId, teamId)
  }

  #find(scope: Scope, pluginId: string): Promise<Plugin | undefined> {
    const read = async (): Promise<Plugin | undefined> => {
      const row = await store.findPlugin(scope.transaction ?? this.#db, scope, pluginId)
      return row && unseal(this.#vault, scope.teamId, row)
    }
    // what a transaction sees may never come to be
    return scope.transaction ? read() : this.#cache.of(pluginId, scope.teamId, read)
  }

  /** A plugin stays with its team, so what is known is known for good. */
  readonly #teams = new Map<string, string>()

  async #teamOf(pluginId: string): Promise<string | undefined> {
    const known = this.#teams.get(pluginId)
    if (known) return known
    const teamId = await findTeamOfPlugin(this.#db, pluginId)
    if (teamId) this.#teams.set(pluginId, teamId)
    return teamId
  }

  async #onlyPluginOf(scope: Scope, phoneNumberId: string): Promise<string> {
    const ids = await store.findPluginsOfNumber(scope.transaction ?? this.#db, scope, phoneNumberId)
    const [first, ...others] = ids
    if (first === undefined) throw noSuchNumber(phoneNumberId)
    if (others.length > 0) throw severalHave(phoneNumberId, ids)
    return first
  }
}

const noSuchNumber = (phoneNumberId: string, plugin?: Plugin): NotFound =>
  new NotFound(
    plugin
      ? `The plugin "${plugin.name}" has no phone number ${phoneNumberId}.`
      : `No plugin of this team has the phone number ${phoneNumberId}.`,
    {
      code: 'no_such_phone_number',
      path: 'whatsappPhoneNumberId',
      hint: "GET /v1/ext/whatsapp-phone-number lists the numbers; `id` is Meta's phone-number id, not the number itself.",
    },
  )

const severalHave = (id: string, pluginIds: readonly string[]): Conflict =>
  new Conflict(`Several plugins of this team have ${id}: ${pluginIds.join(', ')}.`, {
    code: 'several_plugins',
    path: 'pluginId',
    hint: 'Name one of them in the path.',
  })
