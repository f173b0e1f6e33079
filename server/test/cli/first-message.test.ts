import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { apiWith } from '../harness/api.ts'
import { openPage, startBrowser } from '../harness/browser.ts'
import { signedIn, testPassword, tryToSignIn } from '../harness/sign-in.ts'
import { counted } from '../platform/statistics/counted.ts'
import { RealServer } from '../soak/real-server.ts'

let server: RealServer
beforeAll(async () => {
  server = await RealServer.make()
  await server.start()
}, 120_000)
afterAll(() => server.remove())
startBrowser()

test('a newcomer writes hello on the phone, finds the lead and the chat, and sees the printed reply with two blue ticks', {
  timeout: 120_000,
}, async () => {
  const api = apiWith(server.url, server.key)
  const page = await openPage(await server.printed(/open the phone at (\S+?),/))
  await page.getByRole('button', { name: /Asha Rao/ }).click()
  await page.getByRole('textbox', { name: 'Message' }).fill('hello')
  await page.keyboard.press('Enter')

  const chat = await vi.waitFor(async () => {
    const { body } = await api.post('/v1/ext/chat', {
      where: { phoneNumber: '+919876543210' },
      orderField: 'createdAt',
      orderDirection: 'desc',
      limit: 10,
      page: 1,
    })
    expect(body._data).toHaveLength(1)
    expect(body._data[0].process).toEqual(expect.any(String))
    return body._data[0]
  }, 20_000)
  const lead = await api.get(`/v1/ext/procedure/lead/process/${chat.process}`)
  const command = await server.printed(/^(curl .*\/messages' .*)$/)
  const replied = await promisify(execFile)('/bin/sh', ['-c', command])

  expect(chat.contact).toMatchObject({ name: 'Asha Rao', phoneNumber: '+919876543210' })
  expect(lead.body._data.data).toMatchObject({ name: 'Asha Rao', phone_number: '+919876543210' })
  expect(JSON.parse(replied.stdout)._errors).toEqual([])
  const reply = page.getByRole('article').filter({ hasText: 'Hello Asha, how can we help?' })
  await reply.getByRole('img', { name: 'read' }).waitFor({ timeout: 20_000 })
  const { body } = await api.post(`/v1/ext/chat/${chat.id}/message`, { limit: 10, page: 1 })
  expect(body._data.map(({ text, direction }: Record<string, string>) => [direction, text])).toEqual([
    ['OUTBOUND', 'Hello Asha, how can we help?'],
    ['INBOUND', 'hello'],
  ])
})

test('the demo team has two weeks of conversations behind it, in all the ways they can stand', async () => {
  const api = apiWith(server.url, server.key)
  const count = async (where: object): Promise<number> =>
    (await api.post('/v1/ext/chat', { where: { ...where, phoneNumber: { '!=': '+919876543210' } } })).body._meta.total

  expect(await count({ status: 'CLOSED' })).toBeGreaterThan(10)
  expect(await count({ status: 'OPEN', assignedTo: null })).toBeGreaterThan(0)
  expect(await count({ unread: true })).toBeGreaterThan(1)
  expect(await count({ status: 'OPEN', windowEndsAt: { '<': Date.now() } })).toBeGreaterThan(0)
  for (const agent of ['alex', 'priya', 'sameer', 'ritu']) {
    expect(await count({ status: 'OPEN', assignedTo: `${agent}@paisapay.com` })).toBeGreaterThan(0)
  }
  const messages = await counted(api, `messages?from=${Date.now() - 15 * 86_400_000}&bucket=day`)
  expect(messages.inbound.total).toBeGreaterThan(50)
  expect(messages.failures.map(({ code }: { code: string }) => code)).toContain('131026')
  expect((await counted(api, 'replies')).agents).toHaveLength(4)
})

test('the printed sign-in lets the administrator in, to choose a password first; the next start says where it is', {
  timeout: 120_000,
}, async () => {
  const username = 'alex@paisapay.com'
  const password = await server.printed(/sign in +at \S+ as alex@paisapay\.com with ([\w-]+)$/)
  const answer = await tryToSignIn(server.url, { username, password })
  const browser = signedIn(server.url, answer)

  expect(answer.body._data).toMatchObject({ mustChangePassword: true, team: { shortId: 'demo' } })
  expect((await browser.get('/v1/ext/users')).status).toBe(403)
  await browser.put('/v1/ext/session/password', { current: password, password: testPassword })
  expect((await browser.get('/v1/ext/users')).status).toBe(200)
  const agent = await tryToSignIn(server.url, { username: 'sameer@paisapay.com', password })
  expect(agent.body._data).toMatchObject({ mustChangePassword: true, role: { name: 'Agent' } })

  await server.killServer()
  await server.start()
  await server.printed(/(npm run nadi -- user password alex@paisapay\.com)/)
  expect((await browser.get('/v1/ext/session')).body._data.user.username).toBe(username)
})
