import { badParam } from '../../graph-error.ts'
import type { Template, TemplateButton, TemplateCategory, TemplateComponent } from '../../world/template.ts'
import { checkButtons } from './buttons.ts'
import { missingFields, templateError, tooLong, wrongBody, wrongHeader } from './errors.ts'
import { checkBody, checkFooter, checkHeader } from './texts.ts'

export interface NewTemplate {
  name: string
  language: string
  category: TemplateCategory
  parameterFormat: Template['parameterFormat']
  components: TemplateComponent[]
  ttlSeconds: number | undefined
}

/** What of the account a template may name. */
export interface Known {
  flow(button: TemplateButton): boolean
  /** a handle of the resumable upload, or an address as templates are listed with */
  handle(handle: string): boolean
}

const categories: readonly string[] = ['MARKETING', 'UTILITY', 'AUTHENTICATION']
const types = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER', 'CALL_PERMISSION_REQUEST']

/** What can be refused at once. @throws GraphError as Meta's, with a subcode and words for its author */
export function checkTemplate(params: Record<string, unknown>, known: Known): NewTemplate {
  const { name, language, category } = params
  if (typeof name !== 'string' || name === '') throw badParam('The parameter name is required.')
  if (!/^[a-z0-9_]+$/.test(name))
    throw badParam('Param name must only have lower-case letters, digits and underscores.')
  if (name.length > 512) throw tooLong('name', 512)
  if (typeof language !== 'string' || !/^[a-z]{2,3}(_[A-Z]{2,4})?$/.test(language)) {
    throw badParam(`Param language must be a code such as en or en_US - got "${String(language)}".`)
  }
  const wanted = String(category ?? '').toUpperCase()
  if (!categories.includes(wanted)) {
    throw badParam(`Param category must be one of {${categories.join(', ')}} - got "${String(category)}".`)
  }
  const isNamed = String(params.parameter_format ?? 'POSITIONAL').toUpperCase() === 'NAMED'
  const parameterFormat = isNamed ? 'NAMED' : 'POSITIONAL'
  const ttl = params.message_send_ttl_seconds
  return {
    name,
    language,
    category: wanted as TemplateCategory,
    parameterFormat,
    components: checkComponents(params.components, wanted as TemplateCategory, parameterFormat, known),
    ttlSeconds: ttl === undefined ? undefined : Number(ttl),
  }
}

export function checkComponents(
  value: unknown,
  category: TemplateCategory,
  format: Template['parameterFormat'],
  known: Known,
): TemplateComponent[] {
  const components = normalised(value)
  for (const type of types) {
    if (components.filter((component) => component.type === type).length > 1) {
      throw templateError(2388043, 'Invalid components', `The component ${type} may stand only once.`)
    }
  }
  if (category === 'AUTHENTICATION') return authentication(components)
  const body = components.find(({ type }) => type === 'BODY')
  if (!body) throw missingFields('The template needs a component BODY.')
  for (const component of components) checkComponent(component, format, known, false)
  return components
}

/** Meta takes types in any case, and components as JSON text in a form. */
function normalised(value: unknown): TemplateComponent[] {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value
  if (!Array.isArray(parsed) || parsed.length === 0) throw missingFields('The template needs components.')
  return parsed.map((component: TemplateComponent) => {
    const type = String(component?.type ?? '').toUpperCase() as TemplateComponent['type']
    if (!types.includes(type)) throw badParam(`There is no component type "${String(component?.type)}".`)
    return {
      ...component,
      type,
      ...(component.format && { format: component.format.toUpperCase() as NonNullable<TemplateComponent['format']> }),
      ...(component.buttons && {
        buttons: component.buttons.map((button) => ({
          ...button,
          type: String(button.type ?? '').toUpperCase() as TemplateButton['type'],
        })),
      }),
    }
  })
}

function checkComponent(
  component: TemplateComponent,
  format: Template['parameterFormat'],
  known: Known,
  isCard: boolean,
): void {
  switch (component.type) {
    case 'HEADER':
      checkHeader(component, format, known.handle)
      return
    case 'BODY':
      checkBody(component, format, isCard)
      return
    case 'FOOTER':
      checkFooter(component)
      return
    case 'BUTTONS':
      checkButtons(component.buttons, known.flow)
      return
    case 'CAROUSEL':
      checkCarousel(component, format, known)
      return
    case 'LIMITED_TIME_OFFER':
      if ((component.limited_time_offer?.text ?? '').length > 16) throw tooLong('text of the offer', 16)
      return
    default:
  }
}

function checkCarousel(carousel: TemplateComponent, format: Template['parameterFormat'], known: Known): void {
  const cards = carousel.cards ?? []
  if (cards.length < 1 || cards.length > 10) throw wrongBody('A carousel has 1 to 10 cards.')
  const shapes = cards.map((card) => {
    card.components = normalised(card.components)
    for (const component of card.components) checkComponent(component, format, known, true)
    const header = card.components.find(({ type }) => type === 'HEADER')
    if (!header) throw wrongHeader('Each card needs a header.')
    return card.components.map(({ type, buttons }) => `${type}${buttons?.map((button) => button.type).join()}`).join()
  })
  if (new Set(shapes).size > 1) throw wrongBody('All cards of a carousel must have the same components and buttons.')
}

/** Meta writes the words of authentication templates itself. */
function authentication(components: TemplateComponent[]): TemplateComponent[] {
  const part = (type: string) => components.find((component) => component.type === type)
  const [otp] = part('BUTTONS')?.buttons ?? []
  if (otp?.type !== 'OTP') throw missingFields('An authentication template needs a button of type OTP.')
  if (!['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'].includes(otp.otp_type ?? '')) {
    throw badParam(`Param otp_type must be one of {COPY_CODE, ONE_TAP, ZERO_TAP} - got "${String(otp.otp_type)}".`)
  }
  if (part('BODY')?.text !== undefined) throw wrongBody('The body of an authentication template must not have a text.')
  const minutes = part('FOOTER')?.code_expiration_minutes
  if (minutes !== undefined && (minutes < 1 || minutes > 90)) {
    throw badParam('Param code_expiration_minutes must be from 1 to 90.')
  }
  const advice = part('BODY')?.add_security_recommendation ? ' For your security, do not share this code.' : ''
  const url = `https://www.whatsapp.com/otp/code/?otp_type=${otp.otp_type}&code=otp{{1}}`
  return [
    {
      type: 'BODY',
      text: `*{{1}}* is your verification code.${advice}`,
      add_security_recommendation: advice !== '',
      example: { body_text: [['123456']] },
    },
    ...(minutes === undefined
      ? []
      : [
          {
            type: 'FOOTER' as const,
            text: `This code expires in ${minutes} minutes.`,
            code_expiration_minutes: minutes,
          },
        ]),
    {
      type: 'BUTTONS',
      buttons: [{ type: 'URL', text: otp.text ?? 'Copy code', url, example: [url.replace('{{1}}', '123456')] }],
    },
  ]
}
