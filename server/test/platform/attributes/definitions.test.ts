import { describe, expect, test } from 'vitest'
import { attributeTypeCatalogue, storedSchema } from '../../../src/platform/attributes/catalogue.ts'
import {
  type AttributeDefinition,
  checkAttributeDefinition,
  checkAttributeDefinitions,
  reservedShortIds,
} from '../../../src/platform/attributes/check-definition.ts'
import { ingest } from '../../../src/platform/attributes/ingest.ts'
import { attributeTypes } from '../../../src/platform/attributes/types.ts'
import { attribute, inPune } from './attribute.ts'

const sound: AttributeDefinition = { ...attribute('string', { shortId: 'city', name: 'City' }) }
const problemsOf = (given: Partial<AttributeDefinition>) => checkAttributeDefinition({ ...sound, ...given }, inPune)
const said = (given: Partial<AttributeDefinition>) =>
  problemsOf(given).map(({ message, hint }) => `${message} ${hint ?? ''}`)
const options = [
  { value: 'A', label: 'Ay' },
  { value: 'B', label: 'Bee' },
]

test('a sound definition has no problems', () => {
  expect(problemsOf({})).toEqual([])
  expect(problemsOf({ type: 'stringEnum', options: { options }, defaultValue: 'Bee' })).toEqual([])
  expect(
    problemsOf({ shortId: 'loanAmount', type: 'decimal', options: { scale: 2, minimum: 0 }, defaultValue: '5' }),
  ).toEqual([])
})

describe('a definition is refused', () => {
  test.each<[string, Partial<AttributeDefinition>, RegExp]>([
    ['whose short id has a space', { shortId: 'loan amount' }, /must be a letter followed by/],
    ['whose short id begins with a digit', { shortId: '2nd' }, /must be a letter/],
    ['whose short id is reserved', { shortId: 'State' }, /short id State is reserved/],
    ['without a name', { name: ' ' }, /name of 1 to 120/],
    ['of a type that does not exist', { type: 'strng' }, /no attribute type strng; did you mean string\?/],
    ['of a type named like a key of every object', { type: 'constructor' }, /no attribute type constructor/],
    ['of an enum without options', { type: 'stringEnum' }, /must list its options/],
    [
      'of an enum with an option of the wrong type',
      { type: 'integerEnum', options: { options: [{ value: '1', label: 'One' }] } },
      /must be a whole number/,
    ],
    [
      'of an enum with the same value twice',
      { type: 'stringEnum', options: { options: [options[0], { value: 'A', label: 'Other' }] } },
      /two options of the value "A"/,
    ],
    [
      'of an enum with the same label twice',
      { type: 'stringEnum', options: { options: [options[0], { value: 'C', label: 'Ay' }] } },
      /two options of the label "Ay"/,
    ],
    ['with an option that its type has no use for', { options: { scale: 2 } }, /has no use for scale.*takes maxLength/],
    ['with an unknown option', { options: { maxLenght: 2 } }, /unknown option "maxLenght"; did you mean maxLength\?/],
    ['with options that are no object', { options: 'x' }, /must have an object as its options/],
    ['with a maxLength beyond its type', { options: { maxLength: 5000 } }, /between 1 and 4,000/],
    [
      'with a minimum above its maximum',
      { type: 'number', options: { minimum: 5, maximum: 1 } },
      /minimum \(5\) above its maximum \(1\)/,
    ],
    ['with a scale of a half', { type: 'decimal', options: { scale: 0.5 } }, /scale between 0 and 20/],
    [
      'with a default that does not fit',
      { type: 'integer', defaultValue: 'five' },
      /default of city cannot be used: city must be a whole number/,
    ],
    ['with a default that must be looked up', { type: 'user', defaultValue: 'alex@paisapay.com' }, /named by its uuid/],
    ['that is unique with a default', { isUnique: true, defaultValue: 'Pune' }, /a default would soon be taken/],
    ['that is unique though a list', { type: 'multiString', isUnique: true }, /cannot be unique/],
    ['that is filterable though JSON', { type: 'json' }, /cannot be filterable/],
    ['that is searchable though a number', { type: 'number', isSearchable: true }, /cannot be searchable/],
    ['that is derived and required', { formula: '1', isRequired: true }, /derived attribute city cannot be required/],
    ['that is derived and unique', { formula: '1', isUnique: true }, /derived attribute city cannot be unique/],
    ['that is derived and has a default', { formula: '1', defaultValue: 'x' }, /use coalesce/],
    ['that is derived and points at a user', { type: 'user', formula: '1' }, /cannot look things up/],
  ])('%s', (_, given, message) => {
    expect(said(given).join('\n')).toMatch(message)
  })

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['is no schema', { type: 'strin' }, /type/],
    ['has an unknown keyword', { proprties: {} }, /proprties/],
    ['points outside', { $ref: 'https://example.com/schema.json' }, /points outside/],
    ['points at nothing', { $ref: '#/$defs/missing' }, /points at nothing/],
    [
      'leads back to itself',
      { $defs: { a: { items: { $ref: '#/$defs/a' } } }, $ref: '#/$defs/a' },
      /leads back to itself/,
    ],
    ['grows without bound', doubling(20), /more than 2,000 parts|nested more than/],
    ['names itself', { $id: 'x' }, /\$id is not supported/],
    ['compares every pair', { properties: { list: { uniqueItems: true } } }, /needs a maxItems/],
    ['holds a pattern that can run for minutes', { properties: { a: { pattern: '^(a+)+$' } } }, /repeats a group/],
    [
      'holds a pattern that hides one in a group',
      { properties: { a: { pattern: '^((a|a)b?)*$' } } },
      /repeats a group/,
    ],
    ['holds a pattern that refers back', { properties: { a: { pattern: '(a)\\1' } } }, /refers back/],
    ['holds a pattern that looks ahead', { properties: { a: { pattern: '^(?=a)' } } }, /looks ahead/],
    [
      'holds many optional parts',
      { properties: { a: { pattern: `^${'a?'.repeat(40)}$` } } },
      /too many open repetitions and choices/,
    ],
    [
      'holds many branches',
      { properties: { a: { pattern: `^${'(a|a)'.repeat(30)}$` } } },
      /too many open repetitions and choices/,
    ],
    ['holds many open repetitions', { properties: { a: { pattern: 'a*a*a*a*b' } } }, /open repetitions/],
    ['holds a pattern that is none', { properties: { a: { pattern: '[' } } }, /cannot be used/],
    ['is too long', { description: 'x'.repeat(20_001) }, /longer than 20,000/],
  ])('whose schema %s', (_, schema, message) => {
    expect(said({ type: 'externalObject', isFilterable: false, options: { schema } }).join('\n')).toMatch(message)
  })
})

test('everything that is wrong with a definition is said at once', () => {
  const problems = problemsOf({ shortId: 'id', name: '', type: 'multiString', isUnique: true, isSearchable: true })

  expect(problems.map(({ path }) => path)).toEqual(['shortId', 'name', 'isUnique', 'isSearchable'])
})

test('attributes are checked together: short ids, what formulas read, and circles', () => {
  const named = (shortId: string, formula: string | null = null): AttributeDefinition => ({
    ...sound,
    shortId,
    formula,
  })
  const check = (...definitions: AttributeDefinition[]) =>
    checkAttributeDefinitions(definitions, inPune).map(({ path, message }) => [path, message])

  expect(check(named('a'), named('b', 'a + "!"'))).toEqual([])
  expect(check(named('city'), named('City'))).toEqual([
    ['attributes.1.shortId', 'Two attributes have the short id City (the other is written city).'],
  ])
  expect(check(named('a'), named('b', 'aa + 1'))).toEqual([
    ['attributes.1.formula', 'The formula reads aa, which is no attribute.'],
  ])
  expect(check(named('a', 'b'), named('b', 'c'), named('c', 'a'))).toEqual([
    ['attributes.0.formula', 'The formulas of a, b, c read one another in a circle.'],
  ])
})

test('a schema with local definitions works as it is written', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { home: { $ref: '#/$defs/place' }, office: { $ref: '#/$defs/place', description: 'where they work' } },
    $defs: {
      place: { type: 'object', properties: { pin: { type: 'string', pattern: '^[1-9][0-9]{5}$' } }, required: ['pin'] },
    },
  }
  const object = attribute('externalObject', { options: { schema } })

  expect(said({ type: 'externalObject', isFilterable: false, options: { schema } })).toEqual([])
  expect(ingest(object, { home: { pin: '411001' } }, inPune)).toHaveProperty('value')
  expect(ingest(object, { office: { pin: '011001' } }, inPune)).toMatchObject({
    problem: { message: 'it does not match its schema: office.pin must match pattern "^[1-9][0-9]{5}$".' },
  })
})

test('a schema that became unsound refuses values rather than let all of them pass', () => {
  const object = attribute('externalObject', { options: { schema: { type: 'strin' } } })

  expect(ingest(object, {}, inPune)).toHaveProperty('problem.code', 'schema_mismatch')
})

test('the catalogue describes every type, and its schemas hold for what is stored', () => {
  const catalogue = attributeTypeCatalogue()

  expect(catalogue.map(({ type }) => type)).toEqual(attributeTypes)
  for (const { label, description } of catalogue) {
    expect(label).not.toBe('')
    expect(description).toMatch(/\.$/)
  }
  expect(catalogue.filter(({ canBePrimaryKey }) => canBePrimaryKey).map(({ type }) => type)).toEqual([
    'string',
    'integer',
    'stringId',
    'integerId',
  ])
  expect(catalogue.filter(({ isSearchableByDefault }) => isSearchableByDefault).map(({ type }) => type)).toEqual([
    'string',
    'name',
    'email',
    'phone',
    'username',
    'stringId',
  ])
})

test('the schema of an attribute carries its own limits', () => {
  expect(storedSchema(attribute('multiStringEnum', { name: 'Sources', options: { options } }))).toEqual({
    title: 'Sources',
    type: 'array',
    uniqueItems: true,
    items: { type: 'string', enum: ['A', 'B'] },
  })
  expect(storedSchema(attribute('integer', { name: 'Age', options: { minimum: 18, maximum: 99 } }))).toEqual({
    title: 'Age',
    type: 'integer',
    minimum: 18,
    maximum: 99,
  })
  expect(storedSchema(attribute('geolocation', { name: 'Where' }))).toEqual({
    title: 'Where',
    type: 'array',
    items: { type: 'number' },
    minItems: 2,
    maxItems: 2,
  })
})

test('the reserved short ids are those of the contract', () => {
  expect([...reservedShortIds]).toEqual([
    'status',
    'state',
    'createdAt',
    'updatedAt',
    'assignedTo',
    'and',
    'or',
    'not',
    'data',
    'record',
    'id',
  ])
})

/** Twenty definitions, each using the next one twice: 2^20 parts once followed. */
function doubling(levels: number): Record<string, unknown> {
  const steps = Array.from({ length: levels }, (_, level) => [
    `d${level}`,
    { anyOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] },
  ])
  return { $defs: { ...Object.fromEntries(steps), [`d${levels}`]: { type: 'string' } }, $ref: '#/$defs/d0' }
}

test.each([
  '^[A-Z]{5}[0-9]{4}[A-Z]$',
  '^[^@]+@[^@]+\\.[a-z]+$',
  '^(\\+91)?[- ]?[6-9]\\d{9}$',
  '^(HOME|CAR|GOLD)-\\d{1,8}$',
  'loan',
  '^(ab)+$',
  '^\\d{2}(?:\\.\\d{1,2})?$',
])('an everyday pattern such as %s is allowed', (pattern) => {
  expect(
    said({ type: 'customObject', isFilterable: false, options: { schema: { properties: { a: { pattern } } } } }),
  ).toEqual([])
})
