import type { Database, Tx } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { differences } from '../../events/differences.ts'
import { recordEvent } from '../../events/record.ts'
import type { Scope } from '../../scope.ts'
import { presentNumber } from './present.ts'
import type { Plugins } from './service.ts'
import * as store from './store.ts'
import { defaultWebhookSettings, type ShownNumber, type WebhookSettings, type WebhookSettingsChanges } from './types.ts'

/** Hears of a plugin's webhook settings in the transaction that changes them; refuses them by throwing. */
export type FollowPlugin = (tx: Tx, scope: Scope, pluginId: string, settings: WebhookSettings) => Promise<void>

/** The numbers, accounts and webhook settings of a team's plugins, as the contract names them. */
export class Directory {
  readonly #db: Database
  readonly #plugins: Plugins
  readonly #followPlugin: FollowPlugin

  constructor(parts: { db: Database; plugins: Plugins; followPlugin: FollowPlugin }) {
    this.#db = parts.db
    this.#plugins = parts.plugins
    this.#followPlugin = parts.followPlugin
  }

  async numbers(scope: Scope, pluginId?: string): Promise<ShownNumber[]> {
    const plugins = await this.#chosen(scope, pluginId)
    return plugins.flatMap((plugin) => plugin.numbers.map((number) => presentNumber(plugin, number)))
  }

  async number(scope: Scope, phoneNumberId: string, pluginId?: string): Promise<ShownNumber> {
    const { plugin, number } = await this.#plugins.withPhoneNumber(scope, phoneNumberId, pluginId)
    return presentNumber(plugin, number)
  }

  async accounts(scope: Scope, pluginId?: string) {
    const plugins = await this.#chosen(scope, pluginId)
    return plugins.map(({ id, wabaId, name, status, health }) => ({
      id: wabaId,
      name: health?.account.name ?? name,
      chakraStatus: status,
      plugin: id,
    }))
  }

  async settings(scope: Scope, pluginId: string): Promise<WebhookSettings> {
    return (await this.#plugins.get(scope, pluginId)).webhookSettings
  }

  async changeSettings(scope: Scope, pluginId: string, changes: WebhookSettingsChanges): Promise<void> {
    const { id } = await this.#plugins.get(scope, pluginId)
    await inTransaction(this.#db, scope, async (tx) => {
      await store.lockPlugin(tx, scope, id)
      const row = await store.findPlugin(tx, scope, id)
      if (!row) return
      const before: WebhookSettings = { ...defaultWebhookSettings, ...row.webhookSettings }
      const after: WebhookSettings = { ...before, ...changes }
      await this.#followPlugin(tx, scope, id, after)
      await store.updatePlugin(tx, scope, { ...row, webhookSettings: after, updatedAt: new Date() })
      await recordEvent(tx, scope, { kind: 'plugin.updated', subjectId: id, ...differences(before, after) })
    })
    this.#plugins.drop(scope, id)
  }

  async #chosen(scope: Scope, pluginId: string | undefined) {
    return pluginId === undefined ? this.#plugins.list(scope) : [await this.#plugins.get(scope, pluginId)]
  }
}
