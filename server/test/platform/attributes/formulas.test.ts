import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileAttributes } from '../../../src/platform/attributes/attribute-set.ts'
import { compileFormula } from '../../../src/platform/attributes/formula-compiler.ts'
import { derive } from '../../../src/platform/attributes/formulas.ts'
import type { AttributeType, StoredValue } from '../../../src/platform/attributes/types.ts'
import { attribute, inPune } from './attribute.ts'

const given = [
  attribute('number', { shortId: 'loan_amount' }),
  attribute('integer', { shortId: 'months' }),
  attribute('decimal', { shortId: 'rate', options: { scale: 2 } }),
  attribute('name', { shortId: 'first_name' }),
  attribute('name', { shortId: 'last_name' }),
  attribute('boolean', { shortId: 'is_salaried' }),
  attribute('date', { shortId: 'applied_on' }),
  attribute('datetime', { shortId: 'disbursed_at' }),
  attribute('multiString', { shortId: 'cities' }),
  attribute('json', { shortId: 'extra' }),
  attribute('string', { shortId: 'type' }),
]

const data: Record<string, StoredValue> = {
  loan_amount: 500_000,
  months: 7,
  rate: '12.50',
  first_name: 'Asha',
  is_salaried: true,
  applied_on: '2023-11-15',
  disbursed_at: Date.parse('2023-11-18T12:00:00Z'),
  cities: ['Pune', 'Goa'],
  extra: { score: 7, tags: ['a', 'b'] },
  type: 'home',
}

function derived(formula: string, type: AttributeType = 'json', from = data, options = {}) {
  const set = compileAttributes([...given, attribute(type, { shortId: 'result', formula, options })])
  const { values, failures } = derive(set, from, inPune)
  return failures.length > 0 ? { failed: failures[0]?.reason } : values.result
}

function refusal(formula: string) {
  const result = compileFormula(formula, given)
  return 'problem' in result ? `${result.problem.message} ${result.problem.hint ?? ''}` : undefined
}

describe('a derived attribute', () => {
  test.each<[string, AttributeType, StoredValue]>([
    ['loan_amount / 12', 'number', 500_000 / 12],
    ['round(loan_amount / months)', 'integer', 71_429],
    ['round(loan_amount / months, 2)', 'number', 71_428.57],
    ['round(1.005, 2)', 'number', 1.01],
    ['round(-2.5)', 'integer', -3],
    ['floor(loan_amount / months) + ceil(0.2)', 'number', 71_429],
    ['loan_amount * rate / 100', 'decimal', '62500'],
    ['loan_amount % 7', 'number', 500_000 % 7],
    ['10 - months', 'integer', 3],
    ['months', 'string', '7'],
    ['text(months) + " months"', 'string', '7 months'],
    ['concat(first_name, " ", last_name)', 'name', 'Asha'],
    ['coalesce(last_name, first_name, "?")', 'name', 'Asha'],
    ['last_name == null ? "alone" : "named"', 'string', 'alone'],
    ['loan_amount > 100000 && is_salaried', 'boolean', true],
    ['loan_amount in [500000, 600000]', 'boolean', true],
    ['daysBetween(applied_on, disbursed_at)', 'integer', 3],
    ['addDays(applied_on, 30)', 'date', '2023-12-15'],
    ['addDays(disbursed_at, 1)', 'datetime', Date.parse('2023-11-19T12:00:00Z')],
    ['timestamp("2023-11-15T04:00:00Z")', 'datetime', Date.parse('2023-11-15T04:00:00Z')],
    ['join(cities, " & ")', 'string', 'Pune & Goa'],
    ['cities.map(city, city.upperAscii())', 'multiString', ['PUNE', 'GOA']],
    ['size(cities)', 'integer', 2],
    ['cities.exists(c, c == first_name)', 'boolean', false],
    ['extra.score + 1', 'integer', 8],
    ['extra["score"] + extra.tags.size()', 'integer', 9],
    ['data.type + "!"', 'string', 'home!'],
    ['data["loan_amount"]', 'number', 500_000],
    ['max(months, 10) - min(months, abs(-3))', 'integer', 7],
    ['number("42") + 1', 'integer', 43],
    ['first_name.startsWith("A") ? "A to M" : "N to Z"', 'string', 'A to M'],
    ['{"amount": loan_amount, "parts": [1, 2.5]}', 'json', { amount: 500_000, parts: [1, 2.5] }],
  ])('by %s, as %s', (formula, type, expected) => {
    expect(derived(formula, type)).toEqual(expected)
  })

  test('of an absent value is absent, and that is no failure', () => {
    expect(derived('loan_amount / 12', 'number', {})).toBeNull()
    expect(derived('round(loan_amount)', 'number', {})).toBeNull()
    expect(derived('loan_amount > 5', 'boolean', {})).toBeNull()
    expect(derived('daysBetween(applied_on, disbursed_at)', 'integer', {})).toBeNull()
    expect(derived('coalesce(loan_amount, 0)', 'number', {})).toBe(0)
  })

  test('that fails on values which are there is null, and says why', () => {
    expect(derived('first_name + 5', 'string')).toEqual({ failed: expect.stringContaining('no such overload') })
    expect(derived('first_name', 'integer')).toEqual({ failed: 'result must be a whole number, but "Asha" was given.' })
    expect(derived('loan_amount / 0', 'number')).toEqual({ failed: expect.stringMatching(/must be a number/) })
    expect(derived('extra.nothing', 'string')).toEqual({ failed: expect.stringContaining('No such key') })
  })

  test('is rounded to the scale of its decimal', () => {
    expect(derived('loan_amount / 7', 'decimal', data, { scale: 2 })).toBe('71428.57')
  })

  test('may read other derived ones, in whatever order they were defined', () => {
    const set = compileAttributes([
      attribute('integer', { shortId: 'c', formula: 'b + 1' }),
      attribute('integer', { shortId: 'b', formula: 'a * 2' }),
      attribute('integer', { shortId: 'a' }),
    ])

    expect(derive(set, { a: 5 }, inPune)).toEqual({ values: { c: 11, b: 10 }, failures: [] })
    expect(derive(set, {}, inPune)).toEqual({ values: { c: null, b: null }, failures: [] })
  })

  test('never reads what was stored for it before', () => {
    const set = compileAttributes([
      attribute('integer', { shortId: 'a' }),
      attribute('integer', { shortId: 'b', formula: 'a * 2' }),
    ])

    expect(derive(set, { b: 7 }, inPune).values).toEqual({ b: null })
  })

  test('in a circle has no value and says so', () => {
    const set = compileAttributes([
      attribute('integer', { shortId: 'a', formula: 'b' }),
      attribute('integer', { shortId: 'b', formula: 'a' }),
    ])

    expect(derive(set, {}, inPune)).toEqual({
      values: { a: null, b: null },
      failures: ['a', 'b'].map((shortId) => ({
        shortId,
        reason: 'The formulas of a, b read one another in a circle.',
      })),
    })
  })

  test('never throws, whatever stands in the data', () => {
    const set = compileAttributes([
      ...given,
      attribute('string', {
        shortId: 'result',
        formula: 'concat(round(loan_amount * rate), join(cities, ","), extra.score)',
      }),
    ])

    fc.assert(
      fc.property(
        fc.record({ loan_amount: fc.jsonValue(), rate: fc.jsonValue(), cities: fc.jsonValue(), extra: fc.jsonValue() }),
        (anything) => {
          expect(derive(set, anything as Record<string, StoredValue>, inPune).values).toHaveProperty('result')
        },
      ),
    )
  })
})

describe('a formula is refused', () => {
  test.each([
    ['', /empty/],
    ['loan_amount +', /cannot be read at character \d+/],
    ['loan_amont / 12', /reads loan_amont, which is no attribute. Did you mean loan_amount\?/],
    ['data.loan_amont', /reads data.loan_amont/],
    ['type + "!"', /type is a word of the language. Write data.type/],
    ['size(data)', /without saying which attribute/],
    ['now()', /does not make sense/],
    ['first_name.matches("(a+)+$")', /no matches/],
    ['cel.bind(x, first_name + first_name, x + x)', /no cel.bind/],
    ['cities.map(a, cities.map(b, a + b))', /lists inside lists/],
    ['cities.map(a, a + a).map(a, a + a).map(a, a + a).map(a, a + a)', /more than 3 times/],
    ['cities.join(",")', /join as a function/],
    ['5 + "five"', /does not make sense/],
    [`"${'x'.repeat(2000)}"`, /longer than 2,000 characters/],
    [Array(300).fill('1').join('+'), /cannot be read/],
  ])('%s', (formula, message) => {
    expect(refusal(formula)).toMatch(message)
  })
})

test('a formula says what it reads', () => {
  const result = compileFormula('cities.map(months, months + first_name).size() + data.months', given)

  expect('formula' in result && result.formula.uses).toEqual(['cities', 'first_name', 'months'])
})

test('a formula cannot reach the program around it', () => {
  for (const formula of [
    'first_name.constructor',
    'data.__proto__',
    'process',
    'extra.__proto__.polluted',
    'globalThis',
  ]) {
    const result = compileFormula(formula, given)
    if ('problem' in result) continue
    expect(result.formula.evaluate(data)).toHaveProperty('reason')
  }
})
