import { expect, test } from 'vitest'
import { startNadi, theNadi } from '../harness/nadi.ts'

startNadi()

const get = (path: string) => fetch(theNadi().url + path, { headers: { accept: 'text/html' } })

test('browsers keep the files of the console, and no answer that one of them is missing', async () => {
  const page = await get('/p/lead')
  const html = await page.text()
  const [, asset = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(html) ?? []

  const found = await get(asset)
  const missing = await get('/assets/of-another-version.js')

  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect([found.status, found.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
  expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store'])
  expect((await get('/assets/..%2f..%2fpackage.json')).status).not.toBe(200)
})
