import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi, type TeamAtHand, theNadi } from '../../harness/nadi.ts'
import { bulkCreate, ended, entriesOf } from './jobs.ts'

startNadi()

const post = async (
  { api }: TeamAtHand,
  body: string | Buffer | ReadableStream,
  headers: Record<string, string> = {},
) => {
  const response = await api.fetch('/v1/ext/procedure/lead/process/bulk-create', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  } as RequestInit)
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as {
      _data: { id: string; entryCount: number }
      _meta: { errors: { code: string; path?: string }[] }
      _errors: string[]
    },
  }
}

const jobsOf = async ({ api }: TeamAtHand) => (await api.get('/v1/ext/background-jobs')).body._data

test(
  'a body that is not valid JSON is refused with the row and the byte, and nothing is stored',
  withLeads(async (team) => {
    const refused = await post(team, '[{"data": {"name": "One"}},\n {"data": {"name": Two}}]')

    expect(refused.status).toBe(400)
    expect(refused.body._errors[0]).toMatch(/^The body is not valid JSON in row 1 \(which begins at byte 29\): /)
    expect(refused.body._meta.errors[0]).toMatchObject({ code: 'not_json', path: '1' })
    expect(await jobsOf(team)).toEqual([])
  }),
)

test.each([
  ['nothing', '', 'The body is empty.'],
  ['an object', '{"data": {}}', 'The body must be an array of rows.'],
  ['text', '"rows"', 'The body must be an array of rows.'],
  ['a body that was cut off', '[{"data": {}}', 'The body ends after 13 bytes, before its JSON is complete.'],
  ['a string that was cut off', '[{"data": "', 'The body ends after 11 bytes, before its JSON is complete.'],
  ['a comma too many', '[{"data": {}},]', 'The body is not valid JSON: it has "]" at byte 14, where none may stand.'],
  ['something after the end', '[] []', 'The body is not valid JSON: it has "[" at byte 3, where none may stand.'],
  ['two rows without a comma', '[{} {}]', 'The body is not valid JSON in row 0'],
  ['the wrong bracket', '[{"data": 1]]', 'The body is not valid JSON in row 0'],
  ['a brace at the end', '[1}', 'The body is not valid JSON: it has "}" at byte 2'],
])('a bulk create of %s is a 400', (_name, body, message) =>
  withLeads(async (team) => {
    const refused = await post(team, body)
    expect(refused.status).toBe(400)
    expect(refused.body._errors[0]).toContain(message)
    expect(await jobsOf(team)).toEqual([])
  })(),
)

test(
  'bytes that are not UTF-8 are refused',
  withLeads(async (team) => {
    const refused = await post(
      team,
      Buffer.from([...Buffer.from('[{"data": {"name": "'), 0xff, 0xfe, ...Buffer.from('"}}]')]),
    )
    expect(refused.status).toBe(400)
    expect(refused.body._errors[0]).toBe('Row 0 (at byte 1) is not UTF-8 text.')
  }),
)

test(
  'no rows make a job that is complete',
  withLeads(async ({ api }) => {
    const job = await bulkCreate(api, [])
    expect(job.body._data).toMatchObject({ completionStatus: 'COMPLETED', entryCount: 0 })
    expect((await entriesOf(api, job.body._data.id)).body._data).toEqual([])
  }),
)

test(
  'rows are read however their bytes come, and kept to the letter',
  withLeads(async (team) => {
    const rows = [
      '{"data":{"name":"Zoë \\"Q\\" \\u00e9 ] } ,","notes":"tab\\there\\\\"}}',
      ' { "data" : { "name" : "अशा राव" , "loan_amount" : 1.50 } } ',
      '{"data":{"name":"Brackets [{"}}',
    ]
    const bytes = Buffer.from(`\n [${rows.join(' ,\n')}]\n`)
    let at = 0
    const stream = new ReadableStream({
      pull(controller) {
        if (at === bytes.length) controller.close()
        else controller.enqueue(bytes.subarray(at, ++at))
      },
    })

    const begun = await post(team, stream)

    expect(begun.status).toBe(200)
    const job = await ended(team.api, begun.body._data.id)
    expect(job.body._meta.bjEntryCompletionStatusVsCount).toMatchObject({ SUCCESS: 3 })
    const { body } = await entriesOf(team.api, begun.body._data.id)
    expect(body._data.map((entry: { input: unknown }) => entry.input)).toEqual(rows.map((row) => JSON.parse(row)))
  }),
)

test(
  'a row that is too deep, too large or has a dangerous key is INVALID and harms no other',
  withLeads(async (team) => {
    const begun = await post(
      team,
      `[{"data":{"name":"One"}},${'['.repeat(100_000)}${']'.repeat(100_000)},{"data":{"notes":"${'x'.repeat(2_000_000)}"}},` +
        '{"data":{"__proto__":{"x":1}}},{"data":{"name":"a\\u0000b"}},null,{"data":{"name":"Last"}}]',
    )
    expect(begun.status).toBe(200)

    const job = await ended(team.api, begun.body._data.id)
    expect(job.body._meta.bjEntryCompletionStatusVsCount).toEqual({ INVALID: 5, NOT_STARTED: 0, SUCCESS: 2, ERROR: 0 })
    const { body } = await entriesOf(team.api, begun.body._data.id)
    expect(body._data.map((entry: { errors: { code: string }[] }) => entry.errors[0]?.code)).toEqual([
      undefined,
      'too_deep',
      'too_large',
      'not_json',
      'bad_text',
      'wrong_type',
      undefined,
    ])
    expect(body._data[2].input).toMatch(/^\{"data":\{"notes":"x+$/)
  }),
)

test(
  'a body that says it is over 256 MB is refused before it is read',
  withLeads(async ({ api }) => {
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        `${api.url}/v1/ext/procedure/lead/process/bulk-create`,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${api.key}`,
            'content-type': 'application/json',
            'content-length': 300_000_000,
          },
        },
        (response) => resolve(response.statusCode),
      )
      sent.on('error', reject)
      sent.write('[')
    })
    expect(status).toBe(413)
  }),
)

test(
  'a key that may not write the procedure is refused, and so is a procedure that is not there',
  withLeads(async ({ api, as }) => {
    const reader = await api.post('/v1/ext/key', { name: 'Reader', role: 'Reader' })
    const refused = await as(reader.body._data.key).post('/v1/ext/procedure/lead/process/bulk-create', [])
    expect(refused.status).toBe(403)
    expect((await api.post('/v1/ext/procedure/leed/process/bulk-create', [])).status).toBe(404)
  }),
)

test(
  'the same request under one Idempotency-Key makes one job',
  withLeads(async (team) => {
    const body = JSON.stringify([{ data: { name: 'One' } }])
    const first = await post(team, body, { 'idempotency-key': 'import-1' })
    const again = await post(team, body, { 'idempotency-key': 'import-1' })
    const other = await post(team, '[]', { 'idempotency-key': 'import-1' })

    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(other.status).toBe(409)
    expect(await jobsOf(team)).toHaveLength(1)
    await ended(team.api, first.body._data.id)
  }),
)

test('what was spooled is gone once it was stored', async () => {
  expect(await readdir(path.join(theNadi().dataDir, 'files', 'incoming'))).toEqual([])
})
