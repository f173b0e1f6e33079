import type { Problem } from '../../errors.ts'
import { schemaProblem } from './json-schema.ts'
import { nearest } from './nearest.ts'
import { isLongerThan, isPlainObject, isStorable, shown } from './taking.ts'
import type { OptionName } from './type-entry.ts'
import { typeOf } from './type-registry.ts'
import type { AttributeType } from './types.ts'

const mostChoices = 1_000
const optionNames: readonly OptionName[] = ['options', 'schema', 'target', 'minimum', 'maximum', 'maxLength', 'scale']

type Fail = (field: string, code: string, message: string, hint?: string) => void

/** Everything that is wrong with what an attribute says beyond its type's name. */
export function checkOptions(shortId: string, type: AttributeType, options: unknown, path: string): Problem[] {
  const problems: Problem[] = []
  const fail: Fail = (field, code, message, hint) =>
    problems.push({
      code,
      message: `The attribute ${shortId} ${message}`,
      path: field ? `${path}.${field}` : path,
      ...(hint && { hint }),
    })
  if (!isPlainObject(options)) {
    fail('', 'not_an_object', `must have an object as its options, but ${shown(options)} was given.`)
    return problems
  }
  const { reads } = typeOf(type)
  for (const name of Object.keys(options)) {
    if (options[name] === undefined || (reads as readonly string[]).includes(name)) continue
    const close = nearest(name, reads)
    const isKnown = (optionNames as readonly string[]).includes(name)
    fail(
      name.slice(0, 80),
      'unknown_option',
      isKnown
        ? `is of type ${type}, which has no use for ${name}.`
        : `has an unknown option ${shown(name)}${close ? `; did you mean ${close}?` : '.'}`,
      reads.length > 0 ? `Type ${type} takes ${reads.join(', ')}.` : `Type ${type} takes no options.`,
    )
  }
  if (reads.includes('options')) checkChoices(type, options.options, fail)
  if (reads.includes('schema')) checkSchema(options.schema, fail)
  checkLimits(type, options, fail)
  return problems
}

function checkChoices(type: AttributeType, choices: unknown, fail: Fail): void {
  if (!Array.isArray(choices) || choices.length === 0) {
    fail('options', 'no_options', 'must list its options.', '[{"value": "WALK_IN", "label": "Walk-in"}, …].')
    return
  }
  if (choices.length > mostChoices)
    fail('options', 'too_many', `must have at most ${mostChoices.toLocaleString('en')} options.`)
  const values = new Set<unknown>()
  const labels = new Set<string>()
  for (const [index, choice] of choices.slice(0, mostChoices).entries()) {
    const { value, label } = isPlainObject(choice) ? choice : {}
    const at = `options.${index}`
    if (!isChoiceValue(type, value)) {
      fail(
        `${at}.value`,
        'bad_option',
        `has an option whose value is ${shown(value)}; it must be ${expectedValue(type)}.`,
      )
    } else if (values.has(value))
      fail(`${at}.value`, 'duplicate_option', `has two options of the value ${shown(value)}.`)
    values.add(value)
    if (typeof label !== 'string' || label.trim() === '' || isLongerThan(label, 200) || !isStorable(label)) {
      fail(`${at}.label`, 'bad_option', `has an option without a label of 1 to 200 characters.`)
    } else if (labels.has(label))
      fail(`${at}.label`, 'duplicate_option', `has two options of the label ${shown(label)}.`)
    else labels.add(label)
  }
}

function isChoiceValue(type: AttributeType, value: unknown): boolean {
  if (type === 'stringEnum' || type === 'multiStringEnum') {
    return (
      typeof value === 'string' &&
      value !== '' &&
      value === value.trim() &&
      !isLongerThan(value, 200) &&
      isStorable(value)
    )
  }
  return type === 'integerEnum' || type === 'multiIntegerEnum' ? Number.isSafeInteger(value) : Number.isFinite(value)
}

function expectedValue(type: AttributeType): string {
  if (type === 'stringEnum' || type === 'multiStringEnum') return 'text of 1 to 200 characters without spaces around it'
  return type === 'integerEnum' || type === 'multiIntegerEnum' ? 'a whole number' : 'a number'
}

function checkSchema(schema: unknown, fail: Fail): void {
  if (schema === undefined) return
  if (!isPlainObject(schema)) {
    fail('schema', 'bad_schema', `must have a JSON Schema object as its schema, but ${shown(schema)} was given.`)
    return
  }
  const problem = schemaProblem(schema)
  if (problem) fail('schema', 'bad_schema', `has a schema that cannot be used. ${problem}`)
}

function checkLimits(type: AttributeType, options: Record<string, unknown>, fail: Fail): void {
  const { minimum, maximum, maxLength, scale, target } = options
  for (const [name, value] of Object.entries({ minimum, maximum })) {
    if (value !== undefined && !Number.isFinite(value)) fail(name, 'bad_limit', `must have a number as its ${name}.`)
  }
  if (typeof minimum === 'number' && typeof maximum === 'number' && minimum > maximum) {
    fail('minimum', 'bad_limit', `has a minimum (${minimum}) above its maximum (${maximum}).`)
  }
  const longest = typeOf(type).maxLength
  if (maxLength !== undefined && longest !== undefined && !isWholeBetween(maxLength, 1, longest)) {
    fail('maxLength', 'bad_limit', `must have a maxLength between 1 and ${longest.toLocaleString('en')}.`)
  }
  if (scale !== undefined && !isWholeBetween(scale, 0, 20))
    fail('scale', 'bad_limit', 'must have a scale between 0 and 20.')
  if (target !== undefined && (typeof target !== 'string' || !/^[a-z][a-z0-9_]{0,62}$/i.test(target))) {
    fail('target', 'bad_target', 'must name its target by its short id.')
  }
}

const isWholeBetween = (value: unknown, least: number, most: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
