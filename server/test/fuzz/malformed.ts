import fc from 'fast-check'
import type { Operation } from '../harness/openapi.ts'
import { type Edit, edited, write } from './raw-json.ts'

/** How one call is made wrong. What does not fit the call (an edit of a body where there is none) is left out. */
export interface Flaws {
  edits: Edit[]
  /** the body as it goes out, instead of JSON */
  bytes: Uint8Array | null
  /** how much of the body goes out, of 100 */
  cut: number
  contentType: string | null
  /** what stands for a parameter of the path */
  segments: (string | null)[]
  query: [name: string, value: string][]
  headers: readonly (readonly [name: string, value: string])[]
  method: string | null
}

export interface Malformed {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer | null
}

const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

/** Texts that programs stumble over. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\u202e',
    '😀'.repeat(60),
    'x'.repeat(70_000),
    '../../etc/passwd',
    '%',
    '%00',
    '\\',
    "'; drop table users; --",
    '$1',
    '{{7*7}}',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    'true',
    '-0',
    '0x10',
    '1e999',
    '9'.repeat(400),
    '+91',
    '2026-02-30',
    '0000-00-00',
    '9999-12-31T23:59:60Z',
    '275760-09-14T00:00:00Z',
    '*',
    '00000000-0000-0000-0000-000000000000',
    'true || true',
    '(a+)+$',
    '=cmd()',
    '<script>',
    'lead',
    'lead_id',
    'status',
    'data',
    'id',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 40 }),
)

/** Pieces of JSON that are no answer to what is asked for. */
const json = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  fc.constantFrom(
    'null',
    'true',
    'false',
    '0',
    '-1',
    '1.5',
    '-0.0',
    '1e308',
    '1e999',
    '-1e999',
    '9007199254740993',
    '123456789012345678901234567890',
    '1e-400',
    '[]',
    '{}',
    '[null]',
    '[[]]',
    '{"":""}',
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '{"a":1,"a":2}',
    deep(80),
    deep(20_000),
    '{"$ref":"#"}',
    '{"=":1,"!=":2}',
    '{"in":null}',
    '{"contains":""}',
    '"\\ud800"',
    '"\\u0000"',
    'NaN',
    'undefined',
    "'a'",
    '{a:1}',
    '[1,]',
    '01',
    `[${'1,'.repeat(60_000)}1]`,
    `"${'a'.repeat(900_000)}"`,
    `{${Array.from({ length: 3_000 }, (_, index) => `"k${index}":${index}`).join()}}`,
  ),
  fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
  fc.bigInt().map(String),
)

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('swap', 'swap', 'replace', 'replace', 'add', 'remove'),
  at: fc.nat({ max: 60 }),
  name: text,
  json,
})

const segment = fc.oneof(
  text.map((value) => encodeURIComponent(value.toWellFormed())),
  fc.constantFrom(
    '%',
    '%zz',
    '%C0%AF',
    '%ED%A0%80',
    '%FF',
    '%00',
    '.',
    '..',
    '%2e%2e%2f%2e%2e',
    '%2F',
    ';',
    '@',
    ':',
    'a'.repeat(501),
    '-1',
    '1e9',
  ),
  fc.uuid(),
)

const headerText = fc.oneof(
  fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
    maxLength: 60,
  }),
  fc.constantFrom(
    '',
    '""',
    '"',
    '*',
    '"99999999999999999999"',
    'W/"1"',
    '-1',
    'bytes=0-',
    'bytes=9-1',
    'a'.repeat(8_000),
    'application/json; q=nonsense',
    '*/*;q=9e9',
  ),
)

const header = fc.tuple(
  fc.constantFrom(
    'accept',
    'accept-encoding',
    'authorization',
    'content-encoding',
    'expect',
    'idempotency-key',
    'if-match',
    'if-none-match',
    'origin',
    'range',
    'x-forwarded-for',
    'x-http-method-override',
    'x-request-id',
    '__proto__',
    'x-odd',
  ),
  headerText,
)

const contentType = fc.constantFrom(
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/json;',
  'application/JSON',
  'application/x-ndjson',
  'text/csv',
  'image/png',
  '*/*',
  'nonsense',
  '',
  'a/b; c="',
)

const wild: fc.Arbitrary<Flaws> = fc.record({
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  bytes: fc.option(fc.uint8Array({ maxLength: 300 }), { freq: 8 }),
  cut: fc.oneof({ weight: 9, arbitrary: fc.constant(100) }, { weight: 1, arbitrary: fc.nat({ max: 99 }) }),
  contentType: fc.option(contentType, { freq: 8 }),
  segments: fc.array(fc.option(segment, { freq: 1 }), { minLength: 3, maxLength: 3 }),
  query: fc.array(fc.tuple(text, text), { maxLength: 3 }),
  headers: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(header, { maxLength: 3 }) },
  ),
  method: fc.option(fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PURGE'), {
    freq: 20,
  }),
})

/** One thing wrong in the body, and only there. */
const mild: fc.Arbitrary<Flaws> = fc.record({
  edits: fc.tuple(edit),
  bytes: fc.constant(null),
  cut: fc.constant(100),
  contentType: fc.constant(null),
  segments: fc.constant([null]),
  query: fc.constant([]),
  headers: fc.constant([]),
  method: fc.constant(null),
})

export const flaws: fc.Arbitrary<Flaws> = fc.oneof({ weight: 2, arbitrary: wild }, { weight: 1, arbitrary: mild })

/**
 * The call with its flaws. What would be a right call without a flaw in its path gets one there: so that no thing of the team is deleted
 * by a call that is not malformed at all.
 * @param methods those that the path takes: another one is a flaw, one of these would be another call
 */
export function malformed(
  operation: Operation,
  { ids, key, methods }: { ids: Record<string, string>; key: string; methods: ReadonlySet<string> },
  given: Flaws,
): Malformed {
  const [[type, media] = []] = Object.entries(operation.requestBody?.content ?? {})
  const changesWithoutBody = type === undefined && operation.method !== 'GET'
  let parameter = 0
  const path = operation.path.replaceAll(/([^/]+)\/\{(\w+)\}/g, (_, before: string, name: string) => {
    const flaw = given.segments[parameter++ % given.segments.length]
    // the first parameter is the thing that the others are part of
    const wrong = flaw ?? (changesWithoutBody && parameter === 1 ? 'no-such-thing' : null)
    return `${before}/${wrong ?? encodeURIComponent(ids[`${before}/${name}`] ?? ids[name] ?? name)}`
  })
  const known = (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name)
  const query = given.query.map(([name, value], index) => {
    const asked = known[(name.length + index) % Math.max(1, known.length)] ?? name
    return `${encodeURIComponent(asked.toWellFormed()).slice(0, 4_000)}=${encodeURIComponent(value.toWellFormed()).slice(0, 4_000)}`
  })
  const headers: Record<string, string> = { authorization: `Bearer ${key}` }
  let body: Buffer | null = null
  if (type !== undefined) {
    const whole = given.bytes
      ? Buffer.from(given.bytes)
      : Buffer.from(write(given.edits.reduce<unknown>(edited, media?.example ?? {})))
    body = whole.subarray(0, Math.ceil((whole.length * given.cut) / 100))
    headers['content-type'] =
      given.contentType ?? (type.startsWith('multipart') ? 'multipart/form-data; boundary=x' : type)
  }
  for (const [name, value] of given.headers) headers[name] = value
  const method = given.method !== null && !methods.has(given.method) ? given.method : operation.method
  return { method, path: query.length > 0 ? `${path}?${query.join('&')}` : path, headers, body }
}
