import type { MetaCard, MetaComponent } from '../meta.ts'
import { part } from '../shape.ts'
import { checkButtons } from './buttons.ts'
import type { Draft, DraftFindings } from './findings.ts'
import { checkBody, checkHeader } from './texts.ts'

/** One-time passwords: Meta writes the text. https://developers.facebook.com/docs/business-messaging/whatsapp/templates/authentication-templates */
export function checkAuthentication({ components }: Draft, findings: DraftFindings): void {
  const at = (type: string): string => `components.${components.findIndex((each) => each.type.toUpperCase() === type)}`
  for (const type of ['HEADER', 'CAROUSEL', 'LIMITED_TIME_OFFER']) {
    if (part(components, type)) {
      findings.refuse('not_for_authentication', at(type), `An AUTHENTICATION template has no ${type}.`)
    }
  }
  if (part(components, 'BODY')?.text !== undefined) {
    const hint = 'Leave text out; add_security_recommendation adds a sentence.'
    findings.refuse('text_not_allowed', `${at('BODY')}.text`, 'Meta writes the body of AUTHENTICATION templates.', hint)
  }
  const footer = part(components, 'FOOTER')
  if (footer?.text !== undefined) {
    const message = 'Meta writes the footer of AUTHENTICATION templates.'
    findings.refuse('text_not_allowed', `${at('FOOTER')}.text`, message, 'Give code_expiration_minutes.')
  }
  const minutes = footer?.code_expiration_minutes
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 90)) {
    const path = `${at('FOOTER')}.code_expiration_minutes`
    findings.refuse('bad_expiry', path, 'The code_expiration_minutes must be 1 to 90.')
  }
  const buttons = part(components, 'BUTTONS')?.buttons ?? []
  const [button] = buttons
  const path = `${at('BUTTONS')}.buttons`
  if (!button || buttons.length > 1 || button.type.toUpperCase() !== 'OTP') {
    const message = 'An AUTHENTICATION template has one button, of the type OTP.'
    findings.refuse('otp_button_missing', button ? path : 'components', message)
    return
  }
  const kind = button.otp_type?.toUpperCase() ?? ''
  if (!['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].includes(kind)) {
    findings.refuse('bad_otp_type', `${path}.0.otp_type`, 'The otp_type must be COPY_CODE, ONE_TAP or ZERO_TAP.')
  }
  findings.atMost(button.text, 25, `${path}.0.text`, 'The button')
  findings.atMost(button.autofill_text, 25, `${path}.0.autofill_text`, 'The autofill text')
  const apps = button.supported_apps
  if (kind !== 'COPY_CODE' && kind !== '' && (!Array.isArray(apps) || apps.length === 0 || apps.length > 5)) {
    const message = `A ${kind} button needs 1 to 5 supported_apps, each with package_name and signature_hash.`
    findings.refuse('apps_missing', `${path}.0.supported_apps`, message)
  }
  if (kind === 'ZERO_TAP' && button.zero_tap_terms_accepted !== true) {
    const message = 'A ZERO_TAP button needs zero_tap_terms_accepted: true.'
    findings.refuse('terms_missing', `${path}.0.zero_tap_terms_accepted`, message)
  }
}

/** https://developers.facebook.com/docs/business-messaging/whatsapp/templates/marketing-templates/limited-time-offer-templates */
export function checkOffer({ category, components }: Draft, findings: DraftFindings): void {
  const index = components.findIndex(({ type }) => type.toUpperCase() === 'LIMITED_TIME_OFFER')
  const offer = components[index]?.limited_time_offer
  if (index < 0) return
  const path = `components.${index}`
  if (category !== 'MARKETING') {
    findings.refuse('offer_category', path, 'A limited-time offer belongs to MARKETING templates.')
  }
  if (!offer?.text?.trim()) findings.refuse('empty', `${path}.limited_time_offer.text`, 'The offer has no text.')
  findings.atMost(offer?.text, 16, `${path}.limited_time_offer.text`, 'The offer')
  const header = part(components, 'HEADER')?.format?.toUpperCase()
  if (header !== undefined && header !== 'IMAGE' && header !== 'VIDEO') {
    findings.refuse('offer_header', path, 'The header of a limited-time offer is an image or a video.')
  }
  if (part(components, 'FOOTER')) findings.refuse('offer_footer', path, 'A limited-time offer has no footer.')
  const kinds = (part(components, 'BUTTONS')?.buttons ?? []).map(({ type }) => type.toUpperCase())
  if (!kinds.includes('URL')) findings.refuse('offer_button', path, 'A limited-time offer needs a URL button.')
  if (offer?.has_expiration && !kinds.includes('COPY_CODE')) {
    findings.refuse('offer_button', path, 'An offer that shows its end needs a COPY_CODE button.')
  }
  if (kinds.includes('COPY_CODE') && kinds[0] !== 'COPY_CODE') {
    findings.refuse('button_order', path, 'The COPY_CODE button of a limited-time offer comes first.')
  }
}

/** https://developers.facebook.com/docs/business-messaging/whatsapp/templates/marketing-templates/media-card-carousel-templates */
export function checkCarousel(draft: Draft, isNamed: boolean, findings: DraftFindings): void {
  const index = draft.components.findIndex(({ type }) => type.toUpperCase() === 'CAROUSEL')
  if (index < 0) return
  const path = `components.${index}.cards`
  const cards = draft.components[index]?.cards ?? []
  if (cards.length < 2 || cards.length > 10) {
    findings.refuse('card_count', path, `A carousel has 2 to 10 cards, and this one has ${cards.length}.`)
  }
  for (const type of ['HEADER', 'FOOTER', 'BUTTONS']) {
    if (part(draft.components, type)) {
      findings.refuse('carousel_parts', `components.${index}`, `A carousel template has no ${type} beside its cards.`)
    }
  }
  const [first] = cards
  for (const [number, card] of cards.entries()) {
    checkCard(card, `${path}.${number}`, { category: draft.category, isNamed, findings })
    if (first && outline(card) !== outline(first)) {
      const message = `Card ${number} is built otherwise than card 0: all have the same header format, body and buttons.`
      findings.refuse('card_outline', `${path}.${number}`, message)
    }
  }
}

function checkCard(
  { components }: MetaCard,
  path: string,
  rules: { category: string; isNamed: boolean; findings: DraftFindings },
): void {
  const { findings } = rules
  const at = (component: MetaComponent): string => `${path}.components.${components.indexOf(component)}`
  const header = part(components, 'HEADER')
  const [body, buttons] = [part(components, 'BODY'), part(components, 'BUTTONS')]
  if (!header || !['IMAGE', 'VIDEO', 'PRODUCT'].includes(header.format?.toUpperCase() ?? '')) {
    findings.refuse('card_header', path, 'A card has an image, a video or a product as its header.')
  }
  if (header) checkHeader(header, { ...rules, path: at(header) })
  if (body) checkBody(body, 160, { ...rules, path: at(body) })
  const count = buttons?.buttons?.length ?? 0
  if (count < 1 || count > 2)
    findings.refuse('card_buttons', path, `A card has 1 or 2 buttons, and this one has ${count}.`)
  if (buttons) checkButtons(buttons.buttons ?? [], { ...rules, path: at(buttons) })
}

const outline = ({ components }: MetaCard): string =>
  JSON.stringify([
    part(components, 'HEADER')?.format?.toUpperCase(),
    part(components, 'BODY') !== undefined,
    part(components, 'BUTTONS')?.buttons?.map(({ type }) => type.toUpperCase()),
  ])
