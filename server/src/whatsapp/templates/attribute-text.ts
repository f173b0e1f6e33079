import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import type { Attribute, AttributeType, StoredValue } from '../../platform/attributes/types.ts'
import type { TeamModel } from '../../platform/model/types.ts'

/** Types whose values are no text for a customer: files, objects and references to other work. */
const unreadable: ReadonlySet<AttributeType> = new Set([
  'json',
  'externalObject',
  'externalObjects',
  'customObject',
  'customObjects',
  'record',
  'process',
  'task',
  'userCollection',
  'recordCollection',
  'processCollection',
  'taskCollection',
  'booking',
  'cart',
  'html',
  'photo',
  'multiPhotos',
  'document',
  'documents',
  'audio',
])

/** Whether a value of this type can stand in a message. */
export const isReadable = (type: AttributeType): boolean => !unreadable.has(type)

export interface Reader {
  model: Pick<TeamModel, 'users' | 'team'>
  /** the template's language, as Meta writes it: `en`, `en_US`, `hi` */
  language: string
}

/**
 * A value as a customer reads it: the label of a choice, digits grouped as in their country, moments in the team's time zone. On one line,
 * because a parameter takes no other. '' where there is none.
 */
export function attributeText(attribute: Attribute, value: StoredValue | undefined, reader: Reader): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value) && attribute.type !== 'geolocation') {
    return value.map((each) => attributeText(attribute, each, reader)).join(', ')
  }
  return textOf(attribute, value, reader).replaceAll(/\s+/g, ' ').trim()
}

function textOf(attribute: Attribute, value: NonNullable<StoredValue>, reader: Reader): string {
  const option = attribute.options.options?.find((each) => each.value === value)
  if (option) return option.label
  const locale = localeOf(reader)
  const { timeZone } = reader.model.team
  switch (attribute.type) {
    case 'integer':
    case 'number':
    case 'float':
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(Number(value))
    case 'decimal': {
      const digits = String(value).split('.')[1]?.length ?? 0
      // a decimal has more digits than a number holds: it is formatted as text
      const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: 20 })
      return format.format(value as `${number}`)
    }
    case 'boolean':
      return value ? 'Yes' : 'No'
    case 'date':
      return dateText(locale, 'UTC', Date.parse(`${String(value)}T00:00:00Z`), { dateStyle: 'medium' })
    case 'monthOfYear':
      return dateText(locale, 'UTC', Date.parse(`${String(value)}-01T00:00:00Z`), { month: 'long', year: 'numeric' })
    case 'datetime':
    case 'datetimeISO8601': {
      const at = typeof value === 'number' ? value : Date.parse(String(value))
      return dateText(locale, timeZone, at, { dateStyle: 'medium', timeStyle: 'short' })
    }
    case 'user':
      return reader.model.users.get(String(value))?.displayName ?? ''
    case 'geolocation':
      return [value].flat().join(', ')
    case 'address':
      return typeof value === 'object' ? Object.values(value).filter(Boolean).join(', ') : String(value)
    default:
      return String(value)
  }
}

const dateText = (locale: string, timeZone: string, at: number, style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone, ...style }).format(at)

/** `en_US` is its own; plain `en` is read in the team's country: 5,00,000 in India. */
function localeOf({ model, language }: Reader): string {
  const { callingCode } = model.team
  const tag = language.replaceAll('_', '-')
  const region = tag.includes('-') ? undefined : regionOf(callingCode)
  const locale = region ? `${tag}-${region}` : tag
  return Intl.DateTimeFormat.supportedLocalesOf(isTag(locale) ? locale : 'en')[0] ?? 'en'
}

const isTag = (tag: string): boolean => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)

/** The country of a calling code; undefined where several share it, as with 1 and 44. */
function regionOf(callingCode: string): string | undefined {
  const countries = getCountries().filter((country) => getCountryCallingCode(country) === callingCode)
  return countries.length === 1 ? countries[0] : undefined
}
