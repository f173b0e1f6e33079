/** A message as both phones know it. */
export interface Message {
  wamid: string
  wabaId: string
  phoneNumberId: string
  /** digits of the customer, or the id of a group */
  address: string
  isGroup: boolean
  /** the user id that it was sent to, in place of a number */
  toUserId: string | undefined
  /** `out`: the business wrote it; `in`: a customer */
  direction: 'out' | 'in'
  /** digits of the customer who wrote it, in a group */
  participant: string | undefined
  type: string
  /** Meta's message object, as sent to Meta or as Meta tells it */
  body: Record<string, unknown>
  at: number
  status: MessageStatus
  statusAt: Partial<Record<MessageStatus, number>>
  /** code and words, where it failed */
  error: { code: number; title: string } | undefined
  /** `biz_opaque_callback_data`, which returns in each status */
  callbackData: string | undefined
  /** what the conversation and pricing of its statuses say */
  pricing: Pricing
  /** by who reacted: `business`, or the digits of a customer */
  reactions: Map<string, string>
  /** the customers of a group who have read it */
  readBy: Set<string> | undefined
  isEdited: boolean
  isDeleted: boolean
}

export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed'

export interface Pricing {
  category: 'service' | 'utility' | 'marketing' | 'authentication'
  isFree: boolean
}

const ranks: Record<MessageStatus, number> = { accepted: 0, sent: 1, delivered: 2, read: 3, played: 4, failed: 5 }

/** @returns false where the message has come as far already */
export function raiseStatus(message: Message, status: MessageStatus, at: number): boolean {
  if (message.status === 'failed' || ranks[status] <= ranks[message.status]) return false
  message.status = status
  message.statusAt[status] = at
  return true
}
