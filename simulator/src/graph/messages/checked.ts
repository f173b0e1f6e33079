import type { Account, PhoneNumber } from '../../world/account.ts'
import type { Template } from '../../world/template.ts'
import type { World } from '../../world/world.ts'

/** What a check may look at: Meta knows the sender's media, templates and messages. */
export interface Sender {
  world: World
  account: Account
  number: PhoneNumber
}

/** A message that Meta would accept. */
export interface CheckedMessage {
  type: MessageType
  /** digits, or the id of a group */
  to: string
  isGroup: boolean
  /** the user id that it goes to, in place of a number */
  userId: string | undefined
  /** the template it is made of; a message without one needs an open customer-service window */
  template: Template | undefined
}

export const messageTypes = [
  'audio',
  'contacts',
  'document',
  'image',
  'interactive',
  'location',
  'pin',
  'reaction',
  'sticker',
  'template',
  'text',
  'video',
] as const
export type MessageType = (typeof messageTypes)[number]
