import { type Conversation, isWindowOpen, windowMs } from '../world/conversation.ts'
import type { World } from '../world/world.ts'
import { briefly, type ShownMessage, showMessage } from './show-message.ts'

/** A line in the phone's list of chats. */
export interface ShownConversation {
  phoneNumberId: string
  /** digits of the customer, or the id of a group */
  address: string
  business: { name: string; displayPhoneNumber: string; digits: string; wabaId: string }
  customer: { waId: string; name: string } | null
  group: { subject: string; participants: string[] } | null
  lastMessage: { wamid: string; text: string; at: number; direction: 'in' | 'out' } | null
  /** messages of the business that the customer has not read */
  unreadCount: number
  /** the business shows that it is writing */
  isTyping: boolean
  isWindowOpen: boolean
  windowEndsAt: number | null
  updatedAt: number
}

export interface ShownChat extends ShownConversation {
  /** the latest, oldest first */
  messages: ShownMessage[]
}

export function showConversation(world: World, conversation: Conversation): ShownConversation {
  const { phoneNumberId, address, lastInboundAt } = conversation
  const node = world.number(phoneNumberId)
  const groupNode = world.node(address)
  const group = groupNode?.kind === 'group' ? groupNode.group : undefined
  const messages = [...conversation.messages.values()]
  const last = messages.at(-1)
  const now = world.clock.now()
  return {
    phoneNumberId,
    address,
    business: {
      name: node?.number.verifiedName ?? '',
      displayPhoneNumber: node?.number.displayPhoneNumber ?? '',
      digits: node?.number.digits ?? '',
      wabaId: node?.account.wabaId ?? '',
    },
    customer: group ? null : { waId: address, name: world.customer(address).name },
    group: group ? { subject: group.subject, participants: [...group.participants] } : null,
    lastMessage: last
      ? { wamid: last.wamid, text: briefly(world, last.wamid), at: last.at, direction: last.direction }
      : null,
    unreadCount: messages.filter(
      ({ direction, status }) =>
        direction === 'out' && (status === 'accepted' || status === 'sent' || status === 'delivered'),
    ).length,
    isTyping: conversation.typingUntil > now,
    isWindowOpen: isWindowOpen(conversation, now),
    windowEndsAt: lastInboundAt === undefined ? null : lastInboundAt + windowMs,
    updatedAt: conversation.updatedAt,
  }
}

export function showChat(world: World, conversation: Conversation, limit = 200): ShownChat {
  return {
    ...showConversation(world, conversation),
    messages: [...conversation.messages.values()].slice(-limit).map((message) => showMessage(world, message)),
  }
}
