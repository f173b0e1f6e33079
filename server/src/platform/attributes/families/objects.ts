import { refuseUnboundedJson } from '../bounded-json.ts'
import { validatorOf } from '../json-schema.ts'
import { isPlainObject, Refusal, shown, type Take } from '../taking.ts'
import { plainType, shortType } from '../type-entry.ts'
import type { StoredValue } from '../types.ts'
import { listOf } from './lists.ts'
import { takeListedText } from './text.ts'

const takeJson: Take = (input) => refuseUnboundedJson(input) ?? (input as StoredValue)

/** A cell of a CSV file holds an object as JSON. */
function unpacked(input: unknown): unknown {
  if (typeof input !== 'string' || !input.trimStart().startsWith('{') || input.length > 200_000) return input
  try {
    return JSON.parse(input)
  } catch {
    // Left as it is: the text itself is then refused, and shown in the error.
    return input
  }
}

const takeObject: Take = (input, attribute) => {
  const object = unpacked(input)
  if (!isPlainObject(object)) return new Refusal('not_an_object', `must be an object, but ${shown(input)} was given.`)
  const unbounded = refuseUnboundedJson(object)
  if (unbounded) return unbounded
  const { schema } = attribute.options
  const mismatch = schema && validatorOf(schema)(object)
  return mismatch
    ? new Refusal(
        'schema_mismatch',
        `does not match its schema: ${mismatch}.`,
        `The schema of ${attribute.shortId} stands in the configuration.`,
      )
    : (object as StoredValue)
}

const takeObjects: Take = (input, attribute, context) => {
  const taken = listOf(takeObject)(input, attribute, context)
  // The bounds hold for the list as a whole too.
  return taken instanceof Refusal ? taken : (refuseUnboundedJson(taken) ?? taken)
}

const object = (label: string, description: string) =>
  plainType({ label, description, schema: { type: 'object' }, take: takeObject, reads: ['schema'] })

const objects = (label: string, description: string) =>
  plainType({
    label,
    description,
    schema: { type: 'array', items: { type: 'object' } },
    take: takeObjects,
    isMulti: true,
    reads: ['schema'],
  })

export const objectTypes = {
  json: plainType({
    label: 'JSON',
    description: 'Any JSON value of at most 100,000 characters and 32 levels.',
    schema: {},
    take: takeJson,
  }),
  externalObject: object(
    'External object',
    'An object of another system, that matches the JSON Schema of the attribute.',
  ),
  externalObjects: objects(
    'External objects',
    'Several objects of another system, that match the JSON Schema of the attribute.',
  ),
  customObject: object(
    'Custom object',
    'An object of the team’s own making, that matches the JSON Schema of the attribute.',
  ),
  customObjects: objects(
    'Custom objects',
    'Several objects of the team’s own making, that match the JSON Schema of the attribute.',
  ),
  multiString: shortType({
    label: 'List of text',
    description: 'Several short texts, in the given order.',
    schema: { type: 'array', items: { type: 'string', maxLength: 4000 } },
    take: listOf(takeListedText),
    takeElement: takeListedText,
    isMulti: true,
    reads: ['maxLength'],
    maxLength: 4000,
  }),
}
