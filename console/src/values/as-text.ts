import type { Attribute } from '@nadi/sdk'
import type { TeamModel } from '../model/team-model.ts'

const numbers = new Set<Attribute['type']>(['number', 'float', 'integer'])

/** A value in words, for lists, titles and files. */
export function asText(
  attribute: Attribute,
  value: unknown,
  { language, model }: { language: string; model: TeamModel },
): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value) && attribute.type !== 'geolocation') {
    return value.map((each) => asText(attribute, each, { language, model })).join(', ')
  }
  const { type, options } = attribute
  if (options) return options.find((option) => option.value === value)?.label ?? String(value)
  if (numbers.has(type) && typeof value === 'number')
    return new Intl.NumberFormat(language, { maximumFractionDigits: 10 }).format(value)
  if (type === 'user' || type === 'userCollection') return model.user(String(value))?.displayName ?? String(value)
  if (type === 'date')
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(`${value}T00:00:00Z`),
    )
  if (type === 'geolocation' && Array.isArray(value)) return value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
