import type { Account, PhoneNumber, Subscription } from '../world/account.ts'
import type { World } from '../world/world.ts'
import type { Callback, WebhookAnswer, WebhookSender } from './sender.ts'

/** Knows who is subscribed to what, and wraps what happened as Meta does. */
export class Notifier {
  readonly #world: World
  readonly #sender: WebhookSender

  constructor(world: World, sender: WebhookSender) {
    this.#world = world
    this.#sender = sender
  }

  /** Something about one number: messages, statuses, calls. A number's own callback comes before its account's. */
  aboutNumber(
    account: Account,
    number: PhoneNumber,
    field: string,
    value: Record<string, unknown>,
    lane: string,
  ): Promise<WebhookAnswer> {
    const whole = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: number.digits, phone_number_id: number.id },
      ...value,
    }
    return this.#send(number.subscription ?? account.subscription, account, field, whole, `${number.id} ${lane}`)
  }

  /** Something about the account: templates, quality, restrictions. */
  aboutAccount(account: Account, field: string, value: Record<string, unknown>): Promise<WebhookAnswer> {
    return this.#send(account.subscription, account, field, value, 'account')
  }

  /** An event exactly as given, signed with the account's secret. */
  raw(account: Account, event: unknown): Promise<WebhookAnswer> {
    const { subscription } = account
    if (!subscription) return Promise.resolve(unsubscribed)
    return this.#sender.send(
      { callback: callback(subscription, account), wabaId: account.wabaId, changes: [], lane: 'raw' },
      event,
    )
  }

  /** Someone as they stand beside messages and statuses. */
  contact(account: Account, waId: string): Record<string, unknown> {
    const { name, username, hidesNumber } = this.#world.customer(waId)
    return {
      profile: { name, ...(username !== undefined && { username }) },
      wa_id: hidesNumber ? '' : waId,
      user_id: this.#world.userIds.of(account.businessId, waId),
    }
  }

  #send(
    subscription: Subscription | undefined,
    account: Account,
    field: string,
    value: Record<string, unknown>,
    lane: string,
  ): Promise<WebhookAnswer> {
    if (!subscription) return Promise.resolve(unsubscribed)
    return this.#sender.send({
      callback: callback(subscription, account),
      wabaId: account.wabaId,
      changes: [{ field, value }],
      lane,
    })
  }
}

/** Nobody subscribed: Meta tells nobody. */
const unsubscribed: WebhookAnswer = { status: 204, body: '' }

const callback = (subscription: Subscription, account: Account): Callback => ({
  url: subscription.url,
  appSecret: account.appSecret,
})
