import { expect, test } from 'vitest'
import type { AnswerBody, Api } from '../../harness/api.ts'
import { withTeam } from '../../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator } from '../../harness/simulator.ts'
import { picture } from '../../platform/photos/pictures.ts'

startNadiWithSimulator()

async function upload(api: Api, pluginId: string, bytes: Buffer, name: string, fields: Record<string, string> = {}) {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('file', new Blob([new Uint8Array(bytes)]), name)
  const response = await api.fetch(`/v1/ext/plugin/whatsapp/${pluginId}/upload-public-media`, {
    method: 'POST',
    body: form,
  })
  return { status: response.status, body: (await response.json()) as AnswerBody }
}

test(
  'an uploaded file has an address that anybody may read, as Meta does',
  withTeam(async (team) => {
    const { pluginId } = await connectPlugin(team)
    const bytes = await picture(40, 30).jpeg().toBuffer()

    const { status, body } = await upload(team.api, pluginId, bytes, 'offer.jpg')
    const read = await fetch(body._data.publicMediaUrl)

    expect(status).toBe(200)
    expect(new URL(body._data.publicMediaUrl).pathname).toMatch(
      new RegExp(`^/${team.scope.teamId}/\\d{4}-\\d{2}-\\d{2}/[0-9a-f-]{36}\\.jpg$`),
    )
    expect(Buffer.from(await read.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(read.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': expect.stringMatching(/^inline; filename="offer\.jpg"/),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  }),
)

test(
  'what a file is, is read from its bytes: a page that calls itself a picture is refused',
  withTeam(async (team) => {
    const { pluginId } = await connectPlugin(team)

    const page = await upload(team.api, pluginId, Buffer.from('<html><script>alert(1)</script></html>'), 'cat.jpg')
    const text = await upload(team.api, pluginId, Buffer.from('Terms and conditions'), 'terms.txt')

    expect(page.status).toBe(415)
    expect(page.body._meta.errors[0]).toMatchObject({ code: 'media_type', path: 'file' })
    const read = await fetch(text.body._data.publicMediaUrl)
    expect(read.headers.get('content-type')).toBe('text/plain')
    expect(read.headers.get('content-disposition')).toMatch(/^attachment/)
  }),
)

test(
  'a picture that WhatsApp would find too large is refused at once',
  withTeam(async (team) => {
    const { pluginId } = await connectPlugin(team)
    const jpeg = await picture(40, 30).jpeg().toBuffer()

    const { status, body } = await upload(team.api, pluginId, Buffer.concat([jpeg, Buffer.alloc(5_300_000)]), 'a.jpg')

    expect(status).toBe(413)
    expect(body._errors[0]).toMatch(/WhatsApp carries at most 5242880/)
  }),
)

test(
  "another extension, another day or another team's address finds nothing",
  withTeam(async (team) => {
    const { pluginId } = await connectPlugin(team)
    const { body } = await upload(team.api, pluginId, await picture().png().toBuffer(), 'a.png')
    const url: string = body._data.publicMediaUrl

    for (const wrong of [
      url.replace('.png', '.html'),
      url.replace(/\d{4}-\d{2}-\d{2}/, '2020-01-01'),
      url.replace(team.scope.teamId, '01912d5c-1111-7c1e-9b6f-2a4d8e0c5b17'),
    ]) {
      expect((await fetch(wrong)).status).toBe(404)
    }
  }),
)
