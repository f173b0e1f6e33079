import type { ChatMessage } from '../../whatsapp/messages/types.ts'
import type { Notice } from '../queue.ts'
import type { RelayedEvent } from './store.ts'

export const templateNotice = 'send_message_template'

const unsent = ['PENDING', 'UNCONFIRMED']

/** Whether a message was sent with this event; which it is only once, since what was sent is never unsent. */
export const tellsOfSending = ({ kind, before, after }: RelayedEvent): boolean =>
  kind === 'message.updated' &&
  unsent.includes(String(before?.deliveryStatus)) &&
  !unsent.includes(String(after?.deliveryStatus)) &&
  after?.deliveryStatus !== 'FAILED'

/** For pass-through endpoints that ask for it: that a template was sent from here, which Meta tells of only by its status. */
export function noticeOfTemplate(message: ChatMessage | undefined): Notice | undefined {
  if (message?.direction !== 'OUTBOUND' || message.dataType !== 'template') return undefined
  return {
    pluginId: message.plugin,
    kind: templateNotice,
    about: message.externalId,
    body: JSON.stringify({ event: templateNotice, payload: message }),
  }
}
