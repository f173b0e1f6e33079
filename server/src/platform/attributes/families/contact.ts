import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { asText, isStorable, Refusal, shown, type Take, unstorable } from '../taking.ts'
import { shortType } from '../type-entry.ts'

const notAnEmail = (input: unknown) =>
  new Refusal('not_an_email', `must be an e-mail address, but ${shown(input)} was given.`, 'Such as asha@example.com.')

/** The shape that mail servers accept in practice (RFC 5321's lengths, no quoted local parts). The domain has no case; the part before it may. */
const takeEmail: Take = (input) => {
  if (typeof input !== 'string') return notAnEmail(input)
  if (!isStorable(input)) return unstorable()
  const text = input.trim()
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const domain = text.slice(at + 1).toLowerCase()
  const labels = domain.split('.')
  const isSound =
    at > 0 &&
    local.length <= 64 &&
    domain.length <= 189 &&
    /^[^\s@<>(),;:"\\[\]]+$/.test(local) &&
    labels.length > 1 &&
    labels.every((label) => /^[\p{L}\p{M}\p{N}-]{1,63}$/u.test(label) && !label.startsWith('-') && !label.endsWith('-'))
  return isSound ? `${local}@${domain}` : notAnEmail(input)
}

/** Usernames are compared without regard to case everywhere, so they are stored in one case. */
const takeUsername: Take = (input) => {
  const given = asText(input)
  if (given instanceof Refusal) return given
  const username = given.trim().toLowerCase()
  return /^\S{1,254}$/u.test(username)
    ? username
    : new Refusal(
        'not_a_username',
        `must be a username without spaces, but ${shown(input)} was given.`,
        'Such as alex@paisapay.com.',
      )
}

const takeUrl: Take = (input) => {
  if (typeof input === 'string' && !isStorable(input)) return unstorable()
  const text = typeof input === 'string' ? input.trim() : ''
  if (text.length <= 2000 && /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)) return text
  const isBare = text !== '' && !text.includes('://') && URL.canParse(`https://${text}`)
  return new Refusal(
    'not_a_url',
    `must be a web address of at most 2,000 characters, but ${shown(input)} was given.`,
    isBare && text.length < 200 ? `Did you mean https://${text}?` : 'It begins with https:// or http://.',
  )
}

/**
 * E.164. Taken are numbers with `+` or `00`, with the team's calling code in front, and national ones (with or without the trunk 0),
 * which the team's calling code completes. With its country written out, any number of a possible length passes: numbers are handed out
 * faster than the tables of valid ranges are published, and Meta's own test numbers are in none. Without it the number must be a valid one of
 * the team's country, or a foreign number that lost its + would quietly become someone else's.
 */
const takePhone: Take = (input, _attribute, context) => {
  const text =
    typeof input === 'number' ? String(input) : typeof input === 'string' ? input.trim().replace(/^tel:/i, '') : ''
  const digits = text.replace(/^00(?=[1-9])/, '+')
  if (digits.length <= 40 && /^\+?[\d\s()./\-\u2010-\u2015]+$/.test(digits)) {
    const number = parsePhoneNumberFromString(digits, { defaultCallingCode: context.callingCode, extract: false })
    const isCertain = digits.startsWith('+') ? number?.isPossible() : number?.isValid()
    if (number && isCertain && !number.ext) return number.number
  }
  return new Refusal(
    'not_a_phone_number',
    `must be a phone number, but ${shown(input)} was given.`,
    `Write it with its country, such as +919876543210; without one it is read as a number of +${context.callingCode}.`,
  )
}

const searched = { isSearchable: true, isSearchableByDefault: true, canBeUnique: true, isOrdered: true }

export const contactTypes = {
  email: shortType({
    label: 'E-mail address',
    description: 'An e-mail address; the domain is kept in lower case.',
    schema: { type: 'string', format: 'email', maxLength: 254 },
    take: takeEmail,
    ...searched,
  }),
  phone: shortType({
    label: 'Phone number',
    description:
      'A phone number, kept in E.164 (+919876543210); one without a country gets the calling code of the team.',
    schema: { type: 'string', pattern: '^\\+[1-9]\\d{3,16}$' },
    take: takePhone,
    ...searched,
  }),
  username: shortType({
    label: 'Username',
    description: 'A username, kept in lower case.',
    schema: { type: 'string', maxLength: 254 },
    take: takeUsername,
    ...searched,
  }),
  url: shortType({
    label: 'Web address',
    description: 'An http or https address, up to 2,000 characters.',
    schema: { type: 'string', format: 'uri', maxLength: 2000 },
    take: takeUrl,
    isSearchable: true,
  }),
}
