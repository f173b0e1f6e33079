import type { Attribute } from '@nadi/sdk'
import i18n from 'i18next'
import type { TeamModel } from '../model/team-model.ts'
import { numberFormat, timeFormat } from '../ui/formats.ts'
import { addressParts, isParts } from './address.ts'
import { itemsOf } from './cart.ts'

const numbers = new Set<Attribute['type']>(['number', 'float', 'integer'])

interface Words {
  language: string
  model: TeamModel
  /** in which moments are read; the browser's own where it is left out */
  timeZone?: string
}

/** A value in words, for lists, titles and files. */
export function asText(attribute: Attribute, value: unknown, words: Words): string {
  if (value === undefined || value === null) return ''
  const { type, options } = attribute
  if (Array.isArray(value) && type !== 'geolocation' && type !== 'json') {
    return value.map((each) => asText(attribute, each, words)).join(', ')
  }
  const { language, model, timeZone } = words
  if (options) return options.find((option) => option.value === value)?.label ?? String(value)
  if (numbers.has(type) && typeof value === 'number')
    return numberFormat(language, { maximumFractionDigits: 10 }).format(value)
  switch (type) {
    case 'boolean':
      return value ? i18n.t('Yes') : i18n.t('No')
    case 'user':
    case 'userCollection':
      return model.user(String(value))?.displayName ?? String(value)
    case 'state':
      return model.procedures.flatMap(({ states }) => states).find(({ id }) => id === value)?.name ?? String(value)
    case 'date':
      return timeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`))
    case 'monthOfYear':
      return timeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${value}-01T00:00:00Z`),
      )
    case 'datetime':
    case 'datetimeISO8601':
      return timeFormat(language, {
        dateStyle: 'medium',
        timeStyle: 'short',
        ...(timeZone && { timeZone }),
      }).format(new Date(value as string | number))
    case 'geolocation':
      return Array.isArray(value) ? value.join(', ') : String(value)
    case 'address':
      return isParts(value) ? addressParts.flatMap((part) => value[part] ?? []).join(', ') : String(value)
    case 'cart':
      return itemsOf(value)
        .map(({ productId, quantity }) => `${quantity} × ${productId}`)
        .join(', ')
    case 'photo':
    case 'multiPhotos':
      return i18n.t('Photo')
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}
