import { Refusal, shown, type Take, type Taken } from '../taking.ts'
import { shortType } from '../type-entry.ts'
import type { Attribute } from '../types.ts'

const mostDigits = 38
const mostScale = 20

/** A finite number from a number or from text that can only mean one; undefined where it is neither. `1,234` is neither (1234 or 1.234). */
export function asNumber(input: unknown): number | undefined {
  const number =
    typeof input === 'number'
      ? input
      : typeof input === 'string' && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(input)
        ? Number(input)
        : Number.NaN
  // Adding zero turns -0 into 0, which is what JSON makes of it.
  return Number.isFinite(number) ? number + 0 : undefined
}

/** Exponents are refused on purpose: `9.87654E+09` is what a spreadsheet leaves of a number whose last digits it lost. */
export function asInteger(input: unknown): number | undefined {
  if (typeof input === 'string' && !/^\s*[+-]?\d{1,17}(\.0*)?\s*$/.test(input)) return undefined
  const number = asNumber(input)
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined
}

function bounded(stored: number | string, attribute: Attribute): Taken {
  const { minimum, maximum } = attribute.options
  if (minimum !== undefined && Number(stored) < minimum) {
    return new Refusal('too_small', `must be at least ${minimum}, but ${stored} was given.`)
  }
  if (maximum !== undefined && Number(stored) > maximum) {
    return new Refusal('too_large', `must be at most ${maximum}, but ${stored} was given.`)
  }
  return stored
}

const separatorHint = (input: unknown, example: string) =>
  typeof input === 'string' && input.includes(',')
    ? `Write it without separators, such as ${example}.`
    : `Such as ${example}.`

const takeInteger: Take = (input, attribute) => {
  const integer = asInteger(input)
  if (integer !== undefined) return bounded(integer, attribute)
  const isTooBig =
    (typeof input === 'number' && Number.isInteger(input)) ||
    (typeof input === 'string' && /^\s*[+-]?\d+\s*$/.test(input))
  return isTooBig
    ? new Refusal(
        'not_safe_integer',
        'must lie between -9007199254740991 and 9007199254740991.',
        'Longer numbers belong in a text or decimal attribute.',
      )
    : new Refusal(
        'not_an_integer',
        `must be a whole number, but ${shown(input)} was given.`,
        separatorHint(input, '42'),
      )
}

const takeNumber: Take = (input, attribute) => {
  const number = asNumber(input)
  return number === undefined
    ? new Refusal(
        'not_a_number',
        `must be a number, but ${shown(input)} was given.`,
        separatorHint(input, '500000 or 12.5'),
      )
    : bounded(number, attribute)
}

/**
 * A decimal is text in one canonical form, so that equal amounts are equal texts: no leading zeros, exactly `scale` digits after the
 * point where the attribute has a scale, else no trailing zeros. Digits are never rounded away.
 */
const takeDecimal: Take = (input, attribute) => {
  const text = typeof input === 'number' ? String(input) : typeof input === 'string' ? input.trim() : ''
  if (typeof input === 'number' && Math.abs(input) > Number.MAX_SAFE_INTEGER) {
    return new Refusal(
      'not_exact',
      'is too large for a JSON number, which would lose digits.',
      'Send it as text, such as "9007199254740993.50".',
    )
  }
  const parts = text.length <= 100 ? /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text) : null
  const [, sign = '', whole = '', fraction = ''] = parts ?? []
  if (!parts || whole + fraction === '') {
    return new Refusal(
      'not_a_decimal',
      `must be a decimal number, but ${shown(input)} was given.`,
      separatorHint(input, '"500000.50"'),
    )
  }
  const { scale } = attribute.options
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > (scale ?? mostScale)) {
    return new Refusal(
      'too_precise',
      `must have at most ${scale ?? mostScale} digits after the point, but ${shown(input)} was given.`,
      'Round it first: digits are never dropped silently.',
    )
  }
  const integer = whole.replace(/^0+/, '') || '0'
  if (integer.length + (scale ?? kept.length) > mostDigits) {
    return new Refusal('too_many_digits', `must have at most ${mostDigits} digits.`)
  }
  const digits = scale ? kept.padEnd(scale, '0') : kept
  const magnitude = digits === '' ? integer : `${integer}.${digits}`
  const isNegative = sign === '-' && /[1-9]/.test(magnitude)
  return bounded(isNegative ? `-${magnitude}` : magnitude, attribute)
}

const truths = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  [1, true],
  [0, false],
  ['true', true],
  ['false', false],
  ['yes', true],
  ['no', false],
  ['1', true],
  ['0', false],
])

const takeBoolean: Take = (input) =>
  truths.get(typeof input === 'string' ? input.trim().toLowerCase() : input) ??
  new Refusal(
    'not_a_boolean',
    `must be true or false, but ${shown(input)} was given.`,
    'true, false, "yes", "no", 1 and 0 are understood.',
  )

const integerSchema = { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }
const bounds = ['minimum', 'maximum'] as const

export const numberTypes = {
  integer: shortType({
    label: 'Whole number',
    description: 'A whole number between -(2^53-1) and 2^53-1.',
    schema: integerSchema,
    take: takeInteger,
    canBeUnique: true,
    canBePrimaryKey: true,
    isOrdered: true,
    reads: bounds,
  }),
  integerId: shortType({
    label: 'Id in digits',
    description: 'A whole number that names something; taken like an integer.',
    schema: integerSchema,
    take: takeInteger,
    canBeUnique: true,
    canBePrimaryKey: true,
    isOrdered: true,
    reads: bounds,
  }),
  number: shortType({
    label: 'Number',
    description: 'A number, whole or not, in double precision.',
    schema: { type: 'number' },
    take: takeNumber,
    isOrdered: true,
    reads: bounds,
  }),
  float: shortType({
    label: 'Floating-point number',
    description: 'The same as number.',
    schema: { type: 'number' },
    take: takeNumber,
    isOrdered: true,
    reads: bounds,
  }),
  decimal: shortType({
    label: 'Decimal',
    description: 'An exact decimal number (money), kept and sent as text; scale sets the digits after the point.',
    schema: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
    take: takeDecimal,
    canBeUnique: true,
    isOrdered: true,
    reads: ['minimum', 'maximum', 'scale'],
  }),
  boolean: shortType({
    label: 'Yes or no',
    description: 'true or false.',
    schema: { type: 'boolean' },
    take: takeBoolean,
  }),
}
