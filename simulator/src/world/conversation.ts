import type { Message } from './message.ts'

/** What one business number and one customer (or group) said to each other. */
export interface Conversation {
  phoneNumberId: string
  address: string
  messages: Map<string, Message>
  /** when the customer last wrote or called; opens the customer-service window */
  lastInboundAt: number | undefined
  /** the messages that may go out at once, as of `pairAt`, by Meta's pair rate */
  pairLeft: number
  pairAt: number
  /** the business shows that it is writing, until then */
  typingUntil: number
  /** whether the customer allows calls: until when, or not at all */
  callPermission: { status: 'none' | 'pending' | 'granted' | 'denied'; until: number | undefined }
  updatedAt: number
}

export const windowMs = 24 * 60 * 60 * 1000

/** Free-form messages may be sent until 24 hours after the customer's last one. */
export function isWindowOpen(conversation: Conversation | undefined, now: number): boolean {
  return conversation?.lastInboundAt !== undefined && now < conversation.lastInboundAt + windowMs
}
