import type { MetaComponent, MetaParameter, SentComponent } from './meta.ts'
import { fillText, parametersOf } from './parameters.ts'
import { part } from './shape.ts'

/** A template message as a person sees it. */
export interface RenderedTemplate {
  header: RenderedHeader | null
  body: string
  footer: string | null
  offer: { text: string; expiresAt: number | null } | null
  buttons: RenderedButton[]
  cards: { header: RenderedHeader | null; body: string; buttons: RenderedButton[] }[]
}

export interface RenderedHeader {
  /** text, image, video, document, location, product */
  kind: string
  text: string | null
  /** where the picture, video or document lies */
  link: string | null
  filename: string | null
  location: { latitude: string; longitude: string; name?: string; address?: string } | null
}

export interface RenderedButton {
  kind: string
  text: string
  /** where it leads */
  url: string | null
  phoneNumber: string | null
  /** what it copies */
  code: string | null
}

const securityAdvice = 'For your security, do not share this code.'

/**
 * A template filled with what a message sends along. Works in a browser too: the console and the phone show templates by it. A parameter without
 * a value stays as it is written, `{{2}}`.
 *
 * @example renderTemplate(template.components, message.template.components).body // 'Hello Asha, your order is on its way.'
 */
export function renderTemplate(
  components: readonly MetaComponent[],
  sent: readonly SentComponent[] = [],
): RenderedTemplate {
  const body = part(components, 'BODY')
  const footer = part(components, 'FOOTER')
  const offer = part(components, 'LIMITED_TIME_OFFER')?.limited_time_offer
  const cards = sent.find(({ type }) => type === 'carousel')?.cards ?? []
  return {
    header: renderHeader(part(components, 'HEADER'), sent),
    body: renderBody(body, sent),
    footer: footer ? footerText(footer) : null,
    offer: offer ? { text: offer.text ?? '', expiresAt: expiry(sent) } : null,
    buttons: renderButtons(part(components, 'BUTTONS'), sent),
    cards: (part(components, 'CAROUSEL')?.cards ?? []).map((card, index) => {
      const filled = cards.find(({ card_index }) => card_index === index)?.components ?? []
      return {
        header: renderHeader(part(card.components, 'HEADER'), filled),
        body: renderBody(part(card.components, 'BODY'), filled),
        buttons: renderButtons(part(card.components, 'BUTTONS'), filled),
      }
    }),
  }
}

/** The whole message as lines of text, for lists and notifications. */
export function readableTemplate({ header, body, footer }: RenderedTemplate): string {
  return [header?.text, body, footer].filter(Boolean).join('\n')
}

function renderHeader(component: MetaComponent | undefined, sent: readonly SentComponent[]): RenderedHeader | null {
  if (!component) return null
  const parameters = sent.find(({ type }) => type === 'header')?.parameters ?? []
  const kind = (component.format ?? 'text').toLowerCase()
  const header: RenderedHeader = { kind, text: null, link: null, filename: null, location: null }
  if (kind === 'text') return { ...header, text: fillText(component.text ?? '', valuesOf(component.text, parameters)) }
  for (const parameter of parameters) {
    if (parameter.type === 'image') header.link = parameter.image.link ?? null
    if (parameter.type === 'video') header.link = parameter.video.link ?? null
    if (parameter.type === 'location') header.location = parameter.location
    if (parameter.type === 'document') {
      header.link = parameter.document.link ?? null
      header.filename = parameter.document.filename ?? null
    }
  }
  return header
}

function renderBody(component: MetaComponent | undefined, sent: readonly SentComponent[]): string {
  const parameters = sent.find(({ type }) => type === 'body')?.parameters ?? []
  // templates of one-time passwords are made without a text: Meta writes it
  const text = component?.text ?? (component ? '*{{1}}* is your verification code.' : '')
  const advice = !component?.text && component?.add_security_recommendation ? ` ${securityAdvice}` : ''
  return fillText(text, valuesOf(text, parameters)) + advice
}

const footerText = ({ text, code_expiration_minutes: minutes }: MetaComponent): string =>
  text ?? (minutes ? `This code expires in ${minutes} minutes.` : '')

function valuesOf(text: string | undefined, parameters: readonly MetaParameter[]): Map<string, string> {
  const names = parametersOf(text)
  const values = new Map<string, string>()
  for (const [position, parameter] of parameters.entries()) {
    if (parameter.type !== 'text') continue
    const name =
      parameter.parameter_name ?? (names.includes(String(position + 1)) ? String(position + 1) : names[position])
    if (name !== undefined) values.set(name, parameter.text)
  }
  return values
}

function expiry(sent: readonly SentComponent[]): number | null {
  for (const parameter of sent.find(({ type }) => type === 'limited_time_offer')?.parameters ?? []) {
    if (parameter.type === 'limited_time_offer') return parameter.limited_time_offer.expiration_time_ms
  }
  return null
}

function renderButtons(component: MetaComponent | undefined, sent: readonly SentComponent[]): RenderedButton[] {
  return (component?.buttons ?? []).map((button, index) => {
    const filled = sent.find((each) => each.type === 'button' && Number(each.index) === index)?.parameters?.[0]
    const suffix = filled?.type === 'text' ? filled.text : undefined
    const kind = button.type.toLowerCase()
    const url = button.url ?? null
    const isCode = kind === 'otp' || url?.includes('/otp/code') === true
    return {
      kind: isCode ? 'otp' : kind,
      text: button.text ?? (kind === 'copy_code' ? 'Copy offer code' : ''),
      url:
        url === null || suffix === undefined
          ? url
          : fillText(url, new Map(parametersOf(url).map((name) => [name, suffix]))),
      phoneNumber: button.phone_number ?? null,
      code: filled?.type === 'coupon_code' ? filled.coupon_code : isCode ? (suffix ?? null) : null,
    }
  })
}
