import type { MetaButton, MetaComponent } from './meta.ts'
import { parametersOf } from './parameters.ts'

export const mediaKinds = ['image', 'video', 'document'] as const
export type MediaKind = (typeof mediaKinds)[number]

export type Header =
  | { kind: 'text'; text: string; parameters: readonly string[] }
  | { kind: MediaKind }
  | { kind: 'location' }
  | { kind: 'product' }

/** A button as a sender sees it: what it takes, and whether it must be given. */
export interface Button {
  index: number
  /** Meta's name of it in a message: `url`, `quick_reply`, `copy_code`, `flow`, `catalog`, `mpm`, `voice_call`, `phone_number` … */
  kind: string
  text: string
  /** `required`: the message must fill it; `optional`: it may; `none`: it takes nothing; `otp`: the one-time password fills it */
  takes: 'required' | 'optional' | 'none' | 'otp'
  /** of a url button with a parameter */
  url?: string
}

export interface Card {
  header: Header | null
  text: string
  parameters: readonly string[]
  buttons: readonly Button[]
}

/** What a template asks of whoever sends it. */
export interface Shape {
  header: Header | null
  text: string
  parameters: readonly string[]
  /** a limited-time offer that shows when it ends */
  hasExpiry: boolean
  buttons: readonly Button[]
  cards: readonly Card[]
  isAuthentication: boolean
}

export function shapeOf(template: { category: string; components: readonly MetaComponent[] }): Shape {
  const isAuthentication = template.category.toUpperCase() === 'AUTHENTICATION'
  const body = part(template.components, 'BODY')
  return {
    header: headerOf(part(template.components, 'HEADER')),
    text: body?.text ?? '',
    // Meta writes the text of these itself: one parameter, the code
    parameters: isAuthentication ? ['1'] : parametersOf(body?.text),
    hasExpiry: part(template.components, 'LIMITED_TIME_OFFER')?.limited_time_offer?.has_expiration === true,
    buttons: buttonsOf(template.components, isAuthentication),
    cards: (part(template.components, 'CAROUSEL')?.cards ?? []).map(({ components }) => cardOf(components)),
    isAuthentication,
  }
}

export const part = (components: readonly MetaComponent[], type: string): MetaComponent | undefined =>
  components.find((component) => component.type.toUpperCase() === type)

function cardOf(components: readonly MetaComponent[]): Card {
  const body = part(components, 'BODY')
  return {
    header: headerOf(part(components, 'HEADER')),
    text: body?.text ?? '',
    parameters: parametersOf(body?.text),
    buttons: buttonsOf(components, false),
  }
}

function headerOf(component: MetaComponent | undefined): Header | null {
  const format = component?.format?.toLowerCase()
  // a GIF is sent as a video
  if (format === 'gif') return { kind: 'video' }
  if (format === 'location' || format === 'product') return { kind: format }
  const media = mediaKinds.find((kind) => kind === format)
  if (media) return { kind: media }
  if (!component?.text) return null
  return { kind: 'text', text: component.text, parameters: parametersOf(component.text) }
}

const buttonsOf = (components: readonly MetaComponent[], isAuthentication: boolean): Button[] =>
  (part(components, 'BUTTONS')?.buttons ?? []).map((button, index) => buttonOf(button, index, isAuthentication))

/** What each kind takes beyond a url's parameter. */
const taking: Record<string, Button['takes']> = {
  quick_reply: 'optional',
  copy_code: 'required',
  flow: 'optional',
  catalog: 'optional',
  mpm: 'required',
}

function buttonOf(button: MetaButton, index: number, isAuthentication: boolean): Button {
  const kind = button.type.toLowerCase()
  const text = button.text ?? ''
  // Meta answers the button of a one-time password as a url one, though it was made as OTP
  if (isAuthentication && (kind === 'otp' || kind === 'url')) return { index, kind: 'url', text, takes: 'otp' }
  if (kind !== 'url') return { index, kind, text, takes: taking[kind] ?? 'none' }
  const url = button.url ?? ''
  return { index, kind, text, url, takes: parametersOf(url).length > 0 ? 'required' : 'none' }
}
