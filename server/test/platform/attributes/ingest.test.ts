import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { ingest } from '../../../src/platform/attributes/ingest.ts'
import { instantOfLocal } from '../../../src/platform/attributes/local-time.ts'
import { type Attribute, type AttributeType, attributeTypes } from '../../../src/platform/attributes/types.ts'
import { attribute, inPune } from './attribute.ts'

const uuid = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
const sources = {
  options: [
    { value: 'WALK_IN', label: 'Walk-in' },
    { value: 'ADS', label: 'Google ads' },
    { value: 'REF', label: 'Referral' },
  ],
}
const terms = {
  options: [
    { value: 12, label: 'One year' },
    { value: 24, label: 'Two years' },
  ],
}
const rates = {
  options: [
    { value: 9.5, label: 'Low' },
    { value: 12.25, label: 'High' },
  ],
}
const pan = {
  schema: {
    type: 'object',
    properties: { number: { type: 'string', pattern: '^[A-Z]{5}$' }, age: { type: 'integer' } },
    required: ['number'],
  },
}

/** What goes in, and what is stored; or, as a regular expression, what the error says. */
type Row = [input: unknown, outcome: unknown]
interface Table {
  given?: Partial<Attribute>
  rows: Row[]
}

const iso = '2023-11-15T04:00:00.000Z'
const ms = Date.parse(iso)

const tables: Record<AttributeType, Table> = {
  string: {
    rows: [
      ['Pune', 'Pune'],
      ['  as given ', '  as given '],
      ['', ''],
      [411001, '411001'],
      [true, /must be text, but true was given/],
      [{}, /must be text, but an object was given/],
      ['a\u0000b', /NUL character/],
      ['half \ud83d', /surrogate/],
      ['x'.repeat(4001), /at most 4,000 characters/],
      ['😀'.repeat(4000), '😀'.repeat(4000)],
    ],
  },
  text: {
    rows: [
      ['two\nlines', 'two\nlines'],
      ['', ''],
      ['x'.repeat(100_001), /at most 100,000 characters/],
    ],
  },
  name: {
    rows: [
      ['  Asha   Rao ', 'Asha Rao'],
      ['', ''],
      [['Asha'], /must be text, but a list/],
      ['x'.repeat(201), /at most 200/],
    ],
  },
  email: {
    rows: [
      [' Asha@Example.COM ', 'Asha@example.com'],
      ['asha@mail.example.co.in', 'asha@mail.example.co.in'],
      ['', null],
      ['asha', /must be an e-mail address, but "asha" was given/],
      ['a b@example.com', /e-mail/],
      ['asha@localhost', /e-mail/],
      ['a@b..com', /e-mail/],
      [5, /e-mail/],
    ],
  },
  phone: {
    rows: [
      ['9876543210', '+919876543210'],
      [9876543210, '+919876543210'],
      ['098765 43210', '+919876543210'],
      ['+91 98765-43210', '+919876543210'],
      ['00919876543210', '+919876543210'],
      ['0091 98765 43210', '+919876543210'],
      ['919876543210', '+919876543210'],
      [919876543210, '+919876543210'],
      ['tel:+919876543210', '+919876543210'],
      ['+1 (415) 555-2671', '+14155552671'],
      ['', null],
      ['12345', /must be a phone number, but "12345" was given/],
      ['call me', /must be a phone number/],
      ['9876543210, 9876543211', /must be a phone number/],
      ['14155552671', /must be a phone number/],
    ],
  },
  username: {
    rows: [
      [' Alex@PaisaPay.com', 'alex@paisapay.com'],
      ['', null],
      ['two words', /without spaces/],
    ],
  },
  url: {
    rows: [
      ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
      [' http://example.com ', 'http://example.com'],
      ['', null],
      ['example.com', /must be a web address/],
      ['javascript:alert(1)', /must be a web address/],
      ['ftp://example.com', /must be a web address/],
    ],
  },
  html: {
    rows: [
      ['<p onclick="x">Hi</p>', '<p onclick="x">Hi</p>'],
      ['', ''],
      [false, /must be text/],
    ],
  },
  integer: {
    given: { options: { minimum: -5, maximum: 9007199254740991 } },
    rows: [
      [5, 5],
      ['5', 5],
      [' +5 ', 5],
      ['5.0', 5],
      [-0, 0],
      ['', null],
      [5.5, /must be a whole number, but 5.5 was given/],
      ['5,000', /must be a whole number, but "5,000" was given/],
      ['9e3', /whole number/],
      ['five', /whole number/],
      [true, /whole number/],
      [2 ** 53, /must lie between/],
      ['9007199254740993', /must lie between/],
      [-6, /must be at least -5, but -6 was given/],
    ],
  },
  integerId: {
    rows: [
      ['42', 42],
      [42, 42],
      ['A42', /whole number/],
    ],
  },
  number: {
    given: { options: { maximum: 1_000_000 } },
    rows: [
      [12.5, 12.5],
      ['12.5', 12.5],
      ['1e3', 1000],
      ['.5', 0.5],
      ['', null],
      ['5,00,000', /must be a number, but "5,00,000" was given/],
      ['NaN', /must be a number/],
      [Number.NaN, /must be a number/],
      ['1e999', /must be a number/],
      [1_000_001, /must be at most 1000000/],
    ],
  },
  float: {
    rows: [
      ['-0.25', -0.25],
      [{}, /must be a number/],
    ],
  },
  decimal: {
    given: { options: { scale: 2, minimum: -100 } },
    rows: [
      ['500000.50', '500000.50'],
      [5, '5.00'],
      [0.1, '0.10'],
      ['007.5', '7.50'],
      ['-0', '0.00'],
      ['1.230', '1.23'],
      ['9007199254740993.5', '9007199254740993.50'],
      ['', null],
      ['1.234', /at most 2 digits after the point/],
      ['1,000', /must be a decimal number/],
      [1e21, /too large for a JSON number/],
      ['9'.repeat(39), /at most 38 digits/],
      ['.', /must be a decimal number/],
      [-101, /must be at least -100/],
    ],
  },
  boolean: {
    rows: [
      [true, true],
      [false, false],
      ['Yes', true],
      ['no', false],
      ['TRUE', true],
      [1, true],
      [0, false],
      ['', null],
      ['maybe', /must be true or false, but "maybe"/],
      [2, /must be true or false/],
    ],
  },
  stringId: {
    rows: [
      [' L-1 ', 'L-1'],
      [17, '17'],
      ['', null],
      ['   ', /must not be blank/],
      ['x'.repeat(201), /at most 200/],
    ],
  },
  stringEnum: {
    given: { options: sources },
    rows: [
      ['WALK_IN', 'WALK_IN'],
      ['walk_in', 'WALK_IN'],
      ['Walk-in', 'WALK_IN'],
      [' google ADS ', 'ADS'],
      ['', null],
      ['Refferal', /must be one of WALK_IN, ADS, REF, but "Refferal" was given/],
      [['ADS'], /must be one of/],
    ],
  },
  integerEnum: {
    given: { options: terms },
    rows: [
      [12, 12],
      ['12', 12],
      ['two years', 24],
      [13, /must be one of 12, 24, but 13/],
    ],
  },
  floatEnum: {
    given: { options: rates },
    rows: [
      [9.5, 9.5],
      ['12.25', 12.25],
      ['high', 12.25],
      [9, /must be one of/],
    ],
  },
  multiStringEnum: {
    given: { options: sources },
    rows: [
      [
        ['ADS', 'Walk-in', 'ads'],
        ['ADS', 'WALK_IN'],
      ],
      ['ADS', ['ADS']],
      ['ADS, referral', ['ADS', 'REF']],
      ['["ADS"]', ['ADS']],
      ['', null],
      [[], null],
      [['ADS', 'TV'], /it \(item 2\) must be one of/],
      ['ADS, TV', /must be one of/],
      [['ADS', null], /must not hold null/],
    ],
  },
  multiIntegerEnum: {
    given: { options: terms },
    rows: [
      ['12,24', [12, 24]],
      [
        [24, '12'],
        [24, 12],
      ],
      [12, [12]],
      [[1], /must be one of/],
    ],
  },
  multiFloatEnum: {
    given: { options: rates },
    rows: [
      [
        ['9.5', 'High'],
        [9.5, 12.25],
      ],
      [[1], /must be one of/],
    ],
  },
  multiString: {
    rows: [
      [
        ['a', 'b', 'a'],
        ['a', 'b', 'a'],
      ],
      ['Pune, Maharashtra', ['Pune, Maharashtra']],
      ['["a","b"]', ['a', 'b']],
      ['', null],
      [[], null],
      [Array(201).fill('x'), /at most 200 values, but 201/],
      [[1, {}], /item 2\) must be text/],
    ],
  },
  date: {
    rows: [
      ['2023-11-15', '2023-11-15'],
      ['2023-11-15T23:30:00', '2023-11-15'],
      ['2023-11-15T09:30:00+05:30', '2023-11-15'],
      [ms, '2023-11-15'],
      ['', null],
      ['2023-11-15T20:00:00Z', /is 2023-11-15 where it was written and 2023-11-16 in Asia\/Kolkata/],
      ['2023-02-30', /must be a date, but "2023-02-30" was given/],
      ['15/11/2023', /must be a date/],
    ],
  },
  time: {
    rows: [
      ['9:30', '09:30'],
      ['17:45:30', '17:45:30'],
      ['09:30:00', '09:30'],
      ['5 pm', /must be a time/],
      ['5:15 PM', '17:15'],
      ['12:05 am', '00:05'],
      ['24:00', /must be a time of day/],
      [930, /must be a time of day/],
    ],
  },
  datetime: {
    rows: [
      ['2023-11-15T09:30:00', ms],
      ['2023-11-15 09:30', ms],
      ['2023-11-15T09:30:00+05:30', ms],
      ['2023-11-15T04:00:00Z', ms],
      [iso, ms],
      [ms, ms],
      [String(ms), ms],
      ['2023-11-15', Date.parse('2023-11-14T18:30:00Z')],
      ['', null],
      [1_700_000_000, /looks like seconds/],
      ['1700000000', /looks like seconds/],
      ['2023-11-31T09:30:00', /must be a date and time/],
      ['2023-11-15T25:00:00', /must be a date and time/],
      ['tomorrow', /must be a date and time, but "tomorrow" was given/],
      [1.5, /must be a date and time/],
      [1e17, /must be a date and time|must lie in the years/],
    ],
  },
  datetimeISO8601: {
    rows: [
      ['2023-11-15T09:30:00', iso],
      [ms, iso],
      [iso, iso],
      ['x', /must be a date and time/],
    ],
  },
  monthOfYear: {
    rows: [
      ['2023-11', '2023-11'],
      ['11/2023', '2023-11'],
      ['2023-3', '2023-03'],
      ['2023-13', /must be a month/],
      ['', null],
    ],
  },
  photo: {
    rows: [
      [uuid.toUpperCase(), uuid],
      [{ id: uuid }, uuid],
      ['', null],
      ['photo.jpg', /must name a photo/],
    ],
  },
  multiPhotos: {
    rows: [
      [[uuid, uuid], [uuid]],
      [uuid, [uuid]],
      [['x'], /item 1\) must name a photo/],
    ],
  },
  document: {
    rows: [
      [uuid, uuid],
      ['https://example.com/a.pdf', 'https://example.com/a.pdf'],
      ['a.pdf', /must name a file/],
    ],
  },
  documents: {
    rows: [
      [
        [uuid, 'https://example.com/a.pdf'],
        [uuid, 'https://example.com/a.pdf'],
      ],
      [5, /must name a file/],
    ],
  },
  audio: {
    rows: [
      [uuid, uuid],
      ['x', /must name a file/],
    ],
  },
  geolocation: {
    rows: [
      [
        [18.52, 73.85],
        [18.52, 73.85],
      ],
      ['18.52, 73.85', [18.52, 73.85]],
      ['[18.52,73.85]', [18.52, 73.85]],
      [{ lat: 18.52, lng: '73.85' }, [18.52, 73.85]],
      [{ latitude: 18.52, longitude: 73.85 }, [18.52, 73.85]],
      ['', null],
      [[118.52, 73.85], /latitude from -90 to 90/],
      [[1], /must be a latitude and a longitude/],
    ],
  },
  address: {
    rows: [
      ['1 MG Road, Pune', '1 MG Road, Pune'],
      [
        { line1: '1 MG Road', city: 'Pune', postalCode: 411001 },
        { line1: '1 MG Road', city: 'Pune', postalCode: '411001' },
      ],
      ['', null],
      [{ ctiy: 'Pune' }, /has no part "ctiy"/],
      [5, /must be text or an object/],
    ],
  },
  otp: {
    rows: [
      ['0042', '0042'],
      [123456, '123456'],
      ['', null],
      ['12a4', /^it must be a code of 4 to 10 digits\.$/],
    ],
  },
  json: {
    rows: [
      [{ a: [1, null] }, { a: [1, null] }],
      ['text', 'text'],
      [false, false],
      ['', null],
      [{ 'a\u0000': 1 }, /NUL/],
      [nested(40), /at most 32 levels/],
    ],
  },
  externalObject: {
    given: { options: pan },
    rows: [
      [
        { number: 'ABCDE', more: 1 },
        { number: 'ABCDE', more: 1 },
      ],
      ['{"number":"ABCDE"}', { number: 'ABCDE' }],
      ['', null],
      [{ number: 'abc' }, /does not match its schema: number must match pattern/],
      [{ age: 5 }, /does not match its schema: it must have required property 'number'/],
      [[], /must be an object, but a list was given/],
    ],
  },
  externalObjects: {
    given: { options: pan },
    rows: [
      [[{ number: 'ABCDE' }], [{ number: 'ABCDE' }]],
      [{ number: 'ABCDE' }, [{ number: 'ABCDE' }]],
      [[{ number: 'ABCDE' }, {}], /item 2\) does not match/],
    ],
  },
  customObject: {
    rows: [
      [{ any: 'thing' }, { any: 'thing' }],
      ['x', /must be an object/],
    ],
  },
  customObjects: {
    rows: [
      ['[{"a":1}]', [{ a: 1 }]],
      [[1], /item 1\) must be an object/],
    ],
  },
  user: {
    rows: [
      [uuid, uuid],
      [' Alex@PaisaPay.com', 'alex@paisapay.com'],
      ['', null],
      [5, /must name a user/],
    ],
  },
  userCollection: {
    rows: [
      [
        ['alex@paisapay.com', uuid],
        ['alex@paisapay.com', uuid],
      ],
      ['alex@paisapay.com', ['alex@paisapay.com']],
      [[5], /must name a user/],
    ],
  },
  record: {
    rows: [
      [uuid, uuid],
      ['L-1', /must name a record/],
    ],
  },
  recordCollection: {
    rows: [
      [uuid, [uuid]],
      [['x'], /must name a record/],
    ],
  },
  process: {
    rows: [
      [uuid, uuid],
      ['LEAD-000042', 'LEAD-000042'],
      [42, '42'],
      [{}, /must name a process/],
    ],
  },
  processCollection: {
    rows: [
      [['LEAD-1', 'LEAD-1'], ['LEAD-1']],
      [[{}], /must name a process/],
    ],
  },
  task: {
    rows: [
      [uuid, uuid],
      ['x', /must name a task/],
    ],
  },
  taskCollection: {
    rows: [
      [uuid, [uuid]],
      ['x', /must name a task/],
    ],
  },
  state: {
    rows: [
      [uuid, uuid],
      ['NEW', 'NEW'],
      [1, /must name a state/],
    ],
  },
  status: {
    rows: [
      ['open', 'OPEN'],
      ['CANCELLED', 'CANCELLED'],
      ['', null],
      ['done', /must be OPEN, COMPLETED or CANCELLED/],
    ],
  },
  booking: {
    rows: [
      [
        { startsAt: '2023-11-15T09:30:00', title: 'Visit' },
        { startsAt: ms, title: 'Visit' },
      ],
      [{ startsAt: ms, endsAt: ms - 1 }, /must not end before it starts/],
      [{ startsAt: 'soon' }, /has a startsAt that must be a date and time/],
      [{ title: 'Visit' }, /must be an object with startsAt/],
    ],
  },
  cart: {
    rows: [
      [[{ productId: 7, quantity: '2', price: '49.5' }], { items: [{ productId: '7', quantity: 2, price: 49.5 }] }],
      [
        { items: [], note: 'x' },
        { items: [], note: 'x' },
      ],
      [{ items: [{ productId: 'P', quantity: 0 }] }, /has an item 1 that must have a quantity of 1 or more/],
      ['x', /must be an object with a list of items/],
    ],
  },
}

describe.each(attributeTypes)('an attribute of type %s', (type) => {
  const { given, rows } = tables[type]
  test.each(rows)('given %j', (input, outcome) => {
    const result = ingest(attribute(type, given), input, inPune)

    if (outcome instanceof RegExp)
      expect(result).toMatchObject({ problem: { message: expect.stringMatching(outcome) } })
    else expect(result).toMatchObject({ value: outcome })
  })

  test('is cleared by null', () => {
    expect(ingest(attribute(type, given), null, inPune)).toEqual({ value: null })
  })
})

test('a problem says what was wrong, where, and what would be right', () => {
  const city = attribute('stringEnum', { shortId: 'city', options: { options: [{ value: 'PNQ', label: 'Pune' }] } })

  expect(ingest(city, 'Punne', inPune, '3.data.city')).toEqual({
    problem: {
      code: 'not_an_option',
      message: 'city must be one of PNQ, but "Punne" was given.',
      path: '3.data.city',
      hint: 'Did you mean Pune?',
    },
  })
})

test('a label that two options share in different case is not guessed at', () => {
  const grade = attribute('stringEnum', {
    options: {
      options: [
        { value: '1', label: 'a' },
        { value: '2', label: 'A' },
      ],
    },
  })

  expect(ingest(grade, 'a', inPune)).toHaveProperty('problem')
  expect(ingest(grade, '1', inPune)).toEqual({ value: '1' })
})

test('the time zone of the team decides what a time without an offset means', () => {
  const at = attribute('datetimeISO8601')

  expect(ingest(at, '2023-11-15T09:30:00', { timeZone: 'America/New_York', callingCode: '1' })).toEqual({
    value: '2023-11-15T14:30:00.000Z',
  })
})

test.each([
  ['2024-03-10T01:59:00', '2024-03-10T06:59:00.000Z'],
  ['2024-03-10T02:30:00', '2024-03-10T07:30:00.000Z'],
  ['2024-03-10T03:00:00', '2024-03-10T07:00:00.000Z'],
  ['2024-11-03T00:59:00', '2024-11-03T04:59:00.000Z'],
  ['2024-11-03T02:00:00', '2024-11-03T07:00:00.000Z'],
])('where clocks change, %s in New York is %s', (local, utc) => {
  const at = attribute('datetimeISO8601')

  expect(ingest(at, local, { timeZone: 'America/New_York', callingCode: '1' })).toEqual({ value: utc })
})

test('the cached offset of a zone is the one that it has, through two years', () => {
  const zones = ['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Europe/London']
  for (const zone of zones) {
    for (let local = Date.UTC(2023, 0, 1); local < Date.UTC(2025, 0, 1); local += 7_777_777) {
      const [day = '', time = ''] = new Date(local).toISOString().slice(0, -1).split('T')
      const exact = DateTime.fromISO(`${day}T${time}`, { zone }).toMillis()
      expect(instantOfLocal(local, zone)).toBe(exact)
    }
  }
})

test('a unique text ends where its index ends, so that two that differ later are not taken for one', () => {
  expect(ingest(attribute('string', { isUnique: true }), 'x'.repeat(201), inPune)).toHaveProperty(
    'problem.code',
    'too_long',
  )
})

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}
