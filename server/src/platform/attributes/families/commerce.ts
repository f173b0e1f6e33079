import { refuseUnboundedJson } from '../bounded-json.ts'
import { isPlainObject, Refusal, shown, type Take } from '../taking.ts'
import { plainType } from '../type-entry.ts'
import type { StoredValue } from '../types.ts'
import { asInteger, asNumber } from './numbers.ts'
import { asInstant } from './times.ts'

type Stored = { [key: string]: StoredValue | null }

/** `startsAt` is required, `endsAt` is not earlier; whatever else a booking tool sends along is kept as it is. */
const takeBooking: Take = (input, _attribute, context) => {
  if (!isPlainObject(input) || input.startsAt === undefined) {
    return new Refusal(
      'not_a_booking',
      `must be an object with startsAt, but ${shown(input)} was given.`,
      '{"startsAt": "2023-11-15T09:30:00", "endsAt": …, "title": …}.',
    )
  }
  const unbounded = refuseUnboundedJson(input)
  if (unbounded) return unbounded
  const booking: Stored = { ...(input as Stored) }
  for (const key of ['startsAt', 'endsAt']) {
    const given = input[key]
    if (given === undefined || given === null) {
      if (key === 'endsAt') continue
    }
    const instant = asInstant(given, context)
    if (instant instanceof Refusal)
      return new Refusal(instant.code, `has a ${key} that ${instant.reason}`, instant.hint)
    booking[key] = instant
  }
  return Number(booking.endsAt ?? booking.startsAt) < Number(booking.startsAt)
    ? new Refusal('ends_before_start', 'must not end before it starts.')
    : booking
}

/** A list alone is taken as the items. Whatever else a shop sends along is kept as it is. */
const takeCart: Take = (input) => {
  const given = Array.isArray(input) ? { items: input } : input
  if (!isPlainObject(given) || !Array.isArray(given.items)) {
    return new Refusal(
      'not_a_cart',
      `must be an object with a list of items, but ${shown(input)} was given.`,
      '{"items": [{"productId": "P-1", "quantity": 2, "price": 499}]}.',
    )
  }
  const unbounded = refuseUnboundedJson(given)
  if (unbounded) return unbounded
  const items: Stored[] = []
  for (const [index, item] of (given.items as unknown[]).entries()) {
    const taken = takeItem(item)
    if (taken instanceof Refusal)
      return new Refusal(taken.code, `has an item ${index + 1} that ${taken.reason}`, taken.hint)
    items.push(taken)
  }
  return { ...(given as Stored), items }
}

function takeItem(item: unknown): Stored | Refusal {
  if (!isPlainObject(item)) return new Refusal('not_an_item', `must be an object, but ${shown(item)} was given.`)
  const productId = typeof item.productId === 'number' ? String(item.productId) : item.productId
  if (typeof productId !== 'string' || productId === '')
    return new Refusal('no_product', 'must name its product in productId.')
  const quantity = asInteger(item.quantity)
  if (quantity === undefined || quantity < 1) {
    return new Refusal('not_a_quantity', `must have a quantity of 1 or more, but ${shown(item.quantity)} was given.`)
  }
  const taken: Stored = { ...(item as Stored), productId, quantity }
  if (item.price !== undefined && item.price !== null) {
    const price = asNumber(item.price)
    if (price === undefined || price < 0)
      return new Refusal('not_a_price', `must have a price of 0 or more, but ${shown(item.price)} was given.`)
    taken.price = price
  }
  return taken
}

export const commerceTypes = {
  booking: plainType({
    label: 'Booking',
    description:
      'A time that is taken: startsAt and endsAt (epoch milliseconds), and whatever else belongs to it (title, resource, notes).',
    schema: {
      type: 'object',
      properties: { startsAt: { type: 'integer' }, endsAt: { type: ['integer', 'null'] } },
      required: ['startsAt'],
    },
    take: takeBooking,
  }),
  cart: plainType({
    label: 'Cart',
    description:
      'What a customer wants to buy: items with productId, quantity and price, and whatever else belongs to them (name, currency).',
    schema: {
      type: 'object',
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              productId: { type: 'string' },
              quantity: { type: 'integer', minimum: 1 },
              price: { type: ['number', 'null'], minimum: 0 },
            },
            required: ['productId', 'quantity'],
          },
        },
      },
      required: ['items'],
    },
    take: takeCart,
  }),
}
