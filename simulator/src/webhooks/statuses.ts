import { type StatusError, statusError } from '../graph-error.ts'
import { type Message, type MessageStatus, raiseStatus } from '../world/message.ts'
import type { NodeOf, World } from '../world/world.ts'
import type { Notifier } from './notifier.ts'
import type { WebhookAnswer, WebhookSender } from './sender.ts'

type Told = Exclude<MessageStatus, 'accepted'>

/** What becomes of a message after Meta accepted it, and what Meta tells of it. */
export class Statuses {
  readonly #world: World
  readonly #notifier: Notifier
  readonly #sender: WebhookSender

  constructor(world: World, notifier: Notifier, sender: WebhookSender) {
    this.#world = world
    this.#notifier = notifier
    this.#sender = sender
  }

  /** The statuses that the settings let follow by themselves. */
  follow(from: NodeOf<'number'>, message: Message): void {
    for (const status of this.#world.settings.statuses)
      this.#sender.later(0, () => void this.tell(from, message, status))
  }

  /** The message ends as failed, for a reason that Meta found after it answered. */
  fail(from: NodeOf<'number'>, message: Message, code: number, details?: string): void {
    const error = statusError(code, details)
    message.error = { code, title: error.title }
    this.#sender.later(0, () => void this.tell(from, message, 'failed', { error }))
  }

  /** Tells it once; a message that has come further already is left alone. */
  tell(
    from: NodeOf<'number'>,
    message: Message,
    status: Told,
    more: { error?: StatusError; participant?: string } = {},
  ): Promise<WebhookAnswer> {
    const at = this.#world.clock.now()
    // in a group, every participant reads for themselves
    if (!raiseStatus(message, status, at) && !more.participant) return Promise.resolve({ status: 204, body: '' })
    const conversation = this.#world.conversation(message.phoneNumberId, message.address)
    if (conversation) this.#world.changed(conversation)
    const about = more.participant ?? message.address
    const hasContact = status !== 'failed' && (!message.isGroup || more.participant !== undefined)
    return this.#notifier.aboutNumber(
      from.account,
      from.number,
      'messages',
      {
        ...(hasContact && { contacts: [this.#notifier.contact(from.account, about)] }),
        statuses: [presentStatus(message, status, at, more)],
      },
      message.address,
    )
  }
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status */
function presentStatus(
  message: Message,
  status: Told,
  at: number,
  { error, participant }: { error?: StatusError; participant?: string },
): Record<string, unknown> {
  const { category, isFree } = message.pricing
  const told = {
    id: message.wamid,
    status,
    timestamp: String(Math.floor(at / 1000)),
    recipient_id: message.toUserId === undefined ? message.address : '',
    ...(message.toUserId !== undefined && { recipient_user_id: message.toUserId }),
    ...(message.isGroup && { recipient_type: 'group' }),
    ...(participant && { recipient_participant_id: participant }),
    ...(message.callbackData !== undefined && { biz_opaque_callback_data: message.callbackData }),
  }
  if (status === 'failed') return { ...told, errors: error ? [error] : [] }
  return {
    ...told,
    conversation: {
      id: conversationId(message),
      ...(status === 'sent' && { expiration_timestamp: String(Math.floor(message.at / 1000) + 86_400) }),
      origin: { type: category },
    },
    pricing: {
      billable: !isFree,
      pricing_model: 'PMP',
      category,
      type: isFree ? 'free_customer_service' : 'regular',
    },
  }
}

/** Stable within a day, as the ids of conversations are. */
function conversationId({ phoneNumberId, address, at, pricing }: Message): string {
  const text = `${phoneNumberId}${address}${Math.floor(at / 86_400_000)}${pricing.category}`
  let [high, low] = [0x811c9dc5, 0x1b873593]
  for (let index = 0; index < text.length; index++) {
    high = Math.imul(high ^ text.charCodeAt(index), 0x01000193)
    low = Math.imul(low ^ text.charCodeAt(index), 0x5bd1e995)
  }
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0')
  return `${hex(high)}${hex(low)}${hex(high ^ low)}${hex(Math.imul(high, low))}`
}
