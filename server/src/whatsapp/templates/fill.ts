import { BadInput } from '../../errors.ts'
import { Findings, textFor, Values } from './collected.ts'
import { fillButtons } from './fill-buttons.ts'
import { fillHeader } from './fill-header.ts'
import type { FromProcess, Given } from './given.ts'
import type { MetaComponent, SentComponent, SentTemplate } from './meta.ts'
import { fillText } from './parameters.ts'
import { type Card, type Shape, shapeOf } from './shape.ts'

/** As much of a template as filling it needs. */
export interface Fillable {
  name: string
  language: string
  category: string
  /** POSITIONAL or NAMED */
  parameterFormat: string
  components: readonly MetaComponent[]
}

const longestBody = 1024
const longestOtp = 15

/**
 * Meta's `template` object, filled with what the caller gave. Everything that is missing, surplus or wrong is told at once, before Meta
 * is called. Pure: no database, no network.
 *
 * @throws BadInput whose problems name the parameter and the field that would fill it
 */
export function fillTemplate(template: Fillable, given: Given, fromProcess: FromProcess = new Map()): SentTemplate {
  const shape = shapeOf(template)
  const findings = new Findings(template)
  const isNamed = template.parameterFormat.toUpperCase() === 'NAMED'
  const otpCode = codeFor(shape, given, fromProcess, findings)
  const components = [
    ...fillHeader({ header: shape.header, given, isNamed, fromProcess, at: '', findings }),
    ...fillBody(shape, {
      given,
      isNamed,
      fromProcess,
      at: '',
      otpCode,
      findings,
    }),
    ...fillOffer(shape, given, findings),
    ...fillButtons({ buttons: shape.buttons, given, fromProcess, otpCode, at: '', findings }),
    ...fillCards(shape.cards, { given, isNamed, fromProcess, findings }),
  ]
  if (findings.problems.length > 0) throw new BadInput(findings.problems)
  return {
    name: template.name,
    language: { policy: 'deterministic', code: template.language },
    ...(components.length > 0 && { components }),
  }
}

interface BodyAsked {
  given: Given
  isNamed: boolean
  fromProcess: FromProcess
  at: string
  otpCode: string | undefined
  findings: Findings
}

function fillBody({ parameters, text }: Pick<Shape, 'parameters' | 'text'>, asked: BodyAsked): SentComponent[] {
  const { given, isNamed, fromProcess, at, otpCode, findings } = asked
  const path = `${at}mapping`
  const values = new Values(given.mapping, path, findings)
  const filled = new Map<string, string>()
  for (const name of parameters) {
    const called = `body parameter {{${name}}}`
    const wanted = { name, place: `${at}${name}`, called, path }
    // a code was looked for in the mapping already
    if (otpCode !== undefined) values.take(name)
    filled.set(name, otpCode ?? textFor(wanted, values, fromProcess, findings))
  }
  values.refuseRest(parameters, 'body parameter')
  const { length } = [...fillText(text, filled)]
  if (parameters.length > 0 && length > longestBody) {
    findings.add(
      'too_long',
      path,
      `would have a body of ${length} characters, and Meta takes ${longestBody}.`,
      'Give shorter values.',
    )
  }
  if (parameters.length === 0) return []
  const sent = parameters.map((name) => ({
    type: 'text' as const,
    text: filled.get(name) ?? '',
    ...(isNamed && { parameter_name: name }),
  }))
  return [{ type: 'body', parameters: sent }]
}

/** The one-time password, however the caller gave it; undefined where the template takes none or none was given. */
function codeFor(shape: Shape, given: Given, fromProcess: FromProcess, findings: Findings): string | undefined {
  const code = given.otpCode === undefined ? undefined : String(given.otpCode).trim()
  if (!shape.isAuthentication) {
    if (code !== undefined) {
      findings.add(
        'surplus_code',
        'otpCode',
        'is not for authentication, so otpCode has no place in it.',
        'Leave otpCode out.',
      )
    }
    return undefined
  }
  // what else is wrong with the mapping is told when the body is filled
  const mapped = new Values(given.mapping, 'mapping', new Findings({ name: '', language: '' })).take('1')
  const process = fromProcess.get('1')
  if (code !== undefined && mapped !== undefined && code !== mapped) {
    findings.add(
      'two_codes',
      'otpCode',
      'takes one code, but otpCode and mapping give different ones.',
      'Give otpCode alone.',
    )
  }
  const chosen = code ?? mapped ?? (process && 'text' in process ? process.text : undefined)
  if (chosen === undefined) {
    findings.add('missing_parameter', 'otpCode', 'needs the one-time password, and otpCode is not given.')
    return ''
  }
  if (chosen === '' || chosen.length > longestOtp || /\s/.test(chosen)) {
    findings.add('wrong_code', 'otpCode', `takes a code of 1 to ${longestOtp} characters without spaces in otpCode.`)
  }
  return chosen
}

function fillOffer(shape: Shape, { offerExpiresAt }: Given, findings: Findings): SentComponent[] {
  if (!shape.hasExpiry) {
    if (offerExpiresAt !== undefined) {
      findings.add('surplus_offer', 'offerExpiresAt', 'shows no end of an offer.', 'Leave offerExpiresAt out.')
    }
    return []
  }
  if (offerExpiresAt === undefined) {
    const hint = 'Give epoch milliseconds.'
    findings.add('missing_offer', 'offerExpiresAt', 'shows when its offer ends, and offerExpiresAt is not given.', hint)
    return []
  }
  return [
    {
      type: 'limited_time_offer',
      parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: offerExpiresAt } }],
    },
  ]
}

function fillCards(
  cards: readonly Card[],
  { given, isNamed, fromProcess, findings }: Pick<BodyAsked, 'given' | 'isNamed' | 'fromProcess' | 'findings'>,
): SentComponent[] {
  const givenCards = given.cards ?? []
  if (givenCards.length > cards.length) {
    const has = cards.length === 0 ? 'no cards' : `${cards.length} cards`
    findings.add('surplus_cards', 'cards', `has ${has}, and ${givenCards.length} are given.`)
  }
  if (cards.length === 0) return []
  const sent = cards.map((card, index) => {
    const at = `cards.${index}.`
    const asked = { given: givenCards[index] ?? {}, isNamed, fromProcess, at, findings }
    return {
      card_index: index,
      components: [
        ...fillHeader({ ...asked, header: card.header }),
        ...fillBody(card, { ...asked, otpCode: undefined }),
        ...fillButtons({ ...asked, buttons: card.buttons, otpCode: undefined }),
      ],
    }
  })
  return [{ type: 'carousel', cards: sent }]
}
