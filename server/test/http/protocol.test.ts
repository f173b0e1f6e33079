import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { makeTeam, startNadi, theNadi, withTeam } from '../harness/nadi.ts'

startNadi()

const send = async (path: string, init: RequestInit, key?: string) => {
  const response = await fetch(theNadi().url + path, {
    ...init,
    headers: { ...(key && { authorization: `Bearer ${key}` }), ...(init.headers as Record<string, string>) },
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined }
}

const json = (body: string | Uint8Array<ArrayBuffer>) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
})

test(
  'a request keeps the id that its sender gave it, and else gets one',
  withTeam(async ({ api }) => {
    const named = await api.get('/v1/health', { 'x-request-id': 'order-4711.a' })
    const unnamed = await api.get('/v1/health')
    const odd = await api.get('/v1/ext/nothing', { 'x-request-id': 'no spaces please' })

    expect(named.headers.get('x-request-id')).toBe('order-4711.a')
    expect(unnamed.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(odd.body._meta.requestId).toBe(odd.headers.get('x-request-id'))
  }),
)

test('a body that is no good JSON is refused by what is wrong with it', async () => {
  const { api } = await makeTeam()
  const refused = async (body: string | Uint8Array<ArrayBuffer>) => {
    const answer = await send('/v1/ext/pod', json(body), api.key)
    return [answer.status, answer.body._meta.errors[0].code, answer.body._errors[0]]
  }

  const [status, code, sentence] = await refused('{"name": ')
  expect([status, code]).toEqual([400, 'not_json'])
  expect(sentence).toMatch(/^The body is not valid JSON: /)
  expect(await refused('{"a":{"b":[1e999]}}')).toEqual([
    400,
    'number_too_large',
    '"a.b.0" is a number beyond all that can be kept.',
  ])
  expect(await refused('{"name":"a\\u0000b"}')).toEqual([
    400,
    'bad_text',
    '"name" holds text with the NUL character, which cannot be kept.',
  ])
  expect(await refused('{"name":"a\\ud800"}')).toEqual([
    400,
    'bad_text',
    '"name" holds text with half of a surrogate pair, which cannot be kept.',
  ])
  expect(await refused('{"x\\u0000":1}')).toEqual([
    400,
    'bad_text',
    'The body holds a name with the NUL character, which cannot be kept.',
  ])
  expect(await refused(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toEqual([
    400,
    'not_utf8',
    'The body is not valid UTF-8.',
  ])
  expect(await refused(`${'['.repeat(65)}${']'.repeat(65)}`)).toEqual([
    400,
    'too_deep',
    'The body nests deeper than 64 levels.',
  ])
  expect(await refused(`${'['.repeat(400_000)}${']'.repeat(400_000)}`)).toEqual([
    400,
    'too_deep',
    'The body nests deeper than 64 levels.',
  ])
  expect(await refused(`[${'0,'.repeat(50_000)}0]`)).toEqual([
    400,
    'too_many_values',
    'The body holds more than 50000 values.',
  ])
  expect((await refused('{"__proto__":{"a":1}}'))[0]).toBe(400)
  expect((await refused('{"constructor":{"prototype":{"a":1}}}'))[0]).toBe(400)
  expect((await refused('[]'))[2]).toBe('The body must be an object.')
  expect((await refused('null'))[0]).toBe(400)
  expect((await refused(''))[0]).toBe(400)
})

test('a body larger than 1 MB is refused, with its length or without', async () => {
  const { api } = await makeTeam()
  const large = JSON.stringify({ name: 'a'.repeat(1_048_576) })

  const told = await send('/v1/ext/pod', json(large), api.key)
  const untold = await send(
    '/v1/ext/pod',
    { ...json(''), body: new Blob([large]).stream(), duplex: 'half' } as RequestInit,
    api.key,
  )

  for (const { status, body } of [told, untold]) {
    expect(status).toBe(413)
    expect(body._errors).toEqual(['The body is larger than this call takes.'])
  }
})

test('a body of another type than JSON is refused, and the header that mends it is named', async () => {
  const { api } = await makeTeam()

  for (const type of [
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'nonsense',
  ]) {
    const answer = await send(
      '/v1/ext/pod',
      { method: 'POST', headers: { 'content-type': type }, body: 'name=Pune' },
      api.key,
    )
    expect([type, answer.status]).toEqual([type, 415])
    expect(answer.body._meta.errors[0].hint).toContain('Content-Type: application/json')
  }
  const charset = await send(
    '/v1/ext/pod',
    { method: 'POST', headers: { 'content-type': 'application/json;charset=UTF-8' }, body: '{"name":"Pune"}' },
    api.key,
  )
  expect(charset.status).toBe(200)
})

test('a wrong path is a 404, a wrong method a 405 that names the right ones', async () => {
  const { api } = await makeTeam()

  const path = await send('/v1/ext/podz', {}, api.key)
  const method = await send('/v1/ext/pod', { method: 'PATCH' }, api.key)
  const withoutExt = await send('/v1/pod', { method: 'PATCH' }, api.key)
  const options = await send('/v1/ext/pods', {
    method: 'OPTIONS',
    headers: { origin: 'https://other.example', 'access-control-request-method': 'GET' },
  })

  expect([path.status, path.body._errors]).toEqual([404, ['There is no call GET /v1/ext/podz.']])
  for (const answer of [method, withoutExt]) {
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'OPTIONS, POST'])
    expect(answer.body._errors).toEqual(['/v1/ext/pod does not take PATCH.'])
  }
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
  expect(options.headers.get('access-control-allow-origin')).toBeNull()
})

test('HEAD answers what GET would, without the body', async () => {
  const { api } = await makeTeam()

  const head = await api.fetch('/v1/ext/pods', { method: 'HEAD' })
  const get = await api.fetch('/v1/ext/pods')

  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
  expect(head.headers.get('content-length')).toBe(String((await get.text()).length))
  expect((await send('/v1/ext/pods', { method: 'HEAD' })).status).toBe(401)
})

test('a path that cannot be decoded, or holds a NUL, is refused', async () => {
  const { api } = await makeTeam()

  for (const path of [
    '/v1/ext/photo/%',
    '/v1/ext/photo/%C0%AF',
    '/v1/ext/photo/%00',
    '/v1/ext/users?search=%00',
    `/v1/ext/photo/${'a'.repeat(501)}`,
  ]) {
    const answer = await send(path, {}, api.key)
    expect([path, answer.status]).toEqual([path, path.includes('aaa') ? 414 : 400])
    expect(answer.body._errors).toHaveLength(1)
    expect(answer.headers.get('x-request-id')).toBe(answer.body._meta.requestId)
  }
})

test('every answer forbids to guess its type and to keep it', async () => {
  const { api } = await makeTeam()

  for (const answer of [
    await api.get('/v1/health'),
    await api.get('/v1/ext/nothing'),
    await api.get('/v1/ext/photo/x'),
  ]) {
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
})

test('what is no HTTP gets an answer in the envelope, and the connection ends', async () => {
  const said = (bytes: string): Promise<string> =>
    new Promise((resolve) => {
      let text = ''
      const socket = connect(Number(new URL(theNadi().url).port), '127.0.0.1', () => socket.write(bytes))
      socket.on('data', (data) => {
        text += data
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(text))
    })

  const nonsense = await said('NONSENSE\r\n\r\n')
  const headers = await said(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`)

  expect(nonsense).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(JSON.parse(nonsense.split('\r\n\r\n')[1] ?? '')._errors).toEqual(['The request is not valid HTTP.'])
  expect(headers).toMatch(/^HTTP\/1\.1 431 /)
})
