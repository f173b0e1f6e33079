import { parametersOf, type TemplateButton, type TemplateButtonType } from '../../world/template.ts'
import { missingFields, tooLong, wrongButtons } from './errors.ts'

/** How many of each type may stand in one template. */
const most: Partial<Record<TemplateButtonType, number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  OTP: 1,
  FLOW: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  VOICE_CALL: 1,
}

const withoutText: ReadonlySet<TemplateButtonType> = new Set(['COPY_CODE', 'OTP'])

export function checkButtons(buttons: unknown, hasFlow: (button: TemplateButton) => boolean): void {
  if (!Array.isArray(buttons) || buttons.length === 0) throw missingFields('The component BUTTONS needs buttons.')
  if (buttons.length > 10) throw wrongButtons('A template may have at most 10 buttons.')
  const counts = new Map<TemplateButtonType, number>()
  for (const button of buttons as TemplateButton[]) {
    const limit = most[button.type]
    if (limit === undefined) throw wrongButtons(`There is no button type "${button.type}".`)
    const count = (counts.get(button.type) ?? 0) + 1
    counts.set(button.type, count)
    if (count > limit) throw wrongButtons(`At most ${limit} button(s) of type ${button.type} may stand in a template.`)
    checkButton(button, hasFlow)
  }
  checkGrouping(buttons as TemplateButton[])
  const texts = (buttons as TemplateButton[]).flatMap(({ text }) => (text ? [text] : []))
  if (new Set(texts).size < texts.length) throw wrongButtons('Buttons must have different texts.')
}

function checkButton(button: TemplateButton, hasFlow: (button: TemplateButton) => boolean): void {
  if (!withoutText.has(button.type)) {
    if (!button.text) throw missingFields(`A button of type ${button.type} needs a text.`)
    if ([...button.text].length > 25) throw tooLong('text of a button', 25)
    if (parametersOf(button.text).length > 0) throw wrongButtons('The text of a button must not have parameters.')
  }
  switch (button.type) {
    case 'URL':
      checkUrl(button)
      return
    case 'PHONE_NUMBER':
      if (!/^\+?\d{7,20}$/.test(button.phone_number ?? '')) {
        throw wrongButtons('A button of type PHONE_NUMBER needs a phone_number with country code.')
      }
      return
    case 'COPY_CODE': {
      const example = Array.isArray(button.example) ? button.example[0] : button.example
      if (!example) throw missingFields('A button of type COPY_CODE needs an example.')
      if (example.length > 20) throw tooLong('code', 20)
      return
    }
    case 'FLOW':
      if (!hasFlow(button))
        throw wrongButtons('The flow of the button does not exist; give flow_id, flow_name or flow_json.')
      return
    default:
  }
}

function checkUrl({ url = '', example }: TemplateButton): void {
  if (!url) throw missingFields('A button of type URL needs a url.')
  if (url.length > 2000) throw tooLong('url of a button', 2000)
  const parameters = parametersOf(url)
  if (!/^https?:\/\//.test(url) || !URL.canParse(url.replace(/\{\{.*?\}\}/g, 'x'))) {
    throw wrongButtons(`"${url}" is not a valid address.`)
  }
  if (parameters.length > 1 || (parameters.length === 1 && !/\{\{\s*\w+\s*\}\}$/.test(url))) {
    throw wrongButtons('The url of a button may have one parameter, at its end.')
  }
  if (parameters.length === 1 && !(Array.isArray(example) ? example[0] : example)) {
    throw missingFields('A url with a parameter needs an example.')
  }
}

/** Quick replies stand together, before or after the others. */
function checkGrouping(buttons: readonly TemplateButton[]): void {
  const kinds = buttons.map(({ type }) => type === 'QUICK_REPLY')
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length
  if (changes > 1) throw wrongButtons('Quick replies must stand together, not among other buttons.')
}
