import type { Services } from '../graph/call.ts'
import { wamid } from '../ids.ts'
import type { WebhookAnswer } from '../webhooks/sender.ts'
import type { CustomerProfile } from '../world/customer-profile.ts'
import type { Message } from '../world/message.ts'
import type { NodeOf } from '../world/world.ts'

/** What came of something that a customer did. */
export interface Done {
  /** the id of the message that it made */
  wamid: string
  /** what the callback answered */
  answer: WebhookAnswer
}

/** More that may stand in a message of a customer. */
export interface Extras {
  /** the id of the message that it answers */
  inReplyTo?: string
  forwarded?: boolean
  frequentlyForwarded?: boolean
  /** the advertisement that led here */
  referral?: Record<string, unknown>
}

/** Someone with a phone, who talks with one business number. Each call resolves when the callback has answered 2xx. */
export class Customer {
  readonly profile: CustomerProfile
  readonly #services: Services
  readonly #to: NodeOf<'number'>

  constructor(services: Services, profile: CustomerProfile, to: NodeOf<'number'>) {
    this.#services = services
    this.profile = profile
    this.#to = to
  }

  get waId(): string {
    return this.profile.waId
  }

  /** Words, or any message object of Meta's: `{type: 'location', location: {…}}`. */
  writes(message: string | Record<string, unknown>, extras: Extras = {}): Promise<Done> {
    const body = typeof message === 'string' ? { type: 'text', text: { body: message } } : message
    return this.#send(String(body.type ?? 'text'), body, extras)
  }

  async #send(type: string, body: Record<string, unknown>, extras: Extras): Promise<Done> {
    const { world, notifier } = this.#services
    const { account, number } = this.#to
    const at = world.clock.now()
    const context = {
      ...(extras.inReplyTo !== undefined && { from: number.digits, id: extras.inReplyTo }),
      ...(extras.forwarded && { forwarded: true }),
      ...(extras.frequentlyForwarded && { frequently_forwarded: true }),
    }
    const { type: _type, ...rest } = body
    const whole = {
      ...(Object.keys(context).length > 0 && { context }),
      ...(extras.referral && { referral: extras.referral }),
      ...rest,
      type,
    }
    const message: Message = {
      wamid: wamid(),
      wabaId: account.wabaId,
      phoneNumberId: number.id,
      address: this.waId,
      isGroup: false,
      direction: 'in',
      participant: undefined,
      type,
      body: whole,
      at,
      status: 'delivered',
      statusAt: {},
      error: undefined,
      callbackData: undefined,
      pricing: { category: 'service', isFree: true },
      reactions: new Map(),
      isEdited: false,
      isDeleted: false,
    }
    world.remember(message)
    const answer = await notifier.aboutNumber(
      account,
      number,
      'messages',
      {
        contacts: [notifier.contact(this.waId)],
        messages: [{ from: this.waId, id: message.wamid, timestamp: String(Math.floor(at / 1000)), ...whole }],
      },
      this.waId,
    )
    return { wamid: message.wamid, answer: accepted(answer) }
  }
}

/** @throws Error where the callback refused */
export function accepted(answer: WebhookAnswer): WebhookAnswer {
  if (answer.status >= 300) throw new Error(`The callback answered ${answer.status} to the webhook: ${answer.body}`)
  return answer
}
