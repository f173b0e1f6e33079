import { createHash, randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Api } from '../../harness/api.ts'
import { makeTeam, startNadi, theNadi, withTeam } from '../../harness/nadi.ts'
import { formOf, picture, type Upload } from './pictures.ts'

startNadi()

const send = async (
  api: Api,
  upload: Upload,
  { to = '/v1/ext/photo', headers = {} }: { to?: string; headers?: Record<string, string> } = {},
) => {
  const response = await api.fetch(to, { method: 'POST', body: formOf(upload), headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const sent = async (api: Api, upload: Upload, options?: Parameters<typeof send>[2]) => {
  const { status, text } = await send(api, upload, options)
  return { status, body: JSON.parse(text) }
}

test(
  'an uploaded photo is measured, and fetched again byte for byte',
  withTeam(async ({ api, scope }) => {
    const bytes = await picture(60, 40).jpeg().toBuffer()

    const { status, body } = await sent(api, { bytes, name: 'front-door.jpg' })
    const fetched = await api.fetch(`/v1/ext/photo/${body._data.id}`)

    expect(status).toBe(200)
    expect(body).toEqual({
      _data: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        createdAt: expect.any(Number),
        updatedAt: body._data.createdAt,
        filetype: 'image/jpeg',
        filename: 'front-door.jpg',
        height: 40,
        width: 60,
        isPublic: false,
        team: scope.teamId,
        user: scope.userId,
      },
      _meta: {},
      _errors: [],
    })
    expect(fetched.status).toBe(200)
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(fetched.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.length),
      'content-disposition': `inline; filename="front-door.jpg"; filename*=UTF-8''front-door.jpg`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600',
      etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
    })
  }),
)

test(
  'a photo is fetched small, the way it is seen, as something that every browser shows',
  withTeam(async ({ api }) => {
    // on its side, as a phone keeps what was taken upright
    const bytes = await picture(1200, 800).withMetadata({ orientation: 6 }).tiff().toBuffer()
    const { body } = await sent(api, { bytes, name: 'front-door.tif' })

    const small = await api.fetch(`/v1/ext/photo/${body._data.id}?size=small`)
    const { format, width, height } = await sharp(Buffer.from(await small.arrayBuffer())).metadata()

    expect(small.status).toBe(200)
    expect(small.headers.get('content-type')).toBe('image/webp')
    expect(small.headers.get('cache-control')).toContain('immutable')
    expect({ format, width, height }).toEqual({ format: 'webp', width: 213, height: 320 })
    expect((await api.get(`/v1/ext/photo/${body._data.id}?size=huge`)).status).toBe(400)
  }),
)

test(
  'a client that asks for JSON gets the photo object instead of the bytes',
  withTeam(async ({ api }) => {
    const { body } = await sent(api, { bytes: await picture().png().toBuffer() })
    const at = `/v1/ext/photo/${body._data.id}`

    const json = await api.get(at, { accept: 'application/json' })
    const axios = await api.fetch(at, { headers: { accept: 'application/json, text/plain, */*' } })
    const workflow = await api.fetch(at, { headers: { accept: 'application/json,text/html,image/*;q=0.8,*/*;q=0.7' } })

    expect(json.body).toEqual(body)
    expect(axios.headers.get('content-type')).toBe('image/png')
    expect(workflow.headers.get('content-type')).toContain('application/json')
  }),
)

test(
  'a photo is kept under the id that its sender chose, and a repeat is the same photo',
  withTeam(async ({ api }) => {
    const to = `/v1/ext/photo/${randomUUID()}`
    const bytes = await picture().webp().toBuffer()

    const first = await sent(api, { bytes }, { to })
    const again = await sent(api, { bytes }, { to })
    const other = await sent(api, { bytes: await picture(61).webp().toBuffer() }, { to })

    expect(first.status).toBe(200)
    expect(to).toContain(first.body._data.id)
    expect(again).toEqual(first)
    expect(other.status).toBe(409)
    expect(other.body._errors).toEqual([`Photo ${first.body._data.id} exists already, with other content.`])
  }),
)

test(
  'of two uploads at once under one id one is kept, whole, and the other is refused',
  withTeam(async ({ api, scope }) => {
    const to = `/v1/ext/photo/${randomUUID()}`
    const pictures = await Promise.all([50, 51, 52, 53].map((width) => picture(width).png().toBuffer()))

    const answers = await Promise.all(pictures.map((bytes) => sent(api, { bytes }, { to })))

    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409])
    const fetched = Buffer.from(await (await api.fetch(to)).arrayBuffer())
    expect(fetched).toEqual(pictures[answers.findIndex((answer) => answer.status === 200)])
    const files = await readdir(path.join(theNadi().dataDir, 'files', scope.teamId), {
      recursive: true,
      withFileTypes: true,
    })
    expect(files.filter((file) => file.isFile())).toHaveLength(1)
  }),
)

test(
  'an upload with an Idempotency-Key answers a repeat with the first answer, though its form differs',
  withTeam(async ({ api }) => {
    const bytes = await picture(900, 700).png({ compressionLevel: 0 }).toBuffer()
    const headers = { 'idempotency-key': 'photo-1' }

    const first = await send(api, { bytes }, { headers })
    const again = await send(api, { bytes }, { headers })
    const other = await sent(api, { bytes: await picture().png().toBuffer() }, { headers })

    expect(bytes.length).toBeGreaterThan(1_000_000)
    expect(first.status).toBe(200)
    expect(again.text).toBe(first.text)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(other.status).toBe(409)
    expect(other.body._meta.errors[0].code).toBe('idempotency_key_reused')
  }),
)

test(
  'every kind of picture is known by its content, and measured as it is seen',
  withTeam(async ({ api }) => {
    const kinds = {
      'image/jpeg': picture().jpeg(),
      'image/png': picture().png(),
      'image/webp': picture().webp(),
      'image/gif': picture().gif(),
      'image/avif': picture().avif(),
      'image/tiff': picture().tiff(),
    }

    const found: string[] = []
    for (const kind of Object.values(kinds)) {
      const { body } = await sent(api, { bytes: await kind.toBuffer(), name: 'whatever.bin' })
      found.push(body._data.filetype)
    }
    const turned = await sent(api, { bytes: await picture(60, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer() })

    expect(found).toEqual(Object.keys(kinds))
    expect(turned.body._data).toMatchObject({ width: 40, height: 60 })
  }),
)

test(
  'what is no whole picture is refused with a sentence',
  withTeam(async ({ api }) => {
    const jpeg = await picture(400, 300).jpeg().toBuffer()
    const refused = async (upload: Upload) => {
      const { status, body } = await sent(api, upload)
      return [status, body._errors[0]]
    }

    expect(
      await refused({
        bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        name: 'a.svg',
      }),
    ).toEqual([415, 'The photo is SVG, which is not taken.'])
    expect(await refused({ bytes: Buffer.from('%PDF-1.7 …'), type: 'image/jpeg' })).toEqual([
      415,
      'The photo is not a picture of a kind that is taken.',
    ])
    expect(await refused({ bytes: Buffer.alloc(0) })).toEqual([
      415,
      'The photo is not a picture of a kind that is taken.',
    ])
    const [status, sentence] = await refused({ bytes: jpeg.subarray(0, jpeg.length / 2) })
    expect(status).toBe(400)
    expect(sentence).toMatch(/^The photo is broken: .+\.$/)
    expect(await refused({ bytes: jpeg, fields: { filetype: 'image/png' } })).toEqual([
      400,
      '"filetype" says image/png, but the photo is image/jpeg.',
    ])
    expect(await refused({ bytes: await bomb() })).toEqual([
      400,
      'The photo has 20000 × 20000 pixels, more than 100 megapixels.',
    ])
  }),
)

test(
  'a form that lacks the photo, or holds what it should not, is refused by the name of the field',
  withTeam(async ({ api }) => {
    const refused = async (fill: (form: FormData) => void) => {
      const form = new FormData()
      fill(form)
      const response = await api.fetch('/v1/ext/photo', { method: 'POST', body: form })
      const { _errors } = (await response.json()) as { _errors: string[] }
      return [response.status, _errors[0]]
    }
    const bytes = new Blob([new Uint8Array(await picture().png().toBuffer())])

    expect(await refused((form) => form.set('filename', 'a.png'))).toEqual([400, '"photo" is required: a file.'])
    expect(await refused((form) => form.set('photo', 'text'))).toEqual([400, '"photo" must be a file, not text.'])
    expect(await refused((form) => form.set('picture', bytes, 'a.png'))).toEqual([
      400,
      '"picture" is not a field here.',
    ])
    expect(await refused((form) => form.set('caption', 'Door'))).toEqual([400, '"caption" is not a field here.'])
    expect((await api.post('/v1/ext/photo', { photo: 'x' })).body._errors).toEqual([
      'The body must be multipart/form-data with the file in "photo".',
    ])
    const cut = await api.fetch('/v1/ext/photo', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\nabc',
    })
    expect(cut.status).toBe(400)
  }),
)

test(
  'a photo larger than 100 MB is refused, whether its length was told or not',
  withTeam(async ({ api }) => {
    const told = await upload(api, { 'content-length': 100_200_000 }, 1)
    const untold = await upload(api, { 'transfer-encoding': 'chunked' }, 101)

    for (const { status, text } of [told, untold]) {
      expect(status).toBe(413)
      expect(JSON.parse(text)._errors).toEqual(['"photo" is larger than 100 MB, the most that this call takes.'])
    }
    await expect.poll(() => readdir(path.join(theNadi().dataDir, 'files', 'incoming'))).toEqual([])
  }),
)

test(
  'a name that would break a header or leave a folder is made harmless',
  withTeam(async ({ api }) => {
    const bytes = await picture().png().toBuffer()
    const named = async (filename: string) => {
      const { body } = await sent(api, { bytes, fields: { filename } })
      const fetched = await api.fetch(`/v1/ext/photo/${body._data.id}`)
      return [body._data.filename, fetched.headers.get('content-disposition')]
    }

    expect(await named('../../etc/passwd')).toEqual(['passwd', `inline; filename="passwd"; filename*=UTF-8''passwd`])
    expect(await named('a"b\r\nset-cookie: x=1.png')).toEqual([
      'abset-cookie x=1.png',
      `inline; filename="abset-cookie x=1.png"; filename*=UTF-8''abset-cookie%20x%3D1.png`,
    ])
    expect(await named('पुणे.png')).toEqual([
      'पुणे.png',
      `inline; filename="____.png"; filename*=UTF-8''${encodeURIComponent('पुणे.png')}`,
    ])
    expect((await named('...'))[0]).toBe('photo.png')
  }),
)

test(
  'a part of a photo can be fetched, and a copy that is still right need not be fetched again',
  withTeam(async ({ api }) => {
    const bytes = await picture().png().toBuffer()
    const { body } = await sent(api, { bytes })
    const fetch = (headers: Record<string, string>) => api.fetch(`/v1/ext/photo/${body._data.id}`, { headers })

    const part = await fetch({ range: 'bytes=10-19' })
    const end = await fetch({ range: 'bytes=-5' })
    const beyond = await fetch({ range: `bytes=${bytes.length}-` })
    const known = await fetch({ 'if-none-match': part.headers.get('etag') ?? '' })

    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20))
    expect(Buffer.from(await end.arrayBuffer())).toEqual(bytes.subarray(-5))
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
    expect([known.status, await known.text()]).toEqual([304, ''])
  }),
)

test(
  'a photo of another team is not there',
  withTeam(async ({ api }) => {
    const other = await makeTeam()
    const { body } = await sent(other.api, { bytes: await picture().png().toBuffer() })

    const answer = await api.get(`/v1/ext/photo/${body._data.id}`)

    expect(answer.status).toBe(404)
    expect(answer.body._errors).toEqual([`There is no photo ${body._data.id}.`])
  }),
)

/** A PNG of a few hundred bytes whose head says 20,000 × 20,000 pixels. */
async function bomb(): Promise<Buffer> {
  const bytes = await picture(1, 1).png().toBuffer()
  const head = bytes.subarray(12, 29)
  head.writeUInt32BE(20_000, 4)
  head.writeUInt32BE(20_000, 8)
  const { crc32 } = await import('node:zlib')
  bytes.writeUInt32BE(crc32(head), 29)
  return bytes
}

/** Sends a form whose photo has so many megabytes, a megabyte at a time. */
function upload(
  api: Api,
  headers: Record<string, string | number>,
  megabytes: number,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${api.url}/v1/ext/photo`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${api.key}`, 'content-type': 'multipart/form-data; boundary=x', ...headers },
      },
      async (response) => {
        let text = ''
        for await (const chunk of response) text += chunk
        resolve({ status: response.statusCode ?? 0, text })
        outgoing.destroy()
      },
    )
    outgoing.on('error', reject)
    outgoing.write('--x\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\n')
    const chunk = Buffer.alloc(1_000_000)
    const send = async (): Promise<void> => {
      for (let sent = 0; sent < megabytes && !outgoing.destroyed; sent++) {
        if (!outgoing.write(chunk)) await new Promise((resume) => outgoing.once('drain', resume))
      }
      if (!('content-length' in headers)) outgoing.end('\r\n--x--\r\n')
    }
    void send()
  })
}
