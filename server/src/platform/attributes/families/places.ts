import { nearest } from '../nearest.ts'
import { asText, isLongerThan, isPlainObject, Refusal, shown, type Take, tooLong } from '../taking.ts'
import { plainType } from '../type-entry.ts'
import type { StoredValue } from '../types.ts'
import { asNumber } from './numbers.ts'

const pairHint = 'Latitude first: [18.5204, 73.8567], "18.5204,73.8567" or {"lat": 18.5204, "lng": 73.8567}.'

function pairOf(input: unknown): unknown[] {
  if (Array.isArray(input)) return input
  if (typeof input === 'string')
    return input
      .trim()
      .replace(/^\[(.*)\]$/s, '$1')
      .split(',')
  if (isPlainObject(input)) return [input.lat ?? input.latitude, input.lng ?? input.lon ?? input.longitude]
  return []
}

const takeGeolocation: Take = (input) => {
  const pair = pairOf(input)
  const [lat, lng] = pair.map(asNumber)
  if (pair.length !== 2 || lat === undefined || lng === undefined) {
    return new Refusal(
      'not_a_geolocation',
      `must be a latitude and a longitude, but ${shown(input)} was given.`,
      pairHint,
    )
  }
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) {
    const isSwapped = Math.abs(lng) <= 90 && Math.abs(lat) <= 180
    return new Refusal(
      'out_of_range',
      `must have a latitude from -90 to 90 and a longitude from -180 to 180, but [${lat}, ${lng}] was given.`,
      isSwapped ? `Did you mean [${lng}, ${lat}]? The latitude comes first.` : pairHint,
    )
  }
  return [lat, lng]
}

const addressParts = ['line1', 'line2', 'landmark', 'city', 'district', 'state', 'postalCode', 'country'] as const
const longestPart = 500
const longestAddress = 2000

const takeAddress: Take = (input) => {
  if (!isPlainObject(input)) {
    if (typeof input !== 'string') {
      return new Refusal(
        'not_an_address',
        `must be text or an object of text parts, but ${shown(input)} was given.`,
        `Parts: ${addressParts.join(', ')}.`,
      )
    }
    const text = asText(input)
    if (text instanceof Refusal) return text
    return isLongerThan(text, longestAddress) ? tooLong(longestAddress) : text
  }
  const stored: Record<string, StoredValue> = {}
  for (const [key, value] of Object.entries(input)) {
    if (!(addressParts as readonly string[]).includes(key)) {
      const close = nearest(key, addressParts)
      return new Refusal(
        'unknown_part',
        `has no part ${shown(key)}.`,
        close ? `Did you mean ${close}?` : `Parts: ${addressParts.join(', ')}.`,
      )
    }
    if (value === null || value === '') continue
    const text = asText(value)
    if (text instanceof Refusal)
      return new Refusal(text.code, `must have text as its ${key}, but ${shown(value)} was given.`, text.hint)
    if (isLongerThan(text, longestPart))
      return new Refusal('too_long', `must have at most ${longestPart} characters in its ${key}.`)
    stored[key] = text
  }
  return stored
}

export const placeTypes = {
  geolocation: plainType({
    label: 'Geolocation',
    description: 'A point on the map, kept as [latitude, longitude] in degrees.',
    schema: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
    take: takeGeolocation,
  }),
  address: plainType({
    label: 'Address',
    description: `A postal address: text, or an object with any of ${addressParts.join(', ')}.`,
    schema: {
      anyOf: [
        { type: 'string', maxLength: longestAddress },
        {
          type: 'object',
          properties: Object.fromEntries(
            addressParts.map((part) => [part, { type: 'string', maxLength: longestPart }]),
          ),
          additionalProperties: false,
        },
      ],
    },
    take: takeAddress,
  }),
}
