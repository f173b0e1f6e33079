import { type Tappable, tappables, templateOf } from '../customer/buttons.ts'
import type { Message } from '../world/message.ts'
import type { TemplateComponent } from '../world/template.ts'
import type { World } from '../world/world.ts'

type Anything = Record<string, unknown>

/** A file, place or text at the top of a message. */
export interface ShownHeader {
  type: 'text' | 'image' | 'video' | 'document' | 'location' | 'other'
  text?: string
  media?: ShownMedia
  location?: Anything
}

export interface ShownMedia {
  /** where the phone loads it from */
  url: string
  mimeType?: string
  filename?: string
  voice?: boolean
  animated?: boolean
}

/** What stands in the bubble, templates and interactive messages rendered. */
export interface ShownContent {
  header?: ShownHeader
  /** the words; WhatsApp's own formatting is left in: *bold*, _italic_, ~struck~, ```code``` */
  text?: string
  footer?: string
  media?: ShownMedia
  location?: Anything
  contacts?: Anything[]
  /** the label that opens the list, and its sections; its rows are among the buttons too */
  list?: { label: string; sections: Anything[] }
  cards?: ShownContent[]
  /** in order; those with a `reply` can be tapped */
  buttons: (Omit<Tappable, 'reply'> & { canTap: boolean })[]
}

/** One message as a phone shows it. */
export interface ShownMessage extends ShownContent {
  wamid: string
  direction: 'in' | 'out'
  type: string
  /** epoch milliseconds */
  at: number
  status: Message['status']
  /** of the business's messages: one grey tick, two grey, two blue, an exclamation mark */
  ticks: 'none' | 'sent' | 'delivered' | 'read' | 'failed'
  error?: { code: number; title: string }
  participant?: string
  inReplyTo?: { wamid: string; text: string }
  isForwarded: boolean
  isEdited: boolean
  isDeleted: boolean
  reactions: { by: string; emoji: string }[]
  /** Meta's message object */
  body: Anything
}

export function showMessage(world: World, message: Message): ShownMessage {
  const context = message.body.context as { id?: string; message_id?: string; forwarded?: boolean } | undefined
  const answered = context?.id ?? context?.message_id
  return {
    wamid: message.wamid,
    direction: message.direction,
    type: message.type,
    at: message.at,
    status: message.status,
    ticks: ticksOf(message),
    ...(message.error && { error: message.error }),
    ...(message.participant !== undefined && { participant: message.participant }),
    ...(answered !== undefined && { inReplyTo: { wamid: answered, text: briefly(world, answered) } }),
    isForwarded: context?.forwarded === true,
    isEdited: message.isEdited,
    isDeleted: message.isDeleted,
    reactions: [...message.reactions].map(([by, emoji]) => ({ by, emoji })),
    body: message.body,
    ...(message.isDeleted ? { buttons: [] } : showContent(world, message)),
  }
}

function ticksOf({ direction, status }: Message): ShownMessage['ticks'] {
  if (direction === 'in' || status === 'accepted') return 'none'
  return status === 'played' ? 'read' : status
}

/** A message in a few words, for quotes and lists of conversations. */
export function briefly(world: World, wamid: string): string {
  const message = world.messages.get(wamid)
  if (!message) return ''
  if (message.isDeleted) return 'This message was deleted'
  const { text, header, media } = showContent(world, message)
  const words = text ?? header?.text ?? media?.filename ?? message.type
  return words.length > 120 ? `${words.slice(0, 119)}…` : words
}

function showContent(world: World, message: Message): ShownContent {
  const content = (message.body[message.type] ?? {}) as Anything
  const buttons = tappables(world, message).map(({ reply, ...button }) => ({ ...button, canTap: reply !== undefined }))
  switch (message.type) {
    case 'text':
      return { text: String(content.body ?? ''), buttons }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return {
        media: showMedia(world, content),
        ...(content.caption !== undefined && { text: String(content.caption) }),
        buttons,
      }
    case 'location':
      return { location: content, text: [content.name, content.address].filter(Boolean).join('\n'), buttons }
    case 'contacts':
      return { contacts: message.body.contacts as Anything[], buttons }
    case 'button':
      return { text: String(content.text ?? ''), buttons }
    case 'interactive':
      return { ...showInteractive(world, content), buttons }
    case 'template':
      return { ...showTemplate(world, message, content), buttons }
    case 'order':
      return { text: orderText(content), buttons }
    default:
      return { text: `[${message.type}]`, buttons }
  }
}

function showMedia(world: World, media: Anything): ShownMedia {
  const id = media.id as string | undefined
  const kept = id === undefined ? undefined : world.media.get(id)
  const mimeType = (media.mime_type as string | undefined) ?? kept?.mimeType
  const filename = (media.filename as string | undefined) ?? kept?.filename
  return {
    url: id === undefined ? String(media.link) : `/simulator/api/media/${id}`,
    ...(mimeType !== undefined && { mimeType }),
    ...(filename !== undefined && { filename }),
    ...(media.voice === true && { voice: true }),
    ...(media.animated === true && { animated: true }),
  }
}

function showInteractive(
  world: World,
  { type, header, body, footer, action, ...rest }: Anything,
): Omit<ShownContent, 'buttons'> {
  const reply = (rest.button_reply ?? rest.list_reply) as { title?: string; description?: string } | undefined
  if (reply) return { text: [reply.title, reply.description].filter(Boolean).join('\n') }
  if (type === 'nfm_reply') return { text: 'Form sent' }
  if (type === 'call_permission_reply') {
    return { text: `Calls: ${String((rest.call_permission_reply as Anything | undefined)?.response)}` }
  }
  const acted = (action ?? {}) as { button?: string; sections?: Anything[]; cards?: Anything[] }
  return {
    ...(header !== undefined && { header: showHeader(world, header as Anything) }),
    ...(body !== undefined && { text: String((body as Anything).text) }),
    ...(footer !== undefined && { footer: String((footer as Anything).text) }),
    ...(type === 'list' && { list: { label: acted.button ?? '', sections: acted.sections ?? [] } }),
    ...(acted.cards && { cards: acted.cards.map((card) => ({ ...showInteractive(world, card), buttons: [] })) }),
  }
}

function showHeader(world: World, header: Anything): ShownHeader {
  const type = header.type as string
  if (type === 'text') return { type, text: String(header.text) }
  if (type === 'image' || type === 'video' || type === 'document') {
    return { type, media: showMedia(world, header[type] as Anything) }
  }
  if (type === 'location') return { type, location: header.location as Anything }
  return { type: 'other' }
}

interface SentComponent {
  type: string
  parameters?: Anything[]
  cards?: { card_index: unknown; components?: SentComponent[] }[]
}

function showTemplate(world: World, message: Message, sent: Anything): Omit<ShownContent, 'buttons'> {
  const template = templateOf(world, message)
  if (!template) return { text: `[template ${String(sent.name)}]` }
  return showComponents(world, template.components, (sent.components ?? []) as SentComponent[])
}

function showComponents(
  world: World,
  components: readonly TemplateComponent[],
  sent: readonly SentComponent[],
): Omit<ShownContent, 'buttons'> {
  const part = (type: string) => components.find((component) => component.type === type)
  const given = (type: string) => sent.find((component) => component.type.toLowerCase() === type)
  const [header, body, footer, carousel] = [part('HEADER'), part('BODY'), part('FOOTER'), part('CAROUSEL')]
  return {
    ...(header && { header: templateHeader(world, header, given('header')?.parameters ?? []) }),
    ...(body && { text: fill(body.text ?? '', given('body')?.parameters ?? []) }),
    ...(footer?.text && { footer: footer.text }),
    ...(carousel?.cards && {
      cards: carousel.cards.map((card, index) => ({
        ...showComponents(world, card.components, given('carousel')?.cards?.[index]?.components ?? []),
        buttons: (card.components.find(({ type }) => type === 'BUTTONS')?.buttons ?? []).map((button) => ({
          kind: button.type === 'URL' ? ('url' as const) : ('other' as const),
          title: button.text ?? '',
          canTap: false,
        })),
      })),
    }),
  }
}

function templateHeader(world: World, header: TemplateComponent, parameters: readonly Anything[]): ShownHeader {
  if (header.format === undefined || header.format === 'TEXT') {
    return { type: 'text', text: fill(header.text ?? '', parameters) }
  }
  const [parameter] = parameters
  return parameter ? showHeader(world, parameter) : { type: 'other' }
}

/** Puts the parameters into the text: by name where they have one, else in order. */
export function fill(text: string, parameters: readonly Anything[]): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const parameter = parameters.find(({ parameter_name }) => parameter_name === name) ?? parameters[Number(name) - 1]
    return parameter ? writtenAs(parameter) : whole
  })
}

function writtenAs(parameter: Anything): string {
  const fallback = (parameter.currency ?? parameter.date_time) as { fallback_value?: string } | undefined
  return fallback?.fallback_value ?? String(parameter.text ?? '')
}

function orderText({ product_items: items = [], text }: Anything): string {
  const lines = (items as Anything[]).map(
    ({ quantity, product_retailer_id, item_price, currency }) =>
      `${String(quantity)} × ${String(product_retailer_id)} (${String(item_price)} ${String(currency)})`,
  )
  return [...lines, text].filter(Boolean).join('\n')
}
