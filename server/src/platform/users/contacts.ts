import type { FieldReader } from '../model/field-reader.ts'
import type { UserChanges } from './input.ts'
import type { Email, Phone } from './types.ts'

/** Phones as given (text or objects) in stored form: E.164, one of them primary. */
export function readPhones(reader: FieldReader, given: NonNullable<UserChanges['phones']>): Phone[] {
  const phones = given.map((entry, index): Phone => {
    const { phone, isPrimary = false, label } = typeof entry === 'string' ? { phone: entry } : entry
    const read = reader.value('phones', 'phone', phone, `phones.${index}`)
    return { phone: read ?? '', isPrimary, ...(label && { label }) }
  })
  return onePrimary(reader, 'phones', phones, (phone) => phone.phone)
}

export function readEmails(reader: FieldReader, given: NonNullable<UserChanges['emails']>): Email[] {
  const emails = given.map((entry, index): Email => {
    const { email, isPrimary = false, label } = typeof entry === 'string' ? { email: entry } : entry
    const read = reader.value('emails', 'email', email, `emails.${index}`)
    return { email: read ?? '', isPrimary, ...(label && { label }) }
  })
  return onePrimary(reader, 'emails', emails, (email) => email.email.toLowerCase())
}

/** Leaves out blank and repeated ones; the first is primary where none says so. */
function onePrimary<T extends { isPrimary: boolean }>(
  reader: FieldReader,
  field: 'phones' | 'emails',
  given: readonly T[],
  identity: (contact: T) => string,
): T[] {
  const contacts = [
    ...new Map(
      given
        .filter(identity)
        .toReversed()
        .map((each) => [identity(each), each]),
    ).values(),
  ]
  const kept = contacts.toReversed()
  if (kept.filter((contact) => contact.isPrimary).length > 1) {
    reader.refuse({
      code: 'several_primary',
      message: `Only one of "${field}" can be primary.`,
      path: field,
      hint: 'Leave isPrimary out of the others.',
    })
  }
  return kept.some((contact) => contact.isPrimary)
    ? kept
    : kept.map((contact, index) => ({ ...contact, isPrimary: index === 0 }))
}
