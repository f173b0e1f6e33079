import { badParam, badToken, type GraphError, whatsappError } from '../../graph-error.ts'
import { wamid } from '../../ids.ts'
import { isWindowOpen } from '../../world/conversation.ts'
import type { Message, Pricing } from '../../world/message.ts'
import type { TemplateCategory } from '../../world/template.ts'
import type { World } from '../../world/world.ts'
import { type GraphCall, success } from '../call.ts'
import { Silence } from '../misfortune.ts'
import { checkMessage, checkProduct } from './check.ts'
import type { CheckedMessage } from './checked.ts'
import { judgeLinks, linksOf } from './links.ts'
import { takePair, takeThroughput } from './rates.ts'

type NumberCall = GraphCall<'number'>

/** `POST /{phone-number-id}/messages`: a message, or that one was read, or that an answer is being written. */
export function sendMessage(call: NumberCall): unknown {
  const { params, node, services } = call
  const { world, misfortune } = services
  const mishap = misfortune.take()
  if (mishap?.kind === 'lost request') throw new Silence()
  if (mishap?.kind === 'error' && mishap.as === 'answer') throw anyError(mishap.code)
  if (node.number.status !== 'CONNECTED') throw whatsappError(133010, 'The phone number is not registered.')
  if (params.status !== undefined) return markRead(call)
  takeThroughput(world, node.number)
  if (world.random.happens(world.settings.failureRate)) throw whatsappError(131000, 'An unexpected error has occurred.')
  const checked = checkMessage(params, { world, account: node.account, number: node.number })
  takePair(world, node.number, checked)
  const failure = mishap?.kind === 'error' ? { code: mishap.code } : failureLater(world, node.number.id, checked)
  if (failure?.code === 131047 && world.settings.windowRefusal === 'answer') {
    throw whatsappError(131047, failure.details ?? windowEnded)
  }
  const message = accept(call, checked)
  if (failure) services.statuses.fail(node, message, failure.code, failure.details)
  else if (world.settings.fetchLinks && linksOf(message).length > 0) void judgeLinks(services, node, message)
  else if (checked.type !== 'reaction') services.statuses.follow(node, message)
  if (mishap?.kind === 'lost answer') throw new Silence()
  const input = String(params.to ?? params.recipient)
  return {
    messaging_product: 'whatsapp',
    contacts: [checked.userId ? { input, wa_id: '', user_id: checked.userId } : { input, wa_id: checked.to }],
    messages: [
      {
        id: message.wamid,
        ...(checked.isGroup && { group_id: checked.to }),
        ...(checked.template && { message_status: 'accepted' }),
      },
    ],
  }
}

/** An error that a test asked for, known or not. */
export function anyError(code: number): GraphError {
  return code === 190 ? badToken() : whatsappError(code, 'The simulator was told to answer this.')
}

function accept({ node, params, services }: NumberCall, checked: CheckedMessage): Message {
  const { world } = services
  const now = world.clock.now()
  const { type } = checked
  const message: Message = {
    wamid: wamid(),
    wabaId: node.account.wabaId,
    phoneNumberId: node.number.id,
    address: checked.to,
    isGroup: checked.isGroup,
    toUserId: checked.userId,
    direction: 'out',
    participant: undefined,
    type,
    body: { type, [type]: params[type], ...(params.context !== undefined && { context: params.context }) },
    at: now,
    status: 'accepted',
    statusAt: {},
    error: undefined,
    callbackData: params.biz_opaque_callback_data as string | undefined,
    pricing: pricingOf(world, checked, node.number.id),
    reactions: new Map(),
    readBy: undefined,
    isEdited: false,
    isDeleted: false,
  }
  if (type !== 'reaction' && type !== 'pin') {
    world.remember(message)
    return message
  }
  world.messages.set(message.wamid, message)
  if (type === 'pin') return message
  const { message_id: target, emoji } = params.reaction as { message_id: string; emoji: string }
  react(world, target, emoji)
  return message
}

function react(world: World, wamidOfTarget: string, emoji: string): void {
  const target = world.messages.get(wamidOfTarget)
  if (!target) return
  if (emoji === '') target.reactions.delete('business')
  else target.reactions.set('business', emoji)
  const conversation = world.conversation(target.phoneNumberId, target.address)
  if (conversation) world.changed(conversation)
}

const windowEnded =
  'Message failed to send because more than 24 hours have passed since the customer last replied to this number.'

function failureLater(
  world: World,
  phoneNumberId: string,
  checked: CheckedMessage,
): { code: number; details?: string } | undefined {
  const { settings, random, clock } = world
  if (random.happens(settings.undeliverableRate)) return { code: 131026 }
  if (checked.isGroup) return undefined
  const customer = world.knownCustomer(checked.to)
  if (customer && !customer.hasWhatsApp) return { code: 131026, details: 'Message undeliverable.' }
  if (customer && !customer.takesMarketing && checked.template?.category === 'MARKETING') return { code: 131050 }
  const isFreeForm = !checked.template && settings.windowRefusal !== 'never'
  if (isFreeForm && !isWindowOpen(world.conversation(phoneNumberId, checked.to), clock.now())) {
    return { code: 131047, details: windowEnded }
  }
  return undefined
}

const categories: Record<TemplateCategory, Pricing['category']> = {
  MARKETING: 'marketing',
  UTILITY: 'utility',
  AUTHENTICATION: 'authentication',
}

/** Free-form messages are free, and so are utility templates within the customer-service window. */
function pricingOf(world: World, { template, to }: CheckedMessage, phoneNumberId: string): Pricing {
  if (!template) return { category: 'service', isFree: true }
  const inWindow = isWindowOpen(world.conversation(phoneNumberId, to), world.clock.now())
  return { category: categories[template.category], isFree: template.category === 'UTILITY' && inWindow }
}

function markRead({ params, node, services: { world } }: NumberCall): unknown {
  checkProduct(params.messaging_product)
  if (params.status !== 'read') throw badParam(`Param status must be one of {READ} - got "${String(params.status)}".`)
  if (typeof params.message_id !== 'string') throw badParam('The parameter message_id is required.')
  const typing = params.typing_indicator as { type?: unknown } | undefined
  if (typing !== undefined && typing?.type !== 'text') {
    throw badParam(`Param typing_indicator['type'] must be one of {TEXT} - got "${String(typing?.type)}".`)
  }
  const message = world.messages.get(params.message_id)
  if (!message || message.phoneNumberId !== node.number.id || message.direction !== 'in') {
    throw badParam(`Param message_id must be the id of a message that was received - got "${params.message_id}".`)
  }
  const conversation = world.openConversation(node.number.id, message.address)
  const now = world.clock.now()
  for (const each of conversation.messages.values()) {
    if (each.direction !== 'in' || each.at > message.at) continue
    each.status = 'read'
    each.statusAt.read ??= now
  }
  if (typing) conversation.typingUntil = now + 25_000
  world.changed(conversation)
  return success
}
