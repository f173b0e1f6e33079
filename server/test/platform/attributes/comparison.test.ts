import { describe, expect, test } from 'vitest'
import { comparisonValue, type Operator, operatorsOf } from '../../../src/platform/attributes/comparison.ts'
import { indexValues } from '../../../src/platform/attributes/index-values.ts'
import type { Attribute, AttributeType } from '../../../src/platform/attributes/types.ts'
import { attribute, inPune } from './attribute.ts'

const ask = (type: AttributeType, operator: Operator, input: unknown, given: Partial<Attribute> = {}) =>
  comparisonValue(attribute(type, { isSearchable: true, ...given }), operator, input, inPune, 'where.it')

describe('the filter side table holds', () => {
  test('one scalar of a single value, and one of each distinct element of a list', () => {
    expect(indexValues(attribute('string'), 'Pune')).toEqual(['Pune'])
    expect(indexValues(attribute('boolean'), false)).toEqual([false])
    expect(indexValues(attribute('multiString'), ['a', 'b', 'a'])).toEqual(['a', 'b'])
  })

  test('decimals as numbers, so that 9 sorts before 10', () => {
    expect(indexValues(attribute('decimal'), '9.50')).toEqual([9.5])
  })

  test('nothing of what is absent, not filterable, or has no scalar', () => {
    expect(indexValues(attribute('string'), null)).toEqual([])
    expect(indexValues(attribute('string'), undefined)).toEqual([])
    expect(indexValues(attribute('string', { isFilterable: false }), 'Pune')).toEqual([])
    expect(indexValues(attribute('geolocation'), [18.5, 73.8])).toEqual([])
  })

  test('the first 200 characters of a text, never half a character', () => {
    expect(indexValues(attribute('text'), '😀'.repeat(300))).toEqual(['😀'.repeat(200)])
  })
})

describe('a condition', () => {
  test.each<[AttributeType, Operator, unknown, unknown, Partial<Attribute>?]>([
    ['phone', '=', '098765 43210', '+919876543210'],
    ['phone', 'contains', '98765 43', '9876543'],
    ['stringEnum', '=', 'Walk-in', 'WALK_IN', { options: { options: [{ value: 'WALK_IN', label: 'Walk-in' }] } }],
    ['multiStringEnum', '=', 'Walk-in', 'WALK_IN', { options: { options: [{ value: 'WALK_IN', label: 'Walk-in' }] } }],
    ['number', '>=', '500000', 500_000],
    ['datetime', '<', '2023-11-15', Date.parse('2023-11-14T18:30:00Z')],
    ['decimal', '>', '10.5', 10.5],
    ['boolean', '=', 'yes', true],
    ['string', '!=', null, null],
    ['string', 'exists', false, false],
    ['string', 'startsWith', 'Pu', 'Pu'],
    ['integer', '=', 500, 500, { options: { maximum: 100 } }],
  ])('on a %s, %s %j', (type, operator, input, value, given) => {
    expect(ask(type, operator, input, given)).toMatchObject({ comparison: { value, isCut: false } })
  })

  test('on a user by username says what is to be looked up', () => {
    expect(ask('user', '=', 'Alex@paisapay.com')).toMatchObject({
      comparison: { lookup: { kind: 'user', by: 'username', value: 'alex@paisapay.com', path: 'where.it' } },
    })
  })

  test('with more than the index holds says that a recheck is needed', () => {
    const long = 'x'.repeat(300)

    expect(ask('text', '=', long)).toEqual({ comparison: { value: 'x'.repeat(200), stored: long, isCut: true } })
    expect(ask('decimal', '=', '12345678901234567.5')).toMatchObject({
      comparison: { stored: '12345678901234567.5', isCut: true },
    })
  })

  test.each<[string, AttributeType, Operator, unknown, Partial<Attribute>, RegExp]>([
    ['a value that is none of the type', 'number', '=', 'much', {}, /it must be a number, but "much" was given/],
    [
      'an operator that the type lacks',
      'boolean',
      '>',
      true,
      {},
      /is of type boolean, which has no operator >.*It has =, !=, in, exists/,
    ],
    ['a type by which nothing can be filtered', 'json', '=', 1, {}, /by which no list can be filtered/],
    [
      'an attribute that is not indexed',
      'string',
      '=',
      'x',
      { isFilterable: false },
      /is not filterable.*Set isFilterable on the attribute it/,
    ],
    [
      'an attribute that is not searchable',
      'string',
      'contains',
      'x',
      { isSearchable: false },
      /is not searchable.*Set isSearchable/,
    ],
    ['an order against absence', 'number', '>', null, {}, /cannot be compared by > with null/],
    ['an empty search', 'string', 'contains', '', {}, /text of 1 to 200 characters/],
    ['existence by anything but true and false', 'string', 'exists', 'maybe', {}, /with true or false/],
    ['a list where one value is meant', 'number', '=', [1], {}, /must be a number, but a list was given/],
  ])('is refused: %s', (_, type, operator, input, given, message) => {
    const result = ask(type, operator, input, given)

    expect('problem' in result && `${result.problem.message} ${result.problem.hint}`).toMatch(message)
    expect(result).toHaveProperty('problem.path', 'where.it')
  })
})

test('each type has the operators that mean something for it', () => {
  expect(operatorsOf('boolean')).toEqual(['=', '!=', 'in', 'exists'])
  expect(operatorsOf('number')).toContain('>=')
  expect(operatorsOf('phone')).toContain('startsWith')
  expect(operatorsOf('json')).toEqual([])
})
