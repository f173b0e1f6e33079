import type { ChatMessage } from '@nadi/sdk'
import { fieldsOf, textOf } from './meta-fields.ts'

export interface ShownReaction {
  emoji: string
  isOurs: boolean
}

/** Customers' reactions stand on the message; the team's are messages of their own, folded here onto what they are about: wamid → emoji. */
export function ownReactions(messages: readonly ChatMessage[]): ReadonlyMap<string, string> {
  const emojis = new Map<string, string>()
  for (const { dataType, direction, deliveryStatus, message } of messages) {
    if (dataType !== 'reaction' || direction !== 'OUTBOUND' || deliveryStatus === 'FAILED') continue
    const { message_id, emoji } = fieldsOf(fieldsOf(message).reaction)
    const wamid = textOf(message_id)
    if (!wamid) continue
    const shown = textOf(emoji)
    if (shown) emojis.set(wamid, shown)
    else emojis.delete(wamid)
  }
  return emojis
}

export const reactionsOf = (message: ChatMessage, own: ReadonlyMap<string, string>): ShownReaction[] => {
  const ours = own.get(message.externalId ?? '')
  return [
    ...message.reactions.map(({ emoji }) => ({ emoji, isOurs: false })),
    ...(ours ? [{ emoji: ours, isOurs: true }] : []),
  ]
}
