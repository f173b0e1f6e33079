import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import { inTransaction } from '../../database/transaction.ts'
import { NadiError } from '../../errors.ts'
import { recordEvent } from '../../events/record.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { operatorScope } from '../../platform/teams/operator.ts'
import type { Scope } from '../../scope.ts'
import { listSubscribedApps, subscribeApp, unsubscribeApp } from '../graph/calls/accounts.ts'
import type { Graph } from '../graph/client.ts'
import { GraphSilence } from '../graph/refusal.ts'
import { problemsOf, unknownHealth } from './health.ts'
import { keepNumbers } from './keep-numbers.ts'
import type { Plugin, PluginHealth } from './plugin.ts'
import { webhookPath } from './present.ts'
import { type AccountFacts, readAccount, readSubscription } from './read-account.ts'
import type { Plugins } from './service.ts'
import * as store from './store.ts'
import { account } from './unseal.ts'

/** Runs once an account is connected, such as reading its templates. */
export type OnConnected = (scope: Scope, plugin: Plugin) => Promise<unknown>

const everyMs = 3_600_000

/** Looks at Meta how a plugin stands there: its token, its numbers, where its events go. */
export class Checkup {
  readonly #db: Database
  readonly #graph: Graph
  readonly #plugins: Plugins
  readonly #address: PublicAddress
  readonly #logger: FastifyBaseLogger
  readonly #onConnected: OnConnected[] = []

  constructor(parts: {
    db: Database
    graph: Graph
    plugins: Plugins
    publicAddress: PublicAddress
    logger: FastifyBaseLogger
  }) {
    this.#db = parts.db
    this.#graph = parts.graph
    this.#plugins = parts.plugins
    this.#address = parts.publicAddress
    this.#logger = parts.logger
  }

  /** What other concepts do when an account is connected or checked by hand. */
  whenConnected(work: OnConnected): void {
    this.#onConnected.push(work)
  }

  /**
   * Subscribes, looks at everything, and lets the other concepts read what they need. What Meta refuses of that stands in the plugin's health.
   * @param origin where this server is reached
   */
  async settleIn(scope: Scope, pluginId: string, origin: string | undefined): Promise<void> {
    const plugin = await this.#plugins.connected(scope, pluginId)
    const refused = origin === undefined ? null : await this.#subscribe(plugin, origin)
    await this.look(scope, plugin, origin, refused)
    for (const work of this.#onConnected) {
      await work(scope, plugin).catch((error: unknown) =>
        this.#passOver(error, plugin, 'reading from Meta after connecting'),
      )
    }
  }

  /** The job `plugin-check`. */
  readonly run = async ({
    teamId,
    pluginId,
    origin,
  }: {
    teamId: string
    pluginId: string
    origin?: string
  }): Promise<void> => {
    const scope = operatorScope(teamId)
    this.#plugins.drop(scope, pluginId)
    const plugin = await this.#plugins
      .get(scope, pluginId)
      .catch((error: unknown) => this.#passOver(error, { id: pluginId }, 'a check'))
    if (plugin?.status === 'CONNECTED') await this.settleIn(scope, pluginId, origin ?? this.#address.url)
  }

  /** For `upkeep`: looks at the plugins of a team whose last look is an hour old. */
  readonly refresh = async (teamId: string): Promise<void> => {
    const scope = operatorScope(teamId)
    for (const plugin of await this.#plugins.list(scope)) {
      const isDue = Date.now() - (plugin.health?.checkedAt ?? 0) > everyMs
      if (plugin.status === 'CONNECTED' && isDue) await this.look(scope, plugin, this.#address.url, null)
    }
  }

  /** Reads what Meta says now into the plugin's numbers and health. */
  async look(scope: Scope, plugin: Plugin, origin: string | undefined, refused: string | null): Promise<void> {
    const before = plugin.health ?? unknownHealth
    let facts: AccountFacts | undefined
    let health: PluginHealth
    try {
      facts = await readAccount(this.#graph, account(plugin), plugin)
      health = healthOf(facts, before)
      health.webhook = await readSubscription(this.#graph, account(plugin), {
        ...plugin,
        callbackUrl: origin === undefined ? (before.webhook.callbackUrl ?? undefined) : origin + webhookPath(plugin.id),
      })
      if (refused !== null) health.webhook = { ...health.webhook, isSubscribed: false, problem: refused }
    } catch (error) {
      if (!(error instanceof NadiError)) throw error
      health = afterFailure(before, error)
    }
    await this.#keep(scope, plugin, health, facts)
  }

  /** Ends the subscription, where it is ours: another server may have taken the account over. */
  async unsubscribe(plugin: Plugin): Promise<void> {
    const origin = this.#address.url
    try {
      const apps = await listSubscribedApps(this.#graph, account(plugin), plugin)
      const ours = apps.some(
        ({ override_callback_uri: uri }) => origin !== undefined && uri === origin + webhookPath(plugin.id),
      )
      if (ours) await unsubscribeApp(this.#graph, account(plugin), plugin)
    } catch (error) {
      // a token that Meta refuses is a reason to disconnect, not one to stay connected
      this.#passOver(error, plugin, 'unsubscribing')
    }
  }

  /** Why Meta would not; null where it did. */
  async #subscribe(plugin: Plugin, origin: string): Promise<string | null> {
    const { wabaId, verifyToken } = plugin
    if (verifyToken === null) return 'The plugin has no verify token, so Meta cannot be subscribed.'
    try {
      const callbackUrl = origin + webhookPath(plugin.id)
      await subscribeApp(this.#graph, account(plugin), { wabaId, callbackUrl, verifyToken })
      return null
    } catch (error) {
      if (!(error instanceof NadiError)) throw error
      return `Meta would not send the account's events to ${origin + webhookPath(plugin.id)}: ${error.message}`
    }
  }

  async #keep(scope: Scope, plugin: Plugin, health: PluginHealth, facts: AccountFacts | undefined): Promise<void> {
    await inTransaction(this.#db, scope, async (tx) => {
      if (!(await store.lockPlugin(tx, scope, plugin.id))) return
      if (facts) await keepNumbers(tx, scope, plugin.id, facts.numbers)
      await store.updateHealth(tx, scope, plugin.id, health)
      const before = problemsOf(plugin)
      const after = problemsOf({ ...plugin, health, numbers: facts?.numbers ?? plugin.numbers })
      if (before.map(({ code }) => code).join() === after.map(({ code }) => code).join()) return
      const event = { kind: 'plugin.health_changed', before: { problems: before }, after: { problems: after } }
      await recordEvent(tx, scope, { ...event, subjectId: plugin.id })
    })
    this.#plugins.drop(scope, plugin.id)
  }

  #passOver(error: unknown, plugin: Pick<Plugin, 'id'>, doing: string): undefined {
    if (!(error instanceof NadiError)) throw error
    this.#logger.warn({ pluginId: plugin.id, reason: error.message }, `${doing} failed`)
  }
}

/** What reading an account says of its health; where its events go is asked apart. */
export const healthOf = (facts: AccountFacts, before: PluginHealth | null): PluginHealth => ({
  ...before,
  checkedAt: Date.now(),
  token: facts.token,
  webhook: before?.webhook ?? unknownHealth.webhook,
  account: { ...(before?.account ?? unknownHealth.account), name: facts.name, reviewStatus: facts.reviewStatus },
})

const afterFailure = (before: PluginHealth, error: NadiError): PluginHealth => ({
  ...before,
  checkedAt: Date.now(),
  token:
    error instanceof GraphSilence
      ? { ...before.token, problem: error.message }
      : { ...before.token, isValid: false, problem: error.message },
})
