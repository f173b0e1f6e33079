import { expect, test } from 'vitest'
import { compileAttributes } from '../../../src/platform/attributes/attribute-set.ts'
import { ingestData } from '../../../src/platform/attributes/ingest-data.ts'
import { nearest } from '../../../src/platform/attributes/nearest.ts'
import { groupLookups, lookupKey, placeReferences } from '../../../src/platform/attributes/references.ts'
import { attribute, inPune } from './attribute.ts'

const asha = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'

const lead = compileAttributes([
  attribute('stringId', { shortId: 'lead_id', isRequired: true, isUnique: true }),
  attribute('name', { shortId: 'name', isRequired: true }),
  attribute('string', { shortId: 'city', defaultValue: 'Pune' }),
  attribute('number', { shortId: 'loan_amount' }),
  attribute('user', { shortId: 'owner' }),
  attribute('userCollection', { shortId: 'helpers' }),
  attribute('process', { shortId: 'parent', options: { target: 'loan' } }),
  attribute('number', { shortId: 'instalment', formula: 'loan_amount / 12' }),
])
const numbered = { mode: 'create', suppliedByCaller: new Set(['lead_id']) } as const

test('a creation takes what is given and fills in the defaults', () => {
  const data = ingestData(lead, { name: ' Asha  Rao', loan_amount: '500000' }, inPune, numbered)

  expect(data).toEqual({
    values: { name: 'Asha Rao', loan_amount: 500000, city: 'Pune' },
    cleared: [],
    lookups: [],
    problems: [],
  })
})

test('who sends null at creation wants no default', () => {
  expect(ingestData(lead, { name: 'Asha', city: null }, inPune, numbered).values).toEqual({ name: 'Asha' })
})

test('everything that is wrong is said at once, each with its place', () => {
  const { problems } = ingestData(
    lead,
    { cty: 'Goa', loan_amount: 'much', instalment: 5, helpers: ['alex@paisapay.com', 5] },
    inPune,
    {
      mode: 'create',
      path: '3.data',
    },
  )

  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ['unknown_attribute', '3.data.cty'],
    ['not_a_number', '3.data.loan_amount'],
    ['derived_attribute', '3.data.instalment'],
    ['not_a_user', '3.data.helpers.1'],
    ['required', '3.data.lead_id'],
    ['required', '3.data.name'],
  ])
  expect(problems[0]?.message).toBe('There is no attribute cty; did you mean city?')
})

test('a required attribute that was given wrongly is not reported as missing too', () => {
  const { problems } = ingestData(lead, { name: {} }, inPune, numbered)

  expect(problems.map(({ code }) => code)).toEqual(['not_text'])
})

test('an update changes only what it names, clears by null or "", and never clears what is required', () => {
  const data = ingestData(lead, { loan_amount: '', city: null, name: null, owner: undefined }, inPune, {
    mode: 'update',
  })

  expect(data.values).toEqual({})
  expect(data.cleared).toEqual(['loan_amount', 'city'])
  expect(data.problems).toMatchObject([
    { code: 'required', message: 'name cannot be cleared, because it is required.', path: 'data.name' },
  ])
})

test('an empty text stays an empty text, since text may be empty', () => {
  expect(ingestData(lead, { city: '' }, inPune, { mode: 'update' })).toMatchObject({
    values: { city: '' },
    cleared: [],
  })
})

test('keys of every object, such as constructor, are unknown attributes like any other', () => {
  const { problems } = ingestData(
    lead,
    JSON.parse('{"constructor": 1, "__proto__": {"name": "x"}, "toString": 2}'),
    inPune,
    { mode: 'update' },
  )

  expect(problems.map(({ code }) => code)).toEqual(['unknown_attribute', 'unknown_attribute', 'unknown_attribute'])
})

test('an object with a thousand unknown keys gets a short answer', () => {
  const input = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, index]))

  expect(ingestData(lead, input, inPune, { mode: 'update' }).problems).toHaveLength(50)
})

test('data that is no object is refused, and no data at all is an empty object', () => {
  expect(ingestData(lead, [1], inPune, { mode: 'update' }).problems).toMatchObject([
    { code: 'not_an_object', path: 'data' },
  ])
  expect(ingestData(lead, undefined, inPune, { mode: 'update' }).problems).toEqual([])
})

test('a default is copied for each process, so that no two share it', () => {
  const set = compileAttributes([attribute('json', { defaultValue: { list: [1] } })])
  const first = ingestData(set, {}, inPune, { mode: 'create' }).values.it

  expect(ingestData(set, {}, inPune, { mode: 'create' }).values.it).not.toBe(first)
})

test('references of many rows are grouped into one query per kind, and the ids are put in place', () => {
  const rows = [
    ingestData(lead, { owner: 'Alex@PaisaPay.com', helpers: ['alex@paisapay.com', asha, asha.toUpperCase()] }, inPune, {
      mode: 'update',
    }),
    ingestData(lead, { owner: 'alex@paisapay.com', parent: 'LOAN-1' }, inPune, { mode: 'update', path: '1.data' }),
  ]

  expect(groupLookups(rows.flatMap(({ lookups }) => lookups))).toEqual([
    { kind: 'user', by: 'username', target: null, values: ['alex@paisapay.com'] },
    { kind: 'user', by: 'id', target: null, values: [asha] },
    { kind: 'process', by: 'primaryKey', target: 'loan', values: ['LOAN-1'] },
  ])

  const found = new Map([
    [lookupKey({ kind: 'user', by: 'username', target: null, value: 'alex@paisapay.com' }), asha],
    [lookupKey({ kind: 'user', by: 'id', target: null, value: asha }), asha],
  ])
  const problems = rows.flatMap(({ values, lookups }) => placeReferences(values, lookups, found))

  expect(rows[0]?.values).toEqual({ owner: asha, helpers: [asha] })
  expect(rows[1]?.values.owner).toBe(asha)
  expect(problems).toMatchObject([
    {
      code: 'process_not_found',
      message: 'parent names a process of loan that does not exist: no process has the primary key "LOAN-1".',
      path: '1.data.parent',
    },
  ])
})

test('the nearest name is offered only where it is near', () => {
  const names = ['city', 'loan_amount', 'phone_number', 'name']

  expect(nearest('cty', names)).toBe('city')
  expect(nearest('loanAmount', names)).toBe('loan_amount')
  expect(nearest('Phone', names)).toBeUndefined()
  expect(nearest('nmae', names)).toBeUndefined()
  expect(nearest('nam', names)).toBe('name')
  expect(nearest('zebra', names)).toBeUndefined()
  expect(nearest('x'.repeat(100_000), names)).toBeUndefined()
})
