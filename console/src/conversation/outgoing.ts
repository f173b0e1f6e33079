import type { Chat, ChatMessage } from '@nadi/sdk'
import { kindOf, type MediaKind } from '../../../simulator/src/graph/messages/media-types.ts'
import { fieldsOf, graphVersion } from './meta-fields.ts'

/** What somebody writes to a customer. */
export interface Outgoing {
  text: string
  file?: File
  inReplyTo?: ChatMessage
  /** an emoji on that message, in place of text; '' takes it back */
  reaction?: { to: string; emoji: string }
  /** a message that failed, to be sent once more as it was */
  copyOf?: ChatMessage
  /** when it goes out, epoch milliseconds; at once where it is not said */
  scheduledFor?: number
}

/** Of a file that WhatsApp carries; composer/attach.ts refuses others. */
export const kindOfFile = (file: File): MediaKind => kindOf(file.type) ?? 'document'

/** The path and body of the call that sends it. */
export function metaMessage(chat: Chat, outgoing: Outgoing, mediaId: string | undefined) {
  return {
    path: { pluginId: chat.plugin, version: graphVersion, phoneNumberId: chat.whatsappPhoneNumberId },
    body: {
      messaging_product: 'whatsapp',
      ...addressOf(chat),
      ...(outgoing.inReplyTo?.externalId && { context: { message_id: outgoing.inReplyTo.externalId } }),
      ...(outgoing.scheduledFor !== undefined && { scheduledFor: outgoing.scheduledFor }),
      ...contentOf(outgoing, mediaId),
    },
  }
}

function addressOf({ contact, groupId }: Chat): Record<string, string> {
  if (!contact) return { recipient_type: 'group', to: groupId ?? '' }
  // of people whose number Meta doesn't show it gives another name
  return contact.phoneNumber === null ? { recipient: contact.waId } : { recipient_type: 'individual', to: contact.waId }
}

function contentOf({ text, file, reaction, copyOf }: Outgoing, mediaId: string | undefined): Record<string, unknown> {
  if (copyOf) return { type: copyOf.dataType, [copyOf.dataType]: fieldsOf(copyOf.message)[copyOf.dataType] }
  if (reaction) return { type: 'reaction', reaction: { message_id: reaction.to, emoji: reaction.emoji } }
  if (!file) return { type: 'text', text: { body: text, preview_url: /https?:\/\//.test(text) } }
  const kind = kindOfFile(file)
  const takesCaption = kind !== 'audio' && kind !== 'sticker'
  return {
    type: kind,
    [kind]: {
      id: mediaId,
      ...(takesCaption && text !== '' && { caption: text }),
      ...(kind === 'document' && { filename: file.name }),
    },
  }
}
