import { hash } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import { Forbidden, NotFound, TooManyRequests, Unauthorized } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { Plugin, Plugins } from '../plugins/service.ts'
import { RefusedCalls } from './refused-calls.ts'
import { isSameSecret, isSignature, isSignedBy } from './signature.ts'
import * as store from './store.ts'

interface Addressed {
  scope: Scope
  plugin: Plugin
}

/** A plugin whose secret is wrong gets thousands of refused events; whoever guesses ids, as many refused calls. */
const mostRefusedPerMinute = 300

/** Where Meta's events arrive: verified, stored, answered. What they say is worked on after. */
export class Inbox {
  readonly #parts: { db: Database; plugins: Plugins; newId: () => string; logger: FastifyBaseLogger }
  readonly #refused = new RefusedCalls(mostRefusedPerMinute)
  /** told of each event once it is stored */
  stored: (scope: Scope, pluginId: string) => void = () => undefined

  constructor(parts: { db: Database; plugins: Plugins; newId: () => string; logger: FastifyBaseLogger }) {
    this.#parts = parts
  }

  /**
   * Answers Meta's question whether this address is wanted: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
   * @throws Forbidden for another verify token than the plugin's
   */
  async confirm(pluginId: string, mode: string | undefined, verifyToken: string | undefined): Promise<void> {
    const { plugin } = await this.#addressed(pluginId)
    if (mode === 'subscribe' && plugin.verifyToken && isSameSecret(plugin.verifyToken, verifyToken ?? '')) return
    this.#count(`verify ${pluginId}`)
    throw new Forbidden('The verify token is not the one of this plugin.', {
      code: 'verify_token',
      path: 'hub.verify_token',
      hint: "Give Meta the plugin's verify token, with hub.mode=subscribe.",
    })
  }

  /**
   * Whose event it is, known before any of its body is read.
   * @throws NotFound for a plugin that does not exist or is disconnected, Unauthorized without a signature
   */
  async admit(pluginId: string, signature: unknown): Promise<void> {
    await this.#addressed(pluginId)
    if (!isSignature(signature)) throw this.#refusal(pluginId, 'The event bears no signature.')
  }

  /** Keeps an event as received, once. @throws Unauthorized where it was not signed with the plugin's app secret */
  async receive(pluginId: string, body: Buffer, signature: string): Promise<void> {
    const { scope, plugin } = await this.#addressed(pluginId)
    if (!plugin.appSecret || !isSignedBy(plugin.appSecret, body, signature)) {
      throw this.#refusal(pluginId, "The signature does not fit: it was not made with this plugin's app secret.")
    }
    const { db, newId } = this.#parts
    await store.insertEvent(db, scope, {
      pluginId: plugin.id,
      id: newId(),
      digest: hash('sha256', body, 'buffer'),
      body,
    })
    this.stored(scope, plugin.id)
  }

  async #addressed(pluginId: string): Promise<Addressed> {
    const found = await this.#parts.plugins.ofWebhook(pluginId)
    if (found?.plugin.status === 'CONNECTED') return found
    this.#count('unknown plugins')
    throw new NotFound(`There is no connected plugin ${pluginId}.`, {
      code: 'no_such_plugin',
      path: 'pluginId',
      hint: 'The address of its webhook stands in the settings of the plugin.',
    })
  }

  #refusal(pluginId: string, message: string): Unauthorized {
    const { isFirst } = this.#count(`signature ${pluginId}`)
    if (isFirst) this.#parts.logger.warn({ pluginId }, `refused an inbound event. ${message}`)
    return new Unauthorized(message, {
      code: 'bad_signature',
      path: 'X-Hub-Signature-256',
      hint: 'Send sha256= and the HMAC-SHA256 of the raw body in hex; the key is the app secret that the plugin was connected with.',
    })
  }

  /** @throws TooManyRequests where it happens all the time. What is right is taken all the same. */
  #count(what: string): { isFirst: boolean } {
    const { isFirst, isTooMany, retryAfterSeconds } = this.#refused.count(what)
    if (!isTooMany) return { isFirst }
    throw new TooManyRequests('Too many calls of this kind were refused within a minute.', {
      hint: `Correct what is wrong, and try again in ${retryAfterSeconds} s.`,
      retryAfterSeconds,
    })
  }
}
