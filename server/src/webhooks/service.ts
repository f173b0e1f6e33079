import type { Tx } from '../database/database.ts'
import type { SafePost } from '../outgoing/safe-post.ts'
import type { Scope } from '../scope.ts'
import { followPlugin } from './endpoints/follow-plugin.ts'
import type { Endpoints } from './endpoints/service.ts'
import type { PluginWebhookSettings } from './endpoints/types.ts'

export interface WebhooksParts {
  endpoints: Endpoints
  safePost: SafePost
  newId: () => string
  /** of the dispatcher in this process, where it has one */
  wake: () => void
  /** tells it that an endpoint was changed, perhaps in a team that it has not heard of */
  changed: () => void
}

/** What the other concepts need of webhooks; what they tell goes through `queueWebhooks`. */
export class Webhooks {
  readonly #parts: WebhooksParts

  constructor(parts: WebhooksParts) {
    this.#parts = parts
  }

  /**
   * Makes the endpoints of a plugin what its settings say, in the transaction that saves them. Empty settings remove them.
   * @throws BadInput for an address that is private or none, naming the setting
   */
  async followPlugin(tx: Tx, scope: Scope, pluginId: string, settings: PluginWebhookSettings): Promise<void> {
    await followPlugin(tx, scope, pluginId, settings, this.#parts)
    this.#parts.changed()
  }

  /** After the commit of what queued deliveries: they go out at once, rather than within a second. */
  wake(): void {
    this.#parts.wake()
  }
}
