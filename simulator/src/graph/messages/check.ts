import { badParam, whatsappError } from '../../graph-error.ts'
import { digitsOf } from '../../ids.ts'
import { type CheckedMessage, type MessageType, messageTypes, type Sender } from './checked.ts'
import { choice, Fields } from './fields.ts'
import { checkInteractive } from './interactive.ts'
import { checkMedia } from './media.ts'
import { checkContacts, checkLocation, checkPin, checkReaction, checkText } from './plain-types.ts'
import { checkTemplateMessage } from './template.ts'

const common = [
  'messaging_product',
  'recipient_type',
  'to',
  'recipient',
  'type',
  'context',
  'biz_opaque_callback_data',
  'message_activity_sharing',
  'product_policy',
  'ttl',
  'access_token',
]

const checks: Record<MessageType, (message: Fields, sender: Sender) => void> = {
  audio: (message, sender) => checkMedia(message, 'audio', sender),
  document: (message, sender) => checkMedia(message, 'document', sender),
  image: (message, sender) => checkMedia(message, 'image', sender),
  sticker: (message, sender) => checkMedia(message, 'sticker', sender),
  video: (message, sender) => checkMedia(message, 'video', sender),
  contacts: checkContacts,
  location: checkLocation,
  pin: checkPin,
  reaction: checkReaction,
  text: checkText,
  interactive: checkInteractive,
  template: () => undefined,
}

/** Judges a request as strictly as Meta. @throws GraphError in Meta's words */
export function checkMessage(params: Record<string, unknown>, sender: Sender): CheckedMessage {
  checkProduct(params.messaging_product)
  const type = params.type === undefined || params.type === null ? 'text' : choice(params.type, 'type', messageTypes)
  const message = new TopFields(params, type)
  const recipientType =
    params.recipient_type === undefined
      ? 'individual'
      : choice(params.recipient_type, 'recipient_type', ['individual', 'group'])
  const isGroup = recipientType === 'group'
  const userId = isGroup ? undefined : userIdOf(params.to ?? params.recipient)
  const to = isGroup ? groupOf(params.to, sender) : userId ? customerOf(userId, sender) : recipient(params.to)
  if (to === sender.number.digits) throw whatsappError(131021, 'Recipient phone number cannot be the sender.')
  checkContext(params.context)
  checkCallbackData(params.biz_opaque_callback_data)
  if (type === 'pin' && !isGroup) throw badParam('Param recipient_type must be one of {GROUP} for a pin.')
  checks[type](message, sender)
  const template = type === 'template' ? checkTemplateMessage(message, sender) : undefined
  if (userId && template?.category === 'AUTHENTICATION') {
    throw whatsappError(131062, 'Authentication messages can only be sent to phone numbers, not to user ids.')
  }
  return { type, to, isGroup, userId, template }
}

/** The message itself, whose members Meta names without the path of a parent. */
class TopFields extends Fields {
  constructor(params: Record<string, unknown>, type: MessageType) {
    super(params, 'message', [...common, type])
  }

  override at(key: string): string {
    return key
  }
}

export function checkProduct(product: unknown): void {
  if (product === undefined || product === null) throw badParam('The parameter messaging_product is required.')
  if (product !== 'whatsapp') {
    throw badParam(`Param messaging_product must be one of {WHATSAPP} - got "${String(product)}".`)
  }
}

/** A user id that holds for one business: `IN.13491208655302741918`. */
const userIdOf = (to: unknown): string | undefined =>
  typeof to === 'string' && /^[A-Z]{2}\.\w+$/.test(to) ? to : undefined

function customerOf(userId: string, { world, account }: Sender): string {
  const waId = world.userIds.waIdOf(account.businessId, userId)
  if (waId === undefined) throw whatsappError(131009, `Param to must be a user id of this business - got "${userId}".`)
  return waId
}

function recipient(to: unknown): string {
  if (to === undefined || to === null || to === '') throw badParam('The parameter to is required.')
  const written = String(to)
  const digits = digitsOf(written)
  if (!/^\+?[\d\s().-]+$/.test(written) || digits.length < 7 || digits.length > 15) {
    throw whatsappError(131009, `Param to must be a valid phone number with its country code - got "${written}".`)
  }
  return digits
}

function groupOf(to: unknown, { world, number }: Sender): string {
  const node = world.node(String(to))
  if (node?.kind !== 'group' || node.group.phoneNumberId !== number.id) {
    throw whatsappError(131009, `Param to must be the id of a group of this phone number - got "${String(to)}".`)
  }
  return node.group.id
}

function checkContext(value: unknown): void {
  if (value === undefined) return
  new Fields(value, 'context', ['message_id']).text('message_id')
}

function checkCallbackData(value: unknown): void {
  if (value === undefined) return
  if (typeof value !== 'string') throw badParam('Param biz_opaque_callback_data must be a string.')
  if (value.length > 512) throw badParam('Param biz_opaque_callback_data must be at most 512 characters long.')
}
