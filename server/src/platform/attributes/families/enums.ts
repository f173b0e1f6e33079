import { nearest } from '../nearest.ts'
import { Refusal, shown, type Take } from '../taking.ts'
import { shortType } from '../type-entry.ts'
import type { Attribute, EnumOption } from '../types.ts'
import { listOf } from './lists.ts'
import { asNumber } from './numbers.ts'

interface Choices {
  exact: ReadonlyMap<string | number, string | number>
  /** value or label, without regard to case; undefined where two options answer to it */
  folded: ReadonlyMap<string, string | number | undefined>
}

/** Attributes are loaded once and used for many rows; the look-up lives exactly as long as they do. */
const known = new WeakMap<readonly EnumOption[], Choices>()

const fold = (text: string | number) => String(text).trim().toLowerCase()

function choicesOf(options: readonly EnumOption[]): Choices {
  const cached = known.get(options)
  if (cached) return cached
  const folded = new Map<string, string | number | undefined>()
  for (const { value, label } of options) {
    for (const text of new Set([fold(value), fold(label)])) folded.set(text, folded.has(text) ? undefined : value)
  }
  const choices = { exact: new Map(options.map(({ value }) => [value, value])), folded }
  known.set(options, choices)
  return choices
}

function notAChoice(input: unknown, attribute: Attribute, options: readonly EnumOption[]): Refusal {
  const values = options.slice(0, 10).map(({ value }) => String(value))
  const more = options.length > values.length ? ` and ${options.length - values.length} more` : ''
  const close =
    typeof input === 'string'
      ? nearest(
          input,
          options.flatMap(({ value, label }) => [String(value), label]),
        )
      : undefined
  return new Refusal(
    'not_an_option',
    `must be one of ${values.join(', ')}${more}, but ${shown(input)} was given.`,
    close ? `Did you mean ${close}?` : `The options of ${attribute.shortId} stand in the configuration.`,
  )
}

/** A value as it is, else a value or a label without regard to case where only one option answers to it. */
const takeChoice: Take = (input, attribute) => {
  const options = attribute.options.options ?? []
  const { exact, folded } = choicesOf(options)
  if (typeof input === 'string' || typeof input === 'number') {
    const number = attribute.type.toLowerCase().includes('string') ? undefined : asNumber(input)
    const found = exact.get(input) ?? (number === undefined ? undefined : exact.get(number)) ?? folded.get(fold(input))
    if (found !== undefined) return found
  }
  return notAChoice(input, attribute, options)
}

const choice = (label: string, description: string, type: 'string' | 'integer' | 'number') =>
  shortType({
    label,
    description,
    schema: { type },
    take: takeChoice,
    isOrdered: type !== 'string',
    reads: ['options'],
  })

const choices = (label: string, description: string, type: 'string' | 'integer' | 'number') =>
  shortType({
    label,
    description,
    schema: { type: 'array', items: { type }, uniqueItems: true },
    take: listOf(takeChoice, { distinct: true, split: true }),
    takeElement: takeChoice,
    isMulti: true,
    isOrdered: false,
    reads: ['options'],
  })

export const enumTypes = {
  stringEnum: choice('Choice', 'One of the given options.', 'string'),
  integerEnum: choice('Choice of whole numbers', 'One of the given whole numbers.', 'integer'),
  floatEnum: choice('Choice of numbers', 'One of the given numbers.', 'number'),
  multiStringEnum: choices('Choices', 'Several of the given options.', 'string'),
  multiIntegerEnum: choices('Choices of whole numbers', 'Several of the given whole numbers.', 'integer'),
  multiFloatEnum: choices('Choices of numbers', 'Several of the given numbers.', 'number'),
}
