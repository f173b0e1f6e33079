import type { Services } from '../graph/call.ts'
import { wamid } from '../ids.ts'
import type { WebhookAnswer } from '../webhooks/sender.ts'
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
  /** the product of a catalogue that it asks about */
  referredProduct?: { catalog_id: string; product_retailer_id: string }
  /** the id of the group that it is written in */
  groupId?: string
}

/** Where a message comes from and goes to. */
export interface Route {
  waId: string
  to: NodeOf<'number'>
}

/** A message object as the business gets it, without id, time and sender. */
export function withExtras(
  body: Record<string, unknown>,
  extras: Extras,
  businessDigits: string,
): Record<string, unknown> {
  const context = {
    ...((extras.inReplyTo !== undefined || extras.referredProduct) && { from: businessDigits }),
    ...(extras.inReplyTo !== undefined && { id: extras.inReplyTo }),
    ...(extras.referredProduct && { referred_product: extras.referredProduct }),
    ...(extras.forwarded && { forwarded: true }),
    ...(extras.frequentlyForwarded && { frequently_forwarded: true }),
  }
  return {
    ...(Object.keys(context).length > 0 && { context }),
    ...(extras.referral && { referral: extras.referral }),
    ...body,
  }
}

/** Puts a message into the conversation, as the phone shows it. */
export function rememberInbound(
  { world }: Services,
  { waId, to }: Route,
  body: Record<string, unknown>,
  groupId?: string,
): Message {
  const message: Message = {
    wamid: wamid(),
    wabaId: to.account.wabaId,
    phoneNumberId: to.number.id,
    address: groupId ?? waId,
    isGroup: groupId !== undefined,
    toUserId: undefined,
    direction: 'in',
    participant: groupId === undefined ? undefined : waId,
    type: String(body.type),
    body,
    at: world.clock.now(),
    status: 'delivered',
    statusAt: {},
    error: undefined,
    callbackData: undefined,
    pricing: { category: 'service', isFree: true },
    reactions: new Map(),
    readBy: undefined,
    isEdited: false,
    isDeleted: false,
  }
  world.remember(message)
  return message
}

/** Tells the business of a message; resolves when its callback has answered 2xx. @throws Error where it refused */
export async function tellInbound(
  { notifier }: Services,
  { waId, to }: Route,
  told: { id: string; at: number; groupId?: string | undefined; body: Record<string, unknown> },
): Promise<Done> {
  // whoever is blocked writes into nothing
  if (to.number.blocked.has(waId)) return { wamid: told.id, answer: { status: 204, body: '' } }
  const contact = notifier.contact(to.account, waId)
  const answer = await notifier.aboutNumber(
    to.account,
    to.number,
    'messages',
    {
      contacts: [contact],
      messages: [
        {
          from: contact.wa_id,
          from_user_id: contact.user_id,
          ...(told.groupId !== undefined && { group_id: told.groupId }),
          id: told.id,
          timestamp: String(Math.floor(told.at / 1000)),
          ...told.body,
        },
      ],
    },
    told.groupId ?? waId,
  )
  return { wamid: told.id, answer: accepted(answer) }
}

/** @throws Error where the callback refused */
export function accepted(answer: WebhookAnswer): WebhookAnswer {
  if (answer.status >= 300) throw new Error(`The callback answered ${answer.status} to the webhook: ${answer.body}`)
  return answer
}
