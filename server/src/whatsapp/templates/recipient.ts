import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { BadInput } from '../../errors.ts'
import type { Procedure } from '../../platform/model/types.ts'
import type { ProcessRow } from '../../platform/processes/row.ts'

/**
 * The digits of a number that a path names with its country code.
 * @param callingCode of the team: a number that is one only with it is refused with that number as the advice, never completed, or a foreign
 * one would quietly become someone else's
 */
export function digitsOf(text: string, callingCode: string): string {
  const digits = text.replaceAll(/[\s().-]/g, '').replace(/^(\+|00)/, '')
  const number = /^[1-9]\d{6,14}$/.test(digits) ? parsePhoneNumberFromString(`+${digits}`) : undefined
  if (number?.isPossible()) return digits
  const national = parsePhoneNumberFromString(text, { defaultCallingCode: callingCode })
  throw new BadInput(`"${text.slice(0, 60)}" is not a phone number with its country code.`, {
    code: 'bad_phone_number',
    path: 'phoneNumber',
    hint: national?.isValid() ? `Did you mean ${national.number.slice(1)}?` : 'Such as 919812345678, without a plus.',
  })
}

/**
 * The number of a process: that of the attribute it is merged by, else of its one phone attribute.
 * @throws BadInput where it has no phone attribute, several, or no number in it
 */
export function numberOf(procedure: Procedure, row: Pick<ProcessRow, 'data' | 'derivedData'>, chosen?: string): string {
  const phones = procedure.attributes.attributes.filter(({ type }) => type === 'phone')
  const names = phones.map(({ shortId }) => shortId).join(', ')
  const hint = 'Or send it to a number: POST …/phoneNumber/{phoneNumber}/send-template-message.'
  if (chosen !== undefined && !phones.some(({ shortId }) => shortId === chosen)) {
    const has = names === '' ? 'none' : names
    throw new BadInput(`"${chosen}" is not a phone attribute of a ${procedure.shortId}; it has ${has}.`, {
      code: 'not_a_phone_attribute',
      path: 'phoneAttribute',
    })
  }
  const [first, ...others] = phones
  const shortId = chosen ?? procedure.merging?.attribute.shortId ?? (others.length === 0 ? first?.shortId : undefined)
  if (shortId === undefined) {
    throw phones.length === 0
      ? new BadInput(`A ${procedure.shortId} has no phone attribute.`, {
          code: 'no_phone_attribute',
          path: 'process',
          hint,
        })
      : new BadInput(`A ${procedure.shortId} has several phone attributes: ${names}.`, {
          code: 'several_phone_attributes',
          path: 'phoneAttribute',
          hint: 'Say which in phoneAttribute.',
        })
  }
  const value = row.data[shortId] ?? row.derivedData[shortId]
  if (typeof value === 'string' && /^\+\d+$/.test(value)) return value.slice(1)
  throw new BadInput(`The attribute "${shortId}" of this ${procedure.shortId} holds no phone number.`, {
    code: 'no_phone_number',
    path: 'process',
    hint,
  })
}
