import { expect, test } from 'vitest'
import { type Business, startBusiness, text } from './harness.ts'

const asha = '919876543210'

const template = (components: unknown[], name = 'appointment_reminder', code = 'en') => ({
  to: asha,
  type: 'template',
  template: { name, language: { code }, components },
})
const body = (...texts: string[]) => ({ type: 'body', parameters: texts.map((each) => ({ type: 'text', text: each })) })

/** Each message, the code it is refused with, and a piece of what Meta says. */
const wrong: [title: string, message: Record<string, unknown>, code: number, says: string][] = [
  ['no product', { ...text(asha), messaging_product: undefined }, 100, 'The parameter messaging_product is required.'],
  ['another product', { ...text(asha), messaging_product: 'sms' }, 100, 'messaging_product must be one of'],
  ['no recipient', { type: 'text', text: { body: 'x' } }, 100, 'The parameter to is required.'],
  ['a recipient that is no number', text('asha'), 131009, 'Param to must be a valid phone number'],
  ['an unknown type', { to: asha, type: 'telegram', telegram: {} }, 100, 'got "telegram"'],
  ['an unknown parameter', { ...text(asha), color: 'red' }, 100, 'Unexpected key "color"'],
  [
    'an unknown member',
    { to: asha, type: 'text', text: { body: 'x', bold: true } },
    100,
    'Unexpected key "bold" on param "text"',
  ],
  ['no body', { to: asha, type: 'text', text: {} }, 100, "The parameter text['body'] is required."],
  ['an empty body', { to: asha, type: 'text', text: { body: '' } }, 100, 'at least 1 character'],
  ['a body too long', text(asha, 'x'.repeat(4097)), 100, 'at most 4096 characters'],
  [
    'media of nobody',
    { to: asha, type: 'image', image: { id: '12345' } },
    100,
    'not a valid whatsapp business account media attachment ID',
  ],
  [
    'media twice',
    { to: asha, type: 'image', image: { id: '1', link: 'https://example.com/a.jpg' } },
    100,
    'Exactly one of',
  ],
  ['a link that is none', { to: asha, type: 'image', image: { link: 'ftp://example.com' } }, 100, 'not a valid URI'],
  [
    'a caption on audio',
    { to: asha, type: 'audio', audio: { link: 'https://example.com/a.mp3', caption: 'x' } },
    100,
    'Unexpected key "caption"',
  ],
  [
    'a place off the map',
    { to: asha, type: 'location', location: { latitude: 91, longitude: 0 } },
    100,
    'between -90 and 90',
  ],
  ['a contact without a name', { to: asha, type: 'contacts', contacts: [{ phones: [] }] }, 100, "['name'] is required"],
  [
    'two emojis',
    { to: asha, type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍👍' } },
    100,
    'single emoji',
  ],
  ['callback data too long', { ...text(asha), biz_opaque_callback_data: 'x'.repeat(513) }, 100, 'at most 512'],
  ['an unknown template', template([], 'nothing_like_it'), 132001, 'does not exist in en'],
  ['a template in no such language', template([], 'appointment_reminder', 'fr'), 132001, 'does not exist in fr'],
  [
    'too few parameters',
    template([body('Asha')]),
    132000,
    'body: number of localizable_params (1) does not match the expected number of params (2)',
  ],
  [
    'too many parameters',
    template([body('a', 'b', 'c')]),
    132000,
    '(3) does not match the expected number of params (2)',
  ],
  ['a line break in a parameter', template([body('a\nb', 'c')]), 132018, 'new-line'],
  ['an empty parameter', template([body('', 'c')]), 131008, 'missing text value'],
  [
    'a button that is not there',
    template([body('a', 'b'), { type: 'button', sub_type: 'quick_reply', index: 5, parameters: [] }]),
    132012,
    'no such button',
  ],
  [
    'a button of another kind',
    template([body('a', 'b'), { type: 'button', sub_type: 'url', index: 0, parameters: [] }]),
    132012,
    'sub_type mismatch',
  ],
  [
    'no picture in the header',
    template([body('Asha')], 'festive_offer'),
    132012,
    'header: Format mismatch, expected IMAGE, received UNKNOWN',
  ],
  [
    'a text where a picture belongs',
    template([{ type: 'header', parameters: [{ type: 'text', text: 'x' }] }, body('Asha')], 'festive_offer'),
    132012,
    'expected IMAGE, received TEXT',
  ],
  [
    'a parameter without its name',
    template([body('Asha', 'Rs 1', 'now')], 'payment_due'),
    132012,
    'Parameter name is missing',
  ],
  [
    'no code for the button',
    template([body('1234')], 'login_code'),
    131008,
    'Button at index 0 of type url requires a parameter',
  ],
]

const interactive: [title: string, interactive: Record<string, unknown>, says: string][] = [
  ['no body', { type: 'button', action: { buttons: [] } }, "The parameter interactive['body'] is required."],
  ['four buttons', { type: 'button', body: { text: 'x' }, action: { buttons: Array(4).fill({}) } }, 'at most 3'],
  [
    'a title too long',
    {
      type: 'button',
      body: { text: 'x' },
      action: { buttons: [{ type: 'reply', reply: { id: '1', title: 'x'.repeat(21) } }] },
    },
    'Button title length invalid. Min length: 1, Max length: 20',
  ],
  [
    'two equal titles',
    {
      type: 'button',
      body: { text: 'x' },
      action: { buttons: ['1', '2'].map((id) => ({ type: 'reply', reply: { id, title: 'Yes' } })) },
    },
    'different from each other',
  ],
  [
    'a row title too long',
    {
      type: 'list',
      body: { text: 'x' },
      action: { button: 'Go', sections: [{ rows: [{ id: '1', title: 'x'.repeat(25) }] }] },
    },
    'Row title length invalid',
  ],
  [
    'eleven rows',
    {
      type: 'list',
      body: { text: 'x' },
      action: {
        button: 'Go',
        sections: ['a', 'b'].map((title) => ({
          title,
          rows: Array.from({ length: 6 }, (_, index) => ({ id: `${title}${index}`, title: 'r' })),
        })),
      },
    },
    'maximum allowed count: 10',
  ],
  ['an unknown kind', { type: 'quiz', body: { text: 'x' }, action: {} }, 'got "quiz"'],
  [
    'a flow of nobody',
    {
      type: 'flow',
      body: { text: 'x' },
      action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: '1', flow_cta: 'Go' } },
    },
    'does not exist',
  ],
]

let business: Business

test.beforeEach(async () => {
  business = await startBusiness({ settings: { statuses: [], throughputPerSecond: null } })
  await business.simulator.customer(asha).writes('hi')
})

test('what Meta would refuse is refused in its words', async () => {
  for (const [title, message, code, says] of wrong) {
    const { status, body } = await business.send(message)
    expect([title, body.error?.code, status >= 400]).toEqual([title, code, true])
    expect(`${title}: ${body.error.message} ${body.error.error_data?.details ?? ''}`).toContain(says)
    expect(body.error).toMatchObject({ type: 'OAuthException', fbtrace_id: expect.any(String) })
  }
  expect(business.simulator.sent.size).toBe(0)
})

test('so are interactive messages', async () => {
  for (const [title, content, says] of interactive) {
    const { body } = await business.send({ to: asha, type: 'interactive', interactive: content })
    expect(`${title}: ${body.error?.message} ${body.error?.error_data?.details ?? ''}`).toContain(says)
  }
})

test('an error of the platform says which product and what exactly is wrong', async () => {
  const { status, body } = await business.send(template([body0()]))

  expect(status).toBe(400)
  expect(body).toEqual({
    error: {
      message: '(#132000) Number of parameters does not match the expected number of params',
      type: 'OAuthException',
      code: 132000,
      error_data: {
        messaging_product: 'whatsapp',
        details: 'body: number of localizable_params (1) does not match the expected number of params (2)',
      },
      fbtrace_id: expect.any(String),
    },
  })
})

const body0 = () => ({ type: 'body', parameters: [{ type: 'text', text: 'only one' }] })

test('messages of every kind that are right are accepted', async () => {
  const right = [
    { to: `+${asha.slice(0, 2)} ${asha.slice(2)}`, text: { body: 'no type is text', preview_url: true } },
    { to: asha, type: 'image', image: { link: 'https://example.com/a.jpg', caption: 'a' } },
    { to: asha, type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' } },
    { to: asha, type: 'audio', audio: { link: 'https://example.com/a.ogg', voice: true } },
    { to: asha, type: 'sticker', sticker: { link: 'https://example.com/a.webp' } },
    { to: asha, type: 'video', video: { link: 'https://example.com/a.mp4' } },
    { to: asha, type: 'location', location: { latitude: '18.5', longitude: 73.8, name: 'Pune' } },
    {
      to: asha,
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'R', first_name: 'R' }, phones: [{ phone: '1' }] }],
    },
    {
      to: asha,
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'x' },
        action: { name: 'cta_url', parameters: { display_text: 'Go', url: 'https://example.com' } },
      },
    },
    {
      to: asha,
      type: 'interactive',
      interactive: { type: 'location_request_message', body: { text: 'x' }, action: { name: 'send_location' } },
    },
    {
      to: asha,
      type: 'interactive',
      interactive: {
        type: 'call_permission_request',
        body: { text: 'x' },
        action: { name: 'call_permission_request' },
      },
    },
    template([body('Asha', 'Monday')]),
    template(
      [
        { type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.com/a.jpg' } }] },
        body('A'),
        {
          type: 'button',
          sub_type: 'copy_code',
          index: 0,
          parameters: [{ type: 'coupon_code', coupon_code: 'FEST20' }],
        },
      ],
      'festive_offer',
    ),
    template(
      [{ type: 'header', parameters: [{ type: 'location', location: { latitude: 1, longitude: 2 } }] }, body('A')],
      'branch_location',
    ),
    template(
      [body('123456'), { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '123456' }] }],
      'login_code',
    ),
    template(
      [
        {
          type: 'body',
          parameters: ['customer_name', 'amount', 'due_date'].map((parameter_name) => ({
            type: 'text',
            parameter_name,
            text: 'x',
          })),
        },
        { type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: '42' }] },
      ],
      'payment_due',
    ),
  ]
  for (const message of right) {
    const { status, body } = await business.send(message)
    expect([message.type, status, body.error?.error_data?.details ?? body.error?.message]).toEqual([
      message.type,
      200,
      undefined,
    ])
  }
})

test('a message can be marked as read, with a sign that an answer is being written', async () => {
  const { simulator, send } = business
  const { wamid } = await simulator.customer(asha).writes('hi again')

  const read = await send({ status: 'read', message_id: wamid, typing_indicator: { type: 'text' } })
  const unknown = await send({ status: 'read', message_id: 'wamid.unknown' })

  expect(read.body).toEqual({ success: true })
  expect(simulator.messages.get(wamid)?.status).toBe('read')
  expect(unknown.body.error.code).toBe(100)
})

test('one number may send so many messages a second, and so many to one customer', async () => {
  const { simulator, send } = business
  simulator.world.clock.stop()
  simulator.settings.throughputPerSecond = 3
  const many = await Promise.all(Array.from({ length: 8 }, (_, index) => send(template([body('a', `b${index}`)]))))
  simulator.settings.throughputPerSecond = null
  simulator.settings.pairBurst = 2
  const pair = []
  for (let index = 0; index < 3; index++) pair.push(await send({ ...text('919000000007') }))

  expect(many.filter(({ status }) => status === 200)).toHaveLength(3)
  expect(many.find(({ status }) => status !== 200)?.body.error.code).toBe(130429)
  expect(pair.map(({ body }) => body.error?.code)).toEqual([undefined, undefined, 131056])
  simulator.world.clock.forward(6_000)
  expect((await send(text('919000000007'))).status).toBe(200)
})

test('errors, silence and failures come when they are ordered', async () => {
  const { simulator, send, statuses } = business

  simulator.errorNext(131031)
  simulator.errorNext(131049)
  const refused = await send(text(asha))
  const failing = await send(text(asha))
  simulator.loseNextAnswer()
  await expect(send(text(asha, 'did it arrive?'))).rejects.toThrow()
  simulator.loseNextRequest()
  await expect(send(text(asha, 'it did not'))).rejects.toThrow()
  simulator.settings.failureRate = 1
  const unlucky = await send(text(asha))
  await simulator.idle()

  expect(refused.body.error.code).toBe(131031)
  expect(failing.status).toBe(200)
  expect(statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131049 }] }])
  expect(unlucky.body.error.code).toBe(131000)
  expect(unlucky.status).toBe(500)
  expect([...simulator.sent.values()].map((message) => (message.body.text as { body: string }).body)).toEqual([
    'hello',
    'did it arrive?',
  ])
})

test('someone without WhatsApp, or who stopped marketing, is told by a failed status', async () => {
  const { simulator, send, statuses } = business
  simulator.customer('919000000001').profile.hasWhatsApp = false
  simulator.customer('919000000002').profile.takesMarketing = false

  await send({ ...template([body('a', 'b')]), to: '919000000001' })
  const offer = template(
    [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.com/a.jpg' } }] },
      body('A'),
      { type: 'button', sub_type: 'copy_code', index: 0, parameters: [{ type: 'coupon_code', coupon_code: 'X' }] },
    ],
    'festive_offer',
  )
  await send({ ...offer, to: '919000000002' })
  await simulator.idle()

  expect(statuses()).toMatchObject([
    { recipient_id: '919000000001', errors: [{ code: 131026 }] },
    { recipient_id: '919000000002', errors: [{ code: 131050 }] },
  ])
})

test('the file behind a link is fetched and judged where the settings say so', async () => {
  const { simulator, send, statuses } = business
  Object.assign(simulator.settings, { fetchLinks: true, statuses: ['sent'] })
  const { wamid } = await simulator.customer(asha).sendsImage()
  const picture = simulator.messages.get(wamid)?.body.image as { id: string } | undefined
  const image = (link: string) => send({ to: asha, type: 'image', image: { link } })

  await image(`${simulator.url}/simulator/api/media/${picture?.id}`)
  await simulator.idle()
  await image(`${simulator.url}/simulator/api/media/0`)
  await simulator.idle()
  await image(`${simulator.url}/simulator/api/settings`)
  await simulator.idle()

  expect(statuses()).toMatchObject([
    { status: 'sent' },
    { status: 'failed', errors: [{ code: 131053, error_data: { details: expect.stringContaining('http code 404') } }] },
    {
      status: 'failed',
      errors: [{ code: 131053, error_data: { details: expect.stringContaining('application/json') } }],
    },
  ])
})
