import { expect, test } from 'vitest'
import { type Answer, type Business, startBusiness } from './harness.ts'

const asha = '919876543210'

function phoneOf({ simulator }: Business) {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await fetch(`${simulator.url}/simulator/api/${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: await answer.json() }
  }
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) => call('POST', path, body, headers),
    patch: (path: string, body: unknown) => call('PATCH', path, body),
  }
}

test('a conversation shows as on a phone: words, ticks, and templates with their parts filled in', async () => {
  const business = await startBusiness()
  const phone = phoneOf(business)
  const chat = `conversations/${business.phoneNumberId}/${asha}`
  await phone.post('customers', { number: `+${asha}`, name: 'Asha' })

  const { body: written } = await phone.post(`${chat}/messages`, { text: 'hello' })
  await business.send({
    to: asha,
    type: 'template',
    context: { message_id: written.wamid },
    template: {
      name: 'festive_offer',
      language: { code: 'en' },
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.com/a.jpg' } }] },
        { type: 'body', parameters: [{ type: 'text', text: 'Asha' }] },
        {
          type: 'button',
          sub_type: 'copy_code',
          index: 0,
          parameters: [{ type: 'coupon_code', coupon_code: 'FEST20' }],
        },
      ],
    },
  })
  await business.simulator.idle()
  const before = await phone.get(chat)
  await phone.post(`${chat}/reads`)
  const after = await phone.get(chat)

  expect(before.body).toMatchObject({
    customer: { waId: asha, name: 'Asha' },
    business: { name: 'Simulated Business' },
    isWindowOpen: true,
    unreadCount: 1,
    messages: [
      { wamid: written.wamid, direction: 'in', type: 'text', text: 'hello', ticks: 'none' },
      {
        direction: 'out',
        type: 'template',
        ticks: 'delivered',
        header: { type: 'image', media: { url: 'https://example.com/a.jpg' } },
        text: 'Hello Asha, enjoy 20% off this week only!',
        footer: 'Reply STOP to unsubscribe',
        inReplyTo: { wamid: written.wamid, text: 'hello' },
        buttons: [
          { kind: 'copy_code', target: 'FEST20', canTap: false },
          { kind: 'quick_reply', title: 'Tell me more', canTap: true },
        ],
      },
    ],
  })
  expect(after.body).toMatchObject({ unreadCount: 0, messages: [{}, { ticks: 'read' }] })
  expect((await phone.get('conversations')).body).toMatchObject([
    { address: asha, lastMessage: { text: 'Hello Asha, enjoy 20% off this week only!' } },
  ])
})

test('every kind is sent from the phone', async () => {
  const business = await startBusiness()
  const { messages, phoneNumberId, simulator } = business
  const phone = phoneOf(business)
  const chat = `conversations/${phoneNumberId}/${asha}`
  const { body: first } = await phone.post(`${chat}/messages`, { text: 'helo' })
  const form = new FormData()
  form.append('kind', 'voice')
  form.append('file', new Blob(['sound'], { type: 'audio/ogg' }), 'voice.ogg')

  const voice = await fetch(`${simulator.url}/simulator/api/${chat}/files`, { method: 'POST', body: form })
  await phone.post(`${chat}/locations`, { latitude: 18.5, longitude: 73.8, name: 'Pune' })
  await phone.post(`${chat}/contacts`, { contacts: [{ name: 'Ravi', phone: '+919000000001' }] })
  await phone.post(`${chat}/reactions`, { wamid: first.wamid, emoji: '👍' })
  await phone.post(`${chat}/edits`, { wamid: first.wamid, text: 'hello' })
  await phone.post(`${chat}/deletions`, { wamid: first.wamid })

  expect(voice.status).toBe(200)
  expect(messages().map(({ type }) => type)).toEqual([
    'text',
    'audio',
    'location',
    'contacts',
    'reaction',
    'edit',
    'revoke',
  ])
  const shown = await phone.get(chat)
  expect(shown.body.messages[0]).toMatchObject({
    isDeleted: true,
    isEdited: true,
    reactions: [{ by: asha, emoji: '👍' }],
  })
  const file = await fetch(`${simulator.url}${shown.body.messages[1].media.url}`)
  expect([file.status, await file.text()]).toEqual([200, 'sound'])
})

test('changes come as events', async () => {
  const business = await startBusiness()
  const { simulator } = business
  const stream = await fetch(`${simulator.url}/simulator/api/events`)
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()

  await simulator.customer(asha).writes('hello')

  let seen = ''
  while (reader && !seen.includes('event: conversation')) seen += (await reader.read()).value
  await reader?.cancel()
  expect(seen).toContain(`"address":"${asha}"`)
})

test('settings, mishaps and time are changed from outside, and mistakes are told in a sentence', async () => {
  const business = await startBusiness()
  const phone = phoneOf(business)

  expect((await phone.patch('settings', { loss: 0.5 })).body.loss).toBe(0.5)
  expect(await phone.patch('settings', { loss: 2 })).toEqual({
    status: 400,
    body: { error: '"loss" must be a number from 0 to 1.' },
  })
  expect((await phone.patch('settings', { lost: 1 })).body.error).toContain('There is no setting "lost"')
  await phone.patch('settings', { loss: 0 })
  await phone.post('mishaps', { code: 130429 })
  expect((await business.send({ to: asha, type: 'text', text: { body: 'x' } })).body.error.code).toBe(130429)
  const before = business.simulator.world.clock.now()
  await phone.post('clock', { forwardMs: 60_000 })
  expect(business.simulator.world.clock.now() - before).toBeGreaterThanOrEqual(60_000)
  expect((await phone.post('customers', { number: 'x' })).status).toBe(400)
  expect((await phone.post(`conversations/${business.phoneNumberId}/nobody/messages`, { text: 'x' })).body).toEqual({
    error: '"nobody" is not a phone number with its country code.',
  })
  const shown = await phone.get(`conversations/${business.phoneNumberId}/${encodeURIComponent('+91 98765 43210')}`)
  expect(shown.body.address).toBe(asha)
  expect((await phone.get('accounts')).body[0]).toMatchObject({ accessToken: business.simulator.account.accessToken })
})

test('a page of another origin may not play customers', async () => {
  const business = await startBusiness()
  const phone = phoneOf(business)

  const stranger = await phone.post('customers', { number: asha }, { origin: 'https://elsewhere.example' })
  const own = await phone.post('customers', { number: asha }, { origin: business.simulator.url })

  expect([stranger.status, own.status]).toEqual([403, 200])
})

test('the phone stands in frames of those pages alone that were named', async () => {
  const { simulator } = await startBusiness()
  const policy = async (): Promise<string | null> =>
    (await fetch(`${simulator.url}/`)).headers.get('content-security-policy')

  const before = await policy()
  simulator.framedBy.add('http://localhost:8420')

  expect(before).toContain("frame-ancestors 'none'")
  expect(await policy()).toContain('frame-ancestors http://localhost:8420')
})
