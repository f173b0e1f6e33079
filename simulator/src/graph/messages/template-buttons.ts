import { badParam, whatsappError } from '../../graph-error.ts'
import { parametersOf, type TemplateButton, type TemplateButtonType } from '../../world/template.ts'
import type { Fields } from './fields.ts'
import { miscounted, mismatch } from './template-errors.ts'

const subTypes = [
  'quick_reply',
  'url',
  'copy_code',
  'flow',
  'catalog',
  'mpm',
  'spm',
  'voice_call',
  'phone_number',
  'app',
  'order_details',
  'reminder',
] as const
type SubType = (typeof subTypes)[number]

const subTypeOf: Partial<Record<TemplateButtonType, SubType>> = {
  QUICK_REPLY: 'quick_reply',
  URL: 'url',
  OTP: 'url',
  COPY_CODE: 'copy_code',
  FLOW: 'flow',
  CATALOG: 'catalog',
  MPM: 'mpm',
  SPM: 'spm',
  VOICE_CALL: 'voice_call',
  PHONE_NUMBER: 'phone_number',
}

/** Buttons whose parameter must be given with each message. */
function needsParameter(button: TemplateButton): boolean {
  if (button.type === 'URL') return parametersOf(button.url).length > 0
  return button.type === 'COPY_CODE' || button.type === 'OTP' || button.type === 'MPM'
}

/** @param parametersIn reads the parameters of a component that was sent */
export function checkTemplateButtons(
  buttons: readonly TemplateButton[],
  sent: readonly Fields[],
  parametersIn: (component: Fields) => Fields[],
): void {
  const given = new Map<number, Fields>()
  for (const component of sent) {
    const index = component.number('index', { min: 0, max: 9 })
    if (given.has(index)) throw mismatch(`button at index ${index}: component given more than once`)
    given.set(index, component)
    checkButton(buttons[index], index, component, parametersIn(component))
  }
  for (const [index, button] of buttons.entries()) {
    if (needsParameter(button) && !given.has(index)) {
      throw whatsappError(131008, `Button at index ${index} of type ${subTypeOf[button.type]} requires a parameter`)
    }
  }
}

function checkButton(
  button: TemplateButton | undefined,
  index: number,
  sent: Fields,
  parameters: readonly Fields[],
): void {
  const subType = sent.choice('sub_type', subTypes)
  if (!button) throw mismatch(`button at index ${index}: the template has no such button`)
  const expected = subTypeOf[button.type]
  if (subType !== expected) {
    throw mismatch(`button at index ${index}: sub_type mismatch, expected ${expected}, received ${subType}`)
  }
  if (subType === 'url') {
    const count = button.type === 'OTP' ? 1 : parametersOf(button.url).length
    if (parameters.length !== count) throw miscounted(`button at index ${index}`, parameters.length, count)
  }
  for (const parameter of parameters) checkParameter(subType, parameter)
}

function checkParameter(subType: SubType, parameter: Fields): void {
  const type = parameter.choice('type', ['payload', 'text', 'coupon_code', 'action', 'ttl_minutes'])
  const fitting: Partial<Record<SubType, typeof type>> = {
    quick_reply: 'payload',
    url: 'text',
    copy_code: 'coupon_code',
    flow: 'action',
    catalog: 'action',
    mpm: 'action',
    spm: 'action',
  }
  const expected = fitting[subType]
  if (expected && type !== expected) {
    throw badParam(`Param ${parameter.at('type')} must be ${expected} for a button of type ${subType}.`)
  }
  if (type === 'payload') parameter.text('payload', { max: 256 })
  if (type === 'text') parameter.text('text', { max: 2000 })
  if (type === 'coupon_code') parameter.text('coupon_code', { max: 20 })
  if (type === 'action') parameter.required('action')
}
