import { badParam } from '../../graph-error.ts'
import type { Sender } from './checked.ts'
import type { Fields } from './fields.ts'

/** Types whose rules are a few lines each. */

export function checkText(message: Fields): void {
  const text = message.fields('text', ['body', 'preview_url'])
  text.text('body', { max: 4096 })
  text.flag('preview_url')
}

export function checkLocation(message: Fields): void {
  checkPlace(message.fields('location', ['latitude', 'longitude', 'name', 'address', 'url']))
}

export function checkPlace(location: Fields): void {
  location.number('latitude', { min: -90, max: 90 })
  location.number('longitude', { min: -180, max: 180 })
  location.optionalText('name', { min: 0, max: 1000 })
  location.optionalText('address', { min: 0, max: 1000 })
}

export function checkReaction(message: Fields, { world, number }: Sender): void {
  const reaction = message.fields('reaction', ['message_id', 'emoji'])
  const id = reaction.text('message_id')
  const emoji = reaction.text('emoji', { min: 0 })
  // empty takes the reaction away
  if (emoji !== '' && [...new Intl.Segmenter().segment(emoji)].length !== 1) {
    throw badParam(`Param ${reaction.at('emoji')} must be a single emoji.`)
  }
  const known = world.messages.get(id)
  if (known && known.phoneNumberId !== number.id) {
    throw badParam(`Param ${reaction.at('message_id')} is not a message of this phone number.`)
  }
}

/** Keeps a message of a group at its top, or no longer. */
export function checkPin(message: Fields): void {
  const pin = message.fields('pin', ['type', 'message_id', 'expiration_days'])
  const type = pin.choice('type', ['pin', 'unpin'])
  pin.text('message_id')
  if (type === 'pin') pin.number('expiration_days', { min: 1, max: 30 })
}

const contactKeys = ['addresses', 'birthday', 'emails', 'name', 'org', 'phones', 'urls']
const nameParts = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix']

export function checkContacts(message: Fields): void {
  for (const contact of message.each('contacts', contactKeys, { min: 1, max: 257 })) {
    const name = contact.fields('name', ['formatted_name', ...nameParts])
    name.text('formatted_name')
    if (!nameParts.some((part) => name.has(part))) {
      throw badParam(`At least one of ${nameParts.join(', ')} is required on param "${name.path}".`)
    }
    const birthday = contact.optionalText('birthday')
    if (birthday !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(birthday)) {
      throw badParam(`Param ${contact.at('birthday')} must be of the form YYYY-MM-DD.`)
    }
    eachOf(contact, 'phones', ['phone', 'type', 'wa_id'])
    eachOf(contact, 'emails', ['email', 'type'])
    eachOf(contact, 'urls', ['url', 'type'])
    eachOf(contact, 'addresses', ['street', 'city', 'state', 'zip', 'country', 'country_code', 'type'])
    contact.optionalFields('org', ['company', 'department', 'title'])
  }
}

/** Its members are strings throughout. */
function eachOf(contact: Fields, key: string, known: readonly string[]): void {
  if (!contact.has(key)) return
  for (const item of contact.each(key, known)) {
    for (const name of known) item.optionalText(name, { min: 0 })
  }
}
