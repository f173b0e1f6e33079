import type { MessageTemplate } from '@nadi/sdk'
import type { MetaButton, MetaCard, MetaComponent } from '../../../../../server/src/whatsapp/templates/meta.ts'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'
import { part } from '../../../../../server/src/whatsapp/templates/shape.ts'

export type HeaderKind = 'NONE' | 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION'

/** A button as it is written; what the builder does not show of it stays as it was. */
export interface DraftButton {
  /** tells buttons apart while they are moved */
  key: string
  meta: MetaButton
}

/** The example of a picture, video or document. */
export interface Sample {
  /** by which Meta knows what was uploaded */
  handle: string
  /** where the page can show it from */
  link: string | null
}

/** A card of a carousel. */
export interface DraftCard {
  key: string
  media: Sample & { kind: CardMedia }
  body: string
  examples: Readonly<Record<string, string>>
  /** those of all cards at a place share their key */
  buttons: readonly DraftButton[]
}

export const cardMedia = ['IMAGE', 'VIDEO'] as const
export type CardMedia = (typeof cardMedia)[number]

/** A template as it is being written. */
export interface Draft {
  name: string
  language: string
  category: string
  header: Sample & { kind: HeaderKind; text: string; example: string }
  body: string
  /** parameter of the body → example */
  examples: Readonly<Record<string, string>>
  footer: string
  buttons: readonly DraftButton[]
  /** it has cards in place of a header, a footer and buttons */
  isCarousel: boolean
  cards: readonly DraftCard[]
  /** of AUTHENTICATION: Meta writes the text */
  code: { hasAdvice: boolean; minutes: string }
}

export const emptyDraft: Draft = {
  name: '',
  language: 'en',
  category: 'UTILITY',
  header: { kind: 'NONE', text: '', example: '', handle: '', link: null },
  body: '',
  examples: {},
  footer: '',
  buttons: [],
  isCarousel: false,
  cards: [],
  code: { hasAdvice: true, minutes: '10' },
}

export const isMedia = (kind: HeaderKind): kind is 'IMAGE' | 'VIDEO' | 'DOCUMENT' =>
  kind === 'IMAGE' || kind === 'VIDEO' || kind === 'DOCUMENT'

const known = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL']
const knownHeaders: readonly string[] = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']
export const buttonTypes = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'FLOW'] as const
/** what Meta takes on a card */
export const cardButtonTypes = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'] as const
const knownButtons: readonly string[] = [...buttonTypes, 'OTP']

/** Offers and products are made in the WhatsApp Manager: taking one apart here would lose a part of it. */
export const canBuild = ({ components }: MessageTemplate): boolean =>
  (components as unknown as MetaComponent[]).every(
    ({ type, format, buttons = [], cards = [] }) =>
      known.includes(type.toUpperCase()) &&
      (format === undefined || knownHeaders.includes(format.toUpperCase())) &&
      buttons.every((button) => knownButtons.includes(button.type.toUpperCase())) &&
      cards.every(canBuildCard),
  )

const canBuildCard = ({ components }: MetaCard): boolean =>
  components.every(
    ({ type, format = 'IMAGE', buttons = [] }) =>
      ['HEADER', 'BODY', 'BUTTONS'].includes(type.toUpperCase()) &&
      isOneOf(cardMedia, format) &&
      buttons.every((button) => isOneOf(cardButtonTypes, button.type)),
  )

const isOneOf = (types: readonly string[], type: string): boolean => types.includes(type.toUpperCase())

export const newButton = (meta: MetaButton): DraftButton => ({ key: crypto.randomUUID(), meta })

/** Names take the place of numbers as soon as one is written. */
export const isNamed = ({ header, body, isCarousel, cards }: Draft): boolean =>
  [body, ...(isCarousel ? cards.map((card) => card.body) : [header.kind === 'TEXT' ? header.text : ''])]
    .flatMap((text) => parametersOf(text))
    .some((name) => !/^\d+$/.test(name))

export function draftOf(template: MessageTemplate): Draft {
  const components = template.components as unknown as MetaComponent[]
  const [header, body, footer] = ['HEADER', 'BODY', 'FOOTER'].map((type) => part(components, type))
  return {
    name: template.name,
    language: template.language,
    category: template.category,
    header: {
      kind: (header?.format?.toUpperCase() as HeaderKind | undefined) ?? (header ? 'TEXT' : 'NONE'),
      text: header?.text ?? '',
      example: first(header?.example?.header_text) || first(namedValues(header?.example?.header_text_named_params)),
      ...sampleOf(header),
    },
    body: body?.text ?? '',
    examples: examplesOf(body),
    footer: footer?.text ?? '',
    buttons: (part(components, 'BUTTONS')?.buttons ?? []).map(newButton),
    isCarousel: part(components, 'CAROUSEL') !== undefined,
    cards: (part(components, 'CAROUSEL')?.cards ?? []).map(cardOf),
    code: {
      hasAdvice: body?.add_security_recommendation ?? false,
      minutes: String(footer?.code_expiration_minutes ?? ''),
    },
  }
}

function cardOf({ components }: MetaCard): DraftCard {
  const [header, body] = [part(components, 'HEADER'), part(components, 'BODY')]
  return {
    key: crypto.randomUUID(),
    media: { kind: header?.format?.toUpperCase() === 'VIDEO' ? 'VIDEO' : 'IMAGE', ...sampleOf(header) },
    body: body?.text ?? '',
    examples: examplesOf(body),
    buttons: (part(components, 'BUTTONS')?.buttons ?? []).map((meta, index) => ({ key: String(index), meta })),
  }
}

function sampleOf(header: MetaComponent | undefined): Sample {
  const handle = first(header?.example?.header_handle)
  // what Meta shows is an address that it does not take back
  return /^https?:/.test(handle) ? { handle: '', link: handle } : { handle, link: null }
}

const first = (value: unknown): string => {
  const [one] = Array.isArray(value) ? value.flat() : [value]
  return typeof one === 'string' ? one : ''
}

const namedValues = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((each: { example?: string }) => each.example ?? '') : []

function examplesOf(body: MetaComponent | undefined): Record<string, string> {
  const { body_text: numbered, body_text_named_params: named } = body?.example ?? {}
  if (Array.isArray(named)) {
    return Object.fromEntries(
      named.map((each: { param_name?: string; example?: string }) => [each.param_name ?? '', each.example ?? '']),
    )
  }
  const values = Array.isArray(numbered) ? (numbered.flat() as string[]) : []
  return Object.fromEntries(parametersOf(body?.text).map((name, index) => [name, values[index] ?? '']))
}
