import { whatsappError } from '../../graph-error.ts'
import { parametersOf, type Template, type TemplateComponent } from '../../world/template.ts'
import type { Sender } from './checked.ts'
import type { Fields } from './fields.ts'
import { checkMedia } from './media.ts'
import { checkPlace } from './plain-types.ts'
import { checkTemplateButtons } from './template-buttons.ts'
import { miscounted, mismatch } from './template-errors.ts'

const componentKeys = ['type', 'sub_type', 'index', 'parameters', 'cards']
const parameterKeys = [
  'type',
  'parameter_name',
  'text',
  'currency',
  'date_time',
  'image',
  'video',
  'document',
  'location',
  'payload',
  'coupon_code',
  'action',
  'limited_time_offer',
  'product',
  'expiration_time_ms',
  'ttl_minutes',
]

/** A message made of a template: every parameter that the template has must be given, and none beyond. */
export function checkTemplateMessage(message: Fields, sender: Sender): Template {
  const sent = message.fields('template', ['name', 'language', 'components', 'namespace'])
  const name = sent.text('name', { max: 512 })
  const language = sent.fields('language', ['code', 'policy'])
  if (language.has('policy')) language.choice('policy', ['deterministic'])
  const template = findTemplate(sender, name, language.text('code'))
  const components = sent.has('components') ? sent.each('components', componentKeys) : []
  checkComponents(template.components, template.parameterFormat, components, sender)
  return template
}

function findTemplate({ account }: Sender, name: string, code: string): Template {
  const template = [...account.templates.values()].find((each) => each.name === name && each.language === code)
  if (!template || template.status === 'PENDING' || template.status === 'REJECTED') {
    throw whatsappError(132001, `template name (${name}) does not exist in ${code}`)
  }
  if (template.status === 'PAUSED') throw whatsappError(132015, `template name (${name}) is paused`)
  if (template.status === 'DISABLED') throw whatsappError(132016, `template name (${name}) is disabled`)
  return template
}

/** Also the cards of a carousel are judged by this. */
function checkComponents(
  template: readonly TemplateComponent[],
  format: Template['parameterFormat'],
  sent: readonly Fields[],
  sender: Sender,
): void {
  const part = (type: TemplateComponent['type']) => template.find((component) => component.type === type)
  const types = ['header', 'body', 'button', 'carousel', 'limited_time_offer', 'footer'] as const
  const byType = new Map<string, Fields[]>()
  for (const component of sent) {
    const type = component.choice('type', types)
    byType.set(type, [...(byType.get(type) ?? []), component])
  }
  for (const type of ['header', 'body', 'carousel', 'limited_time_offer'] as const) {
    const [, second] = byType.get(type) ?? []
    if (second) throw mismatch(`${type}: component given more than once`)
  }
  checkHeader(part('HEADER'), format, byType.get('header')?.[0], sender)
  checkTexts('body', part('BODY')?.text, format, byType.get('body')?.[0])
  checkTemplateButtons(part('BUTTONS')?.buttons ?? [], byType.get('button') ?? [], parametersIn)
  checkCarousel(part('CAROUSEL'), format, byType.get('carousel')?.[0], sender)
  checkOffer(part('LIMITED_TIME_OFFER'), byType.get('limited_time_offer')?.[0])
}

function checkHeader(
  header: TemplateComponent | undefined,
  format: Template['parameterFormat'],
  sent: Fields | undefined,
  sender: Sender,
): void {
  if (!header || header.format === undefined || header.format === 'TEXT') {
    checkTexts('header', header?.text, format, sent)
    return
  }
  const parameters = sent ? parametersIn(sent) : []
  const [parameter] = parameters
  const expected = header.format
  const received = parameter ? String(parameter.value('type')).toUpperCase() : 'UNKNOWN'
  const fits = received === expected || (expected === 'GIF' && received === 'VIDEO')
  if (!parameter || !fits) throw mismatch(`header: Format mismatch, expected ${expected}, received ${received}`)
  if (parameters.length > 1) throw miscounted('header', parameters.length, 1)
  if (expected === 'LOCATION') {
    const location = parameter.fields('location', ['latitude', 'longitude', 'name', 'address'])
    checkPlace(location)
  } else if (expected === 'PRODUCT') parameter.fields('product', ['product_retailer_id', 'catalog_id'])
  else checkMedia(parameter, expected === 'IMAGE' ? 'image' : expected === 'DOCUMENT' ? 'document' : 'video', sender)
}

/** Body, or a header of words. */
function checkTexts(
  place: 'header' | 'body',
  text: string | undefined,
  format: Template['parameterFormat'],
  sent: Fields | undefined,
): void {
  const expected = parametersOf(text)
  const parameters = sent ? parametersIn(sent) : []
  if (parameters.length !== expected.length) throw miscounted(place, parameters.length, expected.length)
  const given = new Set<string>()
  for (const [index, parameter] of parameters.entries()) {
    const type = parameter.choice('type', ['text', 'currency', 'date_time', 'image', 'video', 'document', 'location'])
    if (type !== 'text' && type !== 'currency' && type !== 'date_time') {
      throw mismatch(`${place}: Format mismatch at index ${index}, expected TEXT, received ${type.toUpperCase()}`)
    }
    checkValue(parameter, type, place)
    if (format === 'NAMED') given.add(nameOf(parameter, place))
    else if (parameter.has('parameter_name') && parameter.value('parameter_name') !== '') {
      throw mismatch(`${place}: parameter_name is given, but the template has positional parameters`)
    }
  }
  const missing = format === 'NAMED' ? expected.filter((name) => !given.has(name)) : []
  if (missing.length > 0) throw mismatch(`${place}: Parameter name is missing or wrong: ${missing.join(', ')}`)
}

function nameOf(parameter: Fields, place: string): string {
  const name = parameter.value('parameter_name')
  if (typeof name !== 'string' || name === '') throw mismatch(`${place}: Parameter name is missing or empty`)
  return name
}

function checkValue(parameter: Fields, type: 'text' | 'currency' | 'date_time', place: string): void {
  if (type === 'currency') {
    const currency = parameter.fields('currency', ['fallback_value', 'code', 'amount_1000'])
    currency.text('fallback_value')
    currency.text('code', { min: 3, max: 3 })
    currency.number('amount_1000', {})
    return
  }
  if (type === 'date_time') {
    parameter.value('date_time')
    return
  }
  const text = parameter.value('text')
  if (typeof text !== 'string' || text === '') {
    throw whatsappError(131008, `${place}: Parameter of type text is missing text value`)
  }
  if (/[\n\t]| {5,}/.test(text)) {
    throw whatsappError(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces')
  }
  if (place === 'header' && [...text].length > 60) throw whatsappError(132005, 'header: text exceeds 60 characters')
  if ([...text].length > 1024) throw whatsappError(132005, `${place}: text exceeds 1024 characters`)
}

function checkCarousel(
  carousel: TemplateComponent | undefined,
  format: Template['parameterFormat'],
  sent: Fields | undefined,
  sender: Sender,
): void {
  const expected = carousel?.cards ?? []
  const cards = sent ? sent.each('cards', ['card_index', 'components']) : []
  if (cards.length !== expected.length) {
    throw whatsappError(
      132012,
      `carousel: number of cards (${cards.length}) does not match the template's (${expected.length})`,
    )
  }
  for (const card of cards) {
    const index = card.number('card_index', { min: 0, max: expected.length - 1 })
    const components = expected[index]?.components ?? []
    checkComponents(components, format, card.each('components', componentKeys), sender)
  }
}

function checkOffer(offer: TemplateComponent | undefined, sent: Fields | undefined): void {
  if (!offer?.limited_time_offer?.has_expiration) {
    if (sent && !offer) throw mismatch('limited_time_offer: the template has no such component')
    return
  }
  const [parameter] = sent ? parametersIn(sent) : []
  if (!parameter) throw mismatch('limited_time_offer: expiration_time_ms is missing')
  parameter.fields('limited_time_offer', ['expiration_time_ms']).number('expiration_time_ms', { min: 1 })
}

function parametersIn(component: Fields): Fields[] {
  return component.has('parameters') ? component.each('parameters', parameterKeys) : []
}
