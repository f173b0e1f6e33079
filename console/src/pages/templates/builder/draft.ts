import type { MessageTemplate } from '@nadi/sdk'
import type { MetaButton, MetaComponent } from '../../../../../server/src/whatsapp/templates/meta.ts'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'

export type HeaderKind = 'NONE' | 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION'

/** A button as it is written; what the builder does not show of it stays as it was. */
export interface DraftButton {
  /** tells buttons apart while they are moved */
  key: string
  meta: MetaButton
}

/** A template as it is being written. */
export interface Draft {
  name: string
  language: string
  category: string
  header: { kind: HeaderKind; text: string; example: string; handle: string; link: string | null }
  body: string
  /** parameter of the body → example */
  examples: Readonly<Record<string, string>>
  footer: string
  buttons: readonly DraftButton[]
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
  code: { hasAdvice: true, minutes: '10' },
}

export const isMedia = (kind: HeaderKind): boolean => kind === 'IMAGE' || kind === 'VIDEO' || kind === 'DOCUMENT'

const known = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS']
const knownHeaders: readonly string[] = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']
export const buttonTypes = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'FLOW'] as const
const knownButtons: readonly string[] = [...buttonTypes, 'OTP']

/** Carousels, offers and products are made in the WhatsApp Manager: taking one apart here would lose a part of it. */
export const canBuild = ({ components }: MessageTemplate): boolean =>
  (components as unknown as MetaComponent[]).every(
    ({ type, format, buttons = [] }) =>
      known.includes(type.toUpperCase()) &&
      (format === undefined || knownHeaders.includes(format.toUpperCase())) &&
      buttons.every((button) => knownButtons.includes(button.type.toUpperCase())),
  )

export const newButton = (meta: MetaButton): DraftButton => ({ key: crypto.randomUUID(), meta })

/** Names take the place of numbers as soon as one is written. */
export const isNamed = ({ header, body }: Draft): boolean =>
  [...parametersOf(header.kind === 'TEXT' ? header.text : ''), ...parametersOf(body)].some(
    (name) => !/^\d+$/.test(name),
  )

export function draftOf(template: MessageTemplate): Draft {
  const components = template.components as unknown as MetaComponent[]
  const part = (wanted: string) => components.find(({ type }) => type.toUpperCase() === wanted)
  const [header, body, footer] = [part('HEADER'), part('BODY'), part('FOOTER')]
  const handle = first(header?.example?.header_handle)
  const isLink = /^https?:/.test(handle)
  return {
    name: template.name,
    language: template.language,
    category: template.category,
    header: {
      kind: (header?.format?.toUpperCase() as HeaderKind | undefined) ?? (header ? 'TEXT' : 'NONE'),
      text: header?.text ?? '',
      example: first(header?.example?.header_text) || first(namedValues(header?.example?.header_text_named_params)),
      // what Meta shows is an address that it does not take back
      handle: isLink ? '' : handle,
      link: isLink ? handle : null,
    },
    body: body?.text ?? '',
    examples: examplesOf(body),
    footer: footer?.text ?? '',
    buttons: (part('BUTTONS')?.buttons ?? []).map(newButton),
    code: {
      hasAdvice: body?.add_security_recommendation ?? false,
      minutes: String(footer?.code_expiration_minutes ?? ''),
    },
  }
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
