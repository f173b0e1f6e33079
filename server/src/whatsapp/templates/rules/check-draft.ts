import { part } from '../shape.ts'
import { checkButtons } from './buttons.ts'
import { type Draft, DraftFindings } from './findings.ts'
import { checkHeading } from './heading.ts'
import { checkAuthentication, checkCarousel, checkOffer } from './kinds.ts'
import { checkBody, checkFooter, checkHeader } from './texts.ts'

const types = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER', 'CALL_PERMISSION_REQUEST']
const longestBody = 1024
const longestBodyOfOffer = 600

/**
 * What Meta would refuse of a template, told at once rather than after its review, by its published rules:
 * https://developers.facebook.com/docs/business-messaging/whatsapp/templates/components
 */
export function checkDraft(draft: Draft): DraftFindings {
  const findings = new DraftFindings()
  const { category, components } = draft
  const isNamed = draft.parameter_format?.toUpperCase() === 'NAMED'
  checkHeading(draft, findings)
  const seen = new Set<string>()
  for (const [index, component] of components.entries()) {
    const type = component.type.toUpperCase()
    const path = `components.${index}`
    if (!types.includes(type)) {
      const message = `There is no component of the type "${component.type}".`
      findings.refuse('bad_component', `${path}.type`, message, `The types are ${types.join(', ')}.`)
    }
    if (seen.has(type)) findings.refuse('repeated_component', path, `There are two components of the type ${type}.`)
    seen.add(type)
    if (category === 'AUTHENTICATION') continue
    const rules = { path, isNamed, findings }
    const most = part(components, 'LIMITED_TIME_OFFER') ? longestBodyOfOffer : longestBody
    if (type === 'HEADER') checkHeader(component, rules)
    if (type === 'BODY') checkBody(component, most, rules)
    if (type === 'FOOTER') checkFooter(component, rules)
    if (type === 'BUTTONS') checkButtons(component.buttons ?? [], { path, category, findings })
  }
  if (!seen.has('BODY')) findings.refuse('body_missing', 'components', 'A template needs a BODY.')
  if (category === 'AUTHENTICATION') {
    checkAuthentication(draft, findings)
    return findings
  }
  checkOffer(draft, findings)
  checkCarousel(draft, isNamed, findings)
  return findings
}
