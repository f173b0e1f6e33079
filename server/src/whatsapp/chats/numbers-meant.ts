import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { BadInput } from '../../errors.ts'
import { shown } from '../../platform/attributes/taking.ts'
import type { Team } from '../../platform/model/types.ts'

/** How a number that somebody wrote may stand in the contacts: with its country, and as one of the team's own. */
export interface NumbersMeant {
  waIds: string[]
  phoneNumbers: string[]
}

/** @throws BadInput where it is no number */
export function numbersMeant(
  given: string | number,
  { callingCode }: Pick<Team, 'callingCode'>,
  path = 'customerPhoneNumber',
): NumbersMeant {
  const text = String(given).trim()
  const digits = text.replace(/^(\+|00)/, '').replaceAll(/[\s()./-]/g, '')
  if (!/^[1-9]\d{5,14}$/.test(digits)) {
    throw new BadInput(`"${path}" must be a phone number, but ${shown(given)} was given.`, {
      code: 'not_a_phone_number',
      path,
      hint: 'Digits with the country code, such as 919876543210.',
    })
  }
  const national = parsePhoneNumberFromString(text, { defaultCallingCode: callingCode, extract: false })
  const numbers = [`+${digits}`, ...(national?.isValid() ? [national.number] : [])]
  return { waIds: [...new Set(numbers.map((number) => number.slice(1)))], phoneNumbers: [...new Set(numbers)] }
}
