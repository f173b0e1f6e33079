import type { MetaButton } from '../meta.ts'
import { parametersOf } from '../parameters.ts'
import type { DraftFindings } from './findings.ts'

/** How many of each kind: https://developers.facebook.com/docs/business-messaging/whatsapp/templates/components#buttons */
const most: Record<string, number> = {
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  QUICK_REPLY: 10,
  FLOW: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  OTP: 1,
  VOICE_CALL: 1,
}
const mostOfAll = 10
/** These stand alone. */
const single = ['CATALOG', 'MPM', 'OTP']
const withoutText = ['COPY_CODE', 'OTP']

export interface ButtonRules {
  /** where the component stands: `components.3` */
  path: string
  category: string
  findings: DraftFindings
}

export function checkButtons(buttons: readonly MetaButton[], rules: ButtonRules): void {
  const { path, category, findings } = rules
  if (buttons.length === 0) findings.refuse('empty', `${path}.buttons`, 'The list of buttons is empty: leave it out.')
  if (buttons.length > mostOfAll) {
    const message = `There are ${buttons.length} buttons, and Meta takes ${mostOfAll}.`
    findings.refuse('too_many_buttons', `${path}.buttons`, message)
  }
  const counts = Map.groupBy(buttons, ({ type }) => type.toUpperCase())
  for (const [type, of] of counts) {
    const limit = most[type]
    if (limit === undefined) {
      const message = `There is no button of the type ${type}.`
      findings.refuse('bad_button', `${path}.buttons`, message, `The types are ${Object.keys(most).join(', ')}.`)
    } else if (of.length > limit && limit < mostOfAll) {
      const message = `There are ${of.length} buttons of the type ${type}, and Meta takes ${limit}.`
      findings.refuse('too_many_buttons', `${path}.buttons`, message)
    }
    if (single.includes(type) && buttons.length > 1) {
      findings.refuse('button_alone', `${path}.buttons`, `A button of the type ${type} stands alone.`)
    }
  }
  checkOrder(buttons, rules)
  checkTexts(buttons, rules)
  for (const [index, button] of buttons.entries()) checkButton(button, `${path}.buttons.${index}`, category, findings)
}

/** Quick replies stand together, before the others or after them. */
function checkOrder(buttons: readonly MetaButton[], { path, findings }: ButtonRules): void {
  const groups = buttons
    .map(({ type }) => type.toUpperCase() === 'QUICK_REPLY')
    .filter((isReply, index, all) => index === 0 || isReply !== all[index - 1])
  if (groups.length <= 2) return
  const message = 'Quick replies and other buttons are mixed.'
  findings.refuse('button_order', `${path}.buttons`, message, 'Put all quick replies first, or all of them last.')
}

function checkTexts(buttons: readonly MetaButton[], { path, findings }: ButtonRules): void {
  const seen = new Set<string>()
  for (const [index, { type, text }] of buttons.entries()) {
    const at = `${path}.buttons.${index}.text`
    if (withoutText.includes(type.toUpperCase())) continue
    if (!text?.trim()) findings.refuse('empty', at, `Button ${index} has no text.`)
    findings.atMost(text, 25, at, `Button ${index}`)
    if (text && /\{\{|[\n\r]|\p{Extended_Pictographic}/u.test(text)) {
      findings.refuse('bad_characters', at, `Button ${index} may hold no parameter, no line break and no emoji.`)
    }
    if (text && seen.has(text)) findings.refuse('same_text', at, `Two buttons are called "${text}".`)
    seen.add(text ?? '')
  }
}

function checkButton(button: MetaButton, path: string, category: string, findings: DraftFindings): void {
  switch (button.type.toUpperCase()) {
    case 'URL':
      checkUrl(button, path, findings)
      break
    case 'PHONE_NUMBER':
      if (!/^\+?[\d\s()-]{5,20}$/.test(button.phone_number ?? '')) {
        findings.refuse(
          'bad_phone_number',
          `${path}.phone_number`,
          'The button needs a phone number of 20 digits at most.',
        )
      }
      break
    case 'COPY_CODE': {
      const example = [button.example].flat()[0]
      if (typeof example !== 'string' || example.trim() === '') {
        findings.refuse('example_missing', `${path}.example`, 'The button that copies a code needs an example of it.')
      } else findings.atMost(example, 20, `${path}.example`, 'The code')
      if (category !== 'MARKETING') {
        findings.refuse('button_category', path, 'A button that copies an offer code belongs to MARKETING templates.')
      }
      break
    }
    case 'FLOW':
      if (!button.flow_id && !button.flow_name && !button.flow_json) {
        findings.refuse('flow_missing', path, 'The flow button needs flow_id, flow_name or flow_json.')
      }
      break
    case 'OTP':
      if (category !== 'AUTHENTICATION') {
        findings.refuse('button_category', path, 'A button of the type OTP belongs to AUTHENTICATION templates.')
      }
      break
    case 'CATALOG':
    case 'MPM':
      if (category !== 'MARKETING') {
        findings.refuse('button_category', path, `A button of the type ${button.type} belongs to MARKETING templates.`)
      }
      break
  }
}

function checkUrl({ url = '', example }: MetaButton, path: string, findings: DraftFindings): void {
  const at = `${path}.url`
  const parameters = parametersOf(url)
  const plain = url.replaceAll(/\{\{.*?\}\}/g, '')
  if (!/^https?:\/\//i.test(url) || !URL.canParse(plain)) {
    findings.refuse('bad_url', at, 'The button needs a web address that begins with https://.')
  }
  findings.atMost(url, 2000, at, 'The address')
  if (/^https?:\/\/((www\.)?wa\.me|(api|chat|www)\.whatsapp\.com)\//i.test(url)) {
    const message = 'The button leads to WhatsApp itself, which Meta rejects.'
    findings.refuse('bad_url', at, message, 'Use a quick reply or a phone button.')
  }
  if (parameters.length === 0) return
  if (parameters.length > 1 || !/\{\{[^{}]*\}\}$/.test(url)) {
    findings.refuse('parameter_place', at, 'The address takes one parameter, at its end.')
  }
  const given = [example].flat()[0]
  if (typeof given !== 'string' || given.trim() === '') {
    findings.refuse(
      'example_missing',
      `${path}.example`,
      'The address has a parameter, so the button needs an example.',
    )
  }
}
