import type { MetaButton, MetaCard, MetaComponent } from '../../../../../server/src/whatsapp/templates/meta.ts'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'
import { type Draft, isMedia, isNamed } from './draft.ts'

/** The draft in Meta's form, as its call takes it. */
export function toMeta(draft: Draft) {
  const named = isNamed(draft)
  return {
    name: draft.name,
    language: draft.language,
    category: draft.category,
    ...(named && { parameter_format: 'NAMED' }),
    components: componentsOf(draft, named),
  }
}

export type MetaDraft = ReturnType<typeof toMeta>

function componentsOf(draft: Draft, named: boolean): MetaComponent[] {
  if (draft.category === 'AUTHENTICATION') return codeComponents(draft)
  const { header, footer, buttons, isCarousel, cards } = draft
  if (isCarousel) return [bodyOf(draft, named), { type: 'CAROUSEL', cards: cardsOf(cards, named) }]
  return [
    ...(header.kind === 'NONE' ? [] : [headerOf(header, named)]),
    bodyOf(draft, named),
    ...(footer === '' ? [] : [{ type: 'FOOTER', text: footer }]),
    ...buttonsOf(buttons),
  ]
}

/** All cards have a text, or none has. */
function cardsOf(cards: Draft['cards'], named: boolean): MetaCard[] {
  const haveText = cards.some(({ body }) => body !== '')
  return cards.map((card) => ({
    components: [mediaOf(card.media), ...(haveText ? [bodyOf(card, named)] : []), ...buttonsOf(card.buttons)],
  }))
}

function bodyOf({ body, examples }: Pick<Draft, 'body' | 'examples'>, named: boolean): MetaComponent {
  const parameters = parametersOf(body)
  return {
    type: 'BODY',
    text: body,
    ...(parameters.length > 0 && {
      example: named
        ? {
            body_text_named_params: parameters
              .filter((name) => examples[name]?.trim())
              .map((name) => ({ param_name: name, example: examples[name] })),
          }
        : { body_text: [parameters.map((name) => examples[name] ?? '')] },
    }),
  }
}

const buttonsOf = (buttons: Draft['buttons']): MetaComponent[] =>
  buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(({ meta }) => buttonOf(meta)) }]

const mediaOf = ({ kind, handle }: { kind: string; handle: string }): MetaComponent => ({
  type: 'HEADER',
  format: kind,
  ...(handle !== '' && { example: { header_handle: [handle] } }),
})

function headerOf({ kind, text, example, handle }: Draft['header'], named: boolean): MetaComponent {
  const [parameter] = parametersOf(text)
  if (isMedia(kind)) return mediaOf({ kind, handle })
  if (kind === 'LOCATION') return { type: 'HEADER', format: kind }
  return {
    type: 'HEADER',
    format: 'TEXT',
    text,
    ...(parameter !== undefined &&
      example !== '' && {
        example: named
          ? { header_text_named_params: [{ param_name: parameter, example }] }
          : { header_text: [example] },
      }),
  }
}

/** Only an address with a parameter has an example, and it is the whole address. */
function buttonOf({ example, ...button }: MetaButton): MetaButton {
  const isAsked = button.type === 'COPY_CODE' || (button.type === 'URL' && parametersOf(button.url).length > 0)
  return isAsked && example !== undefined ? { ...button, example } : button
}

/** One-time passwords: Meta writes the text and the footer. */
function codeComponents({ code, buttons }: Draft): MetaComponent[] {
  const button = buttons.find(({ meta }) => meta.type.toUpperCase() === 'OTP')?.meta
  return [
    { type: 'BODY', ...(code.hasAdvice && { add_security_recommendation: true }) },
    ...(code.minutes === '' ? [] : [{ type: 'FOOTER', code_expiration_minutes: Number(code.minutes) }]),
    { type: 'BUTTONS', buttons: [button ?? { type: 'OTP', otp_type: 'COPY_CODE' }] },
  ]
}
