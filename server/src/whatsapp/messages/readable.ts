import { type Fields, fieldsOf, lines, listOf, textOf } from './fields.ts'
import { readableInteractive } from './readable-interactive.ts'
import type { MetaMessage } from './row.ts'
import type { Attachment } from './types.ts'

export interface Readable {
  /** for people to read */
  text: string
  attachments: Attachment[]
  /** wamid of the message that this one answers or reacts to */
  inReplyTo: string | null
}

/** Any message of Meta's, of either direction, in words; of a type that is not known what can be said of it. */
export function readableText(message: MetaMessage): Readable {
  const type = textOf(message.type) ?? 'unknown'
  const content = fieldsOf(message[type])
  const attachments = attachmentsOf(type, content)
  return {
    text: wordsOf(type, message, content).slice(0, 65_536),
    attachments,
    inReplyTo: repliedTo(type, message, content),
  }
}

function wordsOf(type: string, message: MetaMessage, content: Fields): string {
  switch (type) {
    case 'text':
      return textOf(content.body) ?? ''
    case 'image':
    case 'video':
    case 'audio':
    case 'sticker':
      return textOf(content.caption) ?? (content.voice === true ? '[voice message]' : `[${type}]`)
    case 'document':
      return lines(textOf(content.filename) ?? '[document]', textOf(content.caption))
    case 'location':
      return placeOf(content)
    case 'contacts':
      return listOf(message.contacts).map(personOf).join('\n')
    case 'interactive':
      return readableInteractive(content)
    case 'button':
      return textOf(content.text) ?? textOf(content.payload) ?? '[button]'
    case 'reaction':
      return textOf(content.emoji) ?? '[reaction removed]'
    case 'template':
      return templateOf(content)
    case 'order':
      return orderOf(content)
    case 'system':
      return textOf(content.body) ?? '[system message]'
    case 'edit':
      return readableText(fieldsOf(content.message)).text
    case 'revoke':
      return '[message deleted]'
    case 'request_welcome':
      return '[the customer opened the chat for the first time]'
    case 'unsupported':
    case 'unknown':
      return unsupported(message)
    default:
      return textOf(content.body) ?? textOf(content.text) ?? `[${type}]`
  }
}

function unsupported(message: MetaMessage): string {
  const error = fieldsOf(listOf(message.errors)[0])
  const why = textOf(fieldsOf(error.error_data).details) ?? textOf(error.title)
  return why ? `[unsupported message: ${why}]` : '[unsupported message]'
}

function placeOf(place: Fields): string {
  const { latitude, longitude } = place
  const point = latitude === undefined || longitude === undefined ? undefined : `${latitude}, ${longitude}`
  return lines(textOf(place.name), textOf(place.address), point, textOf(place.url)) || '[location]'
}

function personOf(contact: unknown): string {
  const { name, phones, emails } = fieldsOf(contact)
  const { formatted_name, first_name, last_name } = fieldsOf(name)
  const called = textOf(formatted_name) ?? [first_name, last_name].map(textOf).filter(Boolean).join(' ')
  const ways = [
    ...listOf(phones).map((phone) => textOf(fieldsOf(phone).phone) ?? textOf(fieldsOf(phone).wa_id)),
    ...listOf(emails).map((email) => textOf(fieldsOf(email).email)),
  ]
  return [called || '[contact]', ...ways].filter((part) => part !== undefined).join(', ')
}

function orderOf(order: Fields): string {
  const items = listOf(order.product_items).map((item) => {
    const { quantity, product_retailer_id, item_price, currency } = fieldsOf(item)
    return `${quantity ?? 1} × ${product_retailer_id ?? 'item'}${item_price === undefined ? '' : ` at ${item_price} ${currency ?? ''}`.trimEnd()}`
  })
  return lines(`[order of ${items.length} products]`, ...items, textOf(order.text))
}

/** Whoever knows the template fills its text; from the message alone only its name and what was filled in can be told. */
function templateOf(template: Fields): string {
  const filled = listOf(template.components).flatMap((component) =>
    listOf(fieldsOf(component).parameters).flatMap((parameter) => textOf(fieldsOf(parameter).text) ?? []),
  )
  const name = `[template ${textOf(template.name) ?? ''}]`
  return filled.length > 0 ? `${name} ${filled.join(', ')}` : name
}

const mediaTypes = ['image', 'video', 'audio', 'document', 'sticker']

function attachmentsOf(type: string, content: Fields): Attachment[] {
  if (mediaTypes.includes(type)) return [attachmentOf(type, content)]
  if (type === 'edit') return readableText(fieldsOf(content.message)).attachments
  const parameters =
    type === 'template'
      ? listOf(content.components).flatMap((component) => listOf(fieldsOf(component).parameters))
      : type === 'interactive'
        ? [content.header]
        : []
  return parameters.flatMap((parameter) => {
    const fields = fieldsOf(parameter)
    const kind = textOf(fields.type)
    return kind && mediaTypes.includes(kind) ? [attachmentOf(kind, fieldsOf(fields[kind]))] : []
  })
}

const attachmentOf = (type: string, media: Fields): Attachment => ({
  type,
  mediaId: textOf(media.id) ?? null,
  url: textOf(media.link) ?? null,
  mimeType: textOf(media.mime_type) ?? null,
  filename: textOf(media.filename) ?? null,
  caption: textOf(media.caption) ?? null,
  sha256: textOf(media.sha256) ?? null,
  isVoice: media.voice === true,
})

function repliedTo(type: string, message: MetaMessage, content: Fields): string | null {
  if (type === 'reaction') return textOf(content.message_id) ?? null
  const context = fieldsOf(message.context)
  return textOf(context.id) ?? textOf(context.message_id) ?? null
}
