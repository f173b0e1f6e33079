import { type Findings, textFor, Values } from './collected.ts'
import type { FromProcess, Given } from './given.ts'
import type { MetaParameter, SentComponent } from './meta.ts'
import type { Button } from './shape.ts'

const longestPayload = 128
const longestCode = 20
const longestUrl = 2000

export interface ButtonsAsked {
  buttons: readonly Button[]
  given: Given
  fromProcess: FromProcess
  /** the one-time password of an authentication template */
  otpCode: string | undefined
  at: string
  findings: Findings
}

export function fillButtons(asked: ButtonsAsked): SentComponent[] {
  const { buttons, given, at, findings } = asked
  const values = new Values(given.buttonMapping, `${at}buttonMapping`, findings)
  const sent = buttons.flatMap((button): SentComponent[] => {
    const parameter = parameterFor(button, asked, values)
    if (!parameter) return []
    return [{ type: 'button', sub_type: button.kind, index: String(button.index), parameters: [parameter] }]
  })
  const known = buttons.filter(({ takes }) => takes !== 'none').map(({ index }) => String(index))
  values.refuseRest(known, 'button to fill with the index')
  return sent
}

function parameterFor(button: Button, asked: ButtonsAsked, values: Values): MetaParameter | undefined {
  const { given, at, findings } = asked
  if (button.takes === 'none') return undefined
  if (button.takes === 'otp') {
    // callers fill it with the same code as the body; another would copy what nobody sees
    const code = values.take(String(button.index)) ?? asked.otpCode
    if (code !== undefined && asked.otpCode && code !== asked.otpCode) {
      const message = 'copies the code of its body, but buttonMapping gives another one.'
      findings.add('wrong_code', `${at}buttonMapping`, message, 'Leave buttonMapping out: otpCode fills both.')
    }
    return code === undefined ? undefined : { type: 'text', text: code }
  }
  if (button.kind === 'catalog') {
    const product = given.productRetailerId
    return product === undefined ? undefined : { type: 'action', action: { thumbnail_product_retailer_id: product } }
  }
  if (button.kind === 'mpm') return productsOf(asked)
  const text = textOf(button, asked, values)
  return text === undefined ? undefined : inItsForm(button, text, asked)
}

function textOf(button: Button, asked: ButtonsAsked, values: Values): string | undefined {
  const { fromProcess, at, findings } = asked
  const name = String(button.index)
  const place = `${at}button.${name}`
  const path = `${at}buttonMapping`
  if (button.takes === 'optional') {
    const mapped = fromProcess.get(place)
    return values.take(name) ?? (mapped && 'text' in mapped ? mapped.text : undefined)
  }
  const what = button.kind === 'copy_code' ? 'code' : 'end of the address'
  const called = `${what} of button ${name}${button.text ? ` ("${button.text}")` : ''}`
  return textFor({ name, place, called, path }, values, fromProcess, findings) || undefined
}

function inItsForm(button: Button, text: string, { at, findings }: ButtonsAsked): MetaParameter {
  const tooLong = (length: number, most: number): void => {
    if (length <= most) return
    const message = `takes at most ${most} characters for button ${button.index}, and ${length} were given.`
    findings.add('too_long', `${at}buttonMapping`, message)
  }
  if (button.kind === 'copy_code') {
    tooLong(text.length, longestCode)
    return { type: 'coupon_code', coupon_code: text }
  }
  if (button.kind === 'quick_reply') {
    tooLong(text.length, longestPayload)
    return { type: 'payload', payload: text }
  }
  if (button.kind === 'flow') return { type: 'action', action: { flow_token: text } }
  tooLong(text.length + (button.url ?? '').replace(/\{\{.*?\}\}/, '').length, longestUrl)
  return { type: 'text', text }
}

function productsOf({ given, at, findings }: ButtonsAsked): MetaParameter | undefined {
  const { productRetailerId, productSections } = given
  for (const [field, value] of Object.entries({ productRetailerId, productSections })) {
    if (value === undefined) {
      findings.add(
        'missing_products',
        `${at}${field}`,
        `shows products of a catalogue, and ${at}${field} is not given.`,
      )
    }
  }
  if (productRetailerId === undefined || productSections === undefined) return undefined
  return {
    type: 'action',
    action: { thumbnail_product_retailer_id: productRetailerId, sections: productSections },
  }
}
