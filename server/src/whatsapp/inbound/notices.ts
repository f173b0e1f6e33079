import type { Notice } from '../../webhooks/queue.ts'
import type { StatusEvent } from '../messages/statuses.ts'
import type { TakenStatus } from './marks.ts'
import { objectOf, textOf } from './meta-object.ts'
import type { EchoPart, MarkPart, MessagePart, MetaEvent, MetaObject } from './types.ts'

/** Where files are read that a message brought. */
export type MediaUrl = (mediaId: string) => string

const mediaTypes = ['image', 'video', 'audio', 'document', 'sticker'] as const

interface Account {
  id: string
  wabaId: string
}

/** An event as Meta sent it, without what is not the plugin's; echoes only for those who ask for them. */
export function passThrough(pluginId: string, body: Buffer, { parts, mixed }: MetaEvent): Notice {
  const echo = parts.map(echoKind).find((kind) => kind !== null)
  return { pluginId, kind: echo ? `passthrough_${echo}` : 'passthrough', body: mixed?.ours ?? body }
}

function echoKind(part: MetaEvent['parts'][number]): 'message_echo' | 'smb_message_echo' | null {
  const field = part.kind === 'echo' ? part.field : part.kind === 'mark' ? part.echoField : null
  if (field === 'message_echoes') return 'message_echo'
  return field === 'smb_message_echoes' ? 'smb_message_echo' : null
}

/** The Chakra webhook's event of a message: one that came, or an echo. `id` is the chat message that it is, or is about. */
export function messageNotice(
  account: Account,
  part: MessagePart | EchoPart | MarkPart,
  id: string | null,
  mediaUrl: MediaUrl,
): Notice {
  const externalId = textOf(part.message.id)
  const payload = {
    wabaId: account.wabaId,
    messageId: id,
    externalId,
    timestamp: part.at.getTime(),
    message: withMediaUrls(part.message, mediaUrl),
    contacts: part.contacts,
  }
  const event = echoKind(part) ?? 'message'
  return { pluginId: account.id, kind: event, about: externalId, body: JSON.stringify({ event, payload }) }
}

/** Meta's own address of a file, if it gives one, opens only to Meta's token. */
function withMediaUrls(message: MetaObject, mediaUrl: MediaUrl): MetaObject {
  const changed = { ...message }
  for (const type of mediaTypes) {
    const media = objectOf(message[type])
    const id = textOf(media.id)
    if (id) changed[type] = { ...media, url: mediaUrl(id) }
  }
  const { message: edited, ...edit } = objectOf(message.edit)
  if (edited) changed.edit = { ...edit, message: withMediaUrls(objectOf(edited), mediaUrl) }
  return changed
}

/** The Chakra webhook's event of a status; of a message that is not here without an id of ours. */
export function statusNotice(account: Account, { event, message }: TakenStatus): Notice {
  const payload = {
    wabaId: account.wabaId,
    id: message?.id ?? null,
    messageId: message?.id ?? null,
    externalId: event.wamid,
    deliveryStatus: event.status,
    timestamp: event.at.getTime(),
    recipientId: event.recipientId,
    ...errorContext(event),
  }
  return {
    pluginId: account.id,
    kind: 'status',
    about: event.wamid,
    body: JSON.stringify({ event: 'status', payload }),
  }
}

function errorContext({ errors }: StatusEvent): { errorContext?: object } {
  if (!errors || errors.length === 0) return {}
  const { code, title, message, error_data } = objectOf(errors[0])
  const details = textOf(objectOf(error_data).details)
  return {
    errorContext: { message: details || textOf(message) || textOf(title), providerPayload: { code, title, message } },
  }
}
