import { expect, test } from 'vitest'
import { startBusiness, text } from './harness.ts'

const asha = '919876543210'

test('files of a customer arrive by id, with their type and checksum, and can be fetched with the token', async () => {
  const { simulator, messages, get } = await startBusiness()
  const customer = simulator.customer(asha)

  await customer.sendsImage({ caption: 'Look' })
  await customer.sendsVoice()
  await customer.sendsDocument({ file: { filename: 'pan.pdf' } })
  await customer.sendsSticker()
  await customer.sendsVideo()

  const [image, voice, document, sticker, video] = messages() as unknown as Record<string, Record<string, unknown>>[]
  expect(image).toMatchObject({
    type: 'image',
    image: { caption: 'Look', mime_type: 'image/png', id: expect.any(String) },
  })
  expect(voice).toMatchObject({ type: 'audio', audio: { voice: true, mime_type: 'audio/ogg; codecs=opus' } })
  expect(document).toMatchObject({ type: 'document', document: { filename: 'pan.pdf' } })
  expect(sticker).toMatchObject({ type: 'sticker', sticker: { animated: false } })
  expect(video).toMatchObject({ type: 'video', video: { mime_type: 'video/mp4' } })
  const { body } = await get(String(image?.image?.id))
  const file = await fetch(body.url, { headers: { authorization: `Bearer ${simulator.account.accessToken}` } })
  expect(file.headers.get('content-type')).toBe('image/png')
  expect(String((await file.arrayBuffer()).byteLength)).toBe(body.file_size)
  expect((await fetch(body.url)).status).toBe(401)
  expect(Buffer.from(String(image?.image?.sha256), 'base64').toString('hex')).toBe(body.sha256)
})

test('the address of a file ends after five minutes', async () => {
  const { simulator, messages, get } = await startBusiness()
  await simulator.customer(asha).sendsImage()
  const [image] = messages() as unknown as { image: { id: string } }[]
  const { body } = await get(String(image?.image.id))

  simulator.world.clock.forward(6 * 60_000)

  const file = await fetch(body.url, { headers: { authorization: `Bearer ${simulator.account.accessToken}` } })
  expect(file.status).toBe(404)
})

test('places, visiting cards, orders, unsupported things, answers, forwards and advertisements look as Meta’s', async () => {
  const { simulator, messages } = await startBusiness()
  const customer = simulator.customer(asha)
  const { wamid } = await customer.writes('first')

  await customer.sendsLocation({ latitude: 18.52, longitude: 73.85, name: 'Pune' })
  await customer.sendsContacts([{ name: 'Ravi', phone: '+91 90000 00001' }])
  await customer.orders({
    catalog_id: '1',
    product_items: [{ product_retailer_id: 'A', quantity: 1, item_price: 30, currency: 'INR' }],
  })
  await customer.sendsUnsupported('poll')
  await customer.writes('about that', { inReplyTo: wamid })
  await customer.writes('see', { forwarded: true })
  await customer.writes('ad', { referral: { source_type: 'ad', source_id: '9', ctwa_clid: 'x' } })

  expect(messages().slice(1)).toMatchObject([
    { type: 'location', location: { latitude: 18.52, longitude: 73.85, name: 'Pune' } },
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Ravi' }, phones: [{ wa_id: '919000000001' }] }] },
    { type: 'order', order: { catalog_id: '1', product_items: [{ quantity: 1 }] } },
    { type: 'unsupported', unsupported: { type: 'poll' }, errors: [{ code: 131051 }] },
    { type: 'text', context: { from: simulator.number().number.digits, id: wamid } },
    { type: 'text', context: { forwarded: true } },
    { type: 'text', referral: { source_type: 'ad', ctwa_clid: 'x' } },
  ])
})

test('a reaction, its removal, an edit and a deletion name the message they are about', async () => {
  const { simulator, messages } = await startBusiness()
  const customer = simulator.customer(asha)
  const { wamid } = await customer.writes('helo')

  await customer.reacts(wamid, '👍')
  await customer.unreacts(wamid)
  await customer.edits(wamid, 'hello')
  await customer.deletes(wamid)

  const [, reaction, removal, edit, revoke] = messages() as unknown as { reaction?: object }[]
  expect(reaction).toMatchObject({ type: 'reaction', reaction: { message_id: wamid, emoji: '👍' } })
  expect(removal?.reaction).toEqual({ message_id: wamid })
  expect(edit).toMatchObject({
    type: 'edit',
    edit: { original_message_id: wamid, message: { type: 'text', text: { body: 'hello' } } },
  })
  expect(revoke).toMatchObject({ type: 'revoke', revoke: { original_message_id: wamid } })
})

test('taps on buttons and rows answer with what the business gave them', async () => {
  const { simulator, send, messages } = await startBusiness()
  const customer = simulator.customer(asha)
  await customer.writes('hi')
  const buttons = await send({
    to: asha,
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Will you come?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
    },
  })
  const list = await send({
    to: asha,
    type: 'interactive',
    interactive: {
      type: 'list',
      body: { text: 'When?' },
      action: { button: 'Times', sections: [{ rows: [{ id: 'am', title: 'Morning', description: '9 to 12' }] }] },
    },
  })
  const template = await send({
    to: asha,
    type: 'template',
    template: {
      name: 'appointment_reminder',
      language: { code: 'en' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Asha' },
            { type: 'text', text: 'Monday' },
          ],
        },
        { type: 'button', sub_type: 'quick_reply', index: '1', parameters: [{ type: 'payload', payload: 'later-7' }] },
      ],
    },
  })

  await customer.taps(buttons.body.messages[0].id, 'Yes')
  await customer.taps(list.body.messages[0].id, 'am')
  await customer.taps(template.body.messages[0].id, 'Another time')

  expect(messages().slice(1)).toMatchObject([
    {
      context: { id: buttons.body.messages[0].id },
      interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
    },
    { interactive: { type: 'list_reply', list_reply: { id: 'am', title: 'Morning', description: '9 to 12' } } },
    {
      context: { id: template.body.messages[0].id },
      type: 'button',
      button: { payload: 'later-7', text: 'Another time' },
    },
  ])
  await expect(async () => customer.taps(buttons.body.messages[0].id, 'No')).rejects.toThrow('it has "Yes"')
})

test('a customer reads, plays, changes the number, turns marketing off, and the app writes an echo', async () => {
  const { simulator, send, statuses, changes } = await startBusiness({ settings: { statuses: ['sent'] } })
  const customer = simulator.customer(asha, { name: 'Asha' })
  await customer.writes('hi')
  await send(text(asha, 'one'))
  const second = await send(text(asha, 'two'))
  await simulator.idle()

  await customer.reads()
  await customer.plays(second.body.messages[0].id)
  await customer.changesNumber('+91 90000 00009')
  await customer.reinstalls()
  await customer.prefers('stop')
  await customer.hearsFromApp('from the shop')

  expect(statuses().map(({ status }) => status)).toEqual([
    'sent',
    'sent',
    'delivered',
    'read',
    'delivered',
    'read',
    'played',
  ])
  expect(changes().slice(-4)).toMatchObject([
    {
      field: 'messages',
      value: { messages: [{ type: 'system', system: { wa_id: '919000000009', type: 'user_changed_number' } }] },
    },
    {
      field: 'messages',
      value: {
        messages: [{ type: 'system', identity: { acknowledged: true }, system: { type: 'customer_identity_changed' } }],
      },
    },
    {
      field: 'user_preferences',
      value: { user_preferences: [{ wa_id: asha, value: 'stop', category: 'marketing_messages' }] },
    },
    { field: 'smb_message_echoes', value: { message_echoes: [{ to: asha, text: { body: 'from the shop' } }] } },
  ])
})

test('a completed form comes back as JSON text', async () => {
  const { simulator, messages } = await startBusiness()
  const customer = simulator.customer(asha)
  const { wamid } = await customer.writes('form please')

  await customer.completesFlow(wamid, { flow_token: 't', stars: 5 })

  expect(messages()[1]).toMatchObject({
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: '{"flow_token":"t","stars":5}' } },
  })
})

test('a number that blocked a customer hears nothing from them', async () => {
  const { simulator, post, messages, phoneNumberId } = await startBusiness()
  await post(`${phoneNumberId}/block_users`, { messaging_product: 'whatsapp', block_users: [{ user: `+${asha}` }] })

  await simulator.customer(asha).writes('hello?')

  expect(messages()).toEqual([])
})

test('a customer who hides the number is known and answered by a user id', async () => {
  const { simulator, send, changes, messages, statuses } = await startBusiness({ settings: { statuses: ['sent'] } })
  const customer = simulator.customer(asha, { name: 'Asha' })
  Object.assign(customer.profile, { hidesNumber: true, username: '@asha' })
  await customer.writes('guess who')
  const [{ from, from_user_id: userId } = { from: '?', from_user_id: '?' }] = messages() as unknown as {
    from: string
    from_user_id: string
  }[]

  const answered = await send(text(userId, 'who?'))
  const code = await send({
    to: userId,
    type: 'template',
    template: {
      name: 'login_code',
      language: { code: 'en' },
      components: [
        { type: 'body', parameters: [{ type: 'text', text: '1' }] },
        { type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: '1' }] },
      ],
    },
  })
  const stranger = await send(text('IN.12345'))
  await simulator.idle()

  expect(from).toBe('')
  expect(changes()[0]?.value.contacts).toEqual([
    { profile: { name: 'Asha', username: '@asha' }, wa_id: '', user_id: userId },
  ])
  expect(answered.body.contacts).toEqual([{ input: userId, wa_id: '', user_id: userId }])
  expect(statuses()).toMatchObject([{ status: 'sent', recipient_id: '', recipient_user_id: userId }])
  expect(code.body.error.code).toBe(131062)
  expect(stranger.body.error.code).toBe(131009)
})
