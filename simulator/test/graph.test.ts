import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { sampleFiles } from '../src/index.ts'
import { type Business, startBusiness, text } from './harness.ts'

const asha = '919876543210'

async function upload(
  { simulator, phoneNumberId }: Business,
  file: Blob,
  name: string,
  fields: Record<string, string> = {},
) {
  const form = new FormData()
  for (const [key, value] of Object.entries({ messaging_product: 'whatsapp', ...fields })) form.append(key, value)
  form.append('file', file, name)
  const answer = await fetch(`${simulator.url}/v23.0/${phoneNumberId}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${simulator.account.accessToken}` },
    body: form,
  })
  return {
    status: answer.status,
    body: (await answer.json()) as { id: string; error?: { code: number; message: string } },
  }
}

const picture = new Blob([new Uint8Array(sampleFiles.image.bytes)], { type: 'image/png' })

test('an uploaded file is sent by its id, read, and gone once it is deleted', async () => {
  const business = await startBusiness()
  const { simulator, get, send } = business
  await simulator.customer(asha).writes('hi')

  const { body } = await upload(business, picture, 'a.png')
  const sent = await send({ to: asha, type: 'image', image: { id: body.id } })
  const asSticker = await send({ to: asha, type: 'sticker', sticker: { id: body.id } })
  const read = await get(body.id)
  const deleted = await business.delete(body.id)

  expect(sent.status).toBe(200)
  expect(asSticker.body.error.message).toContain('must be one of image/webp')
  expect(read.body).toEqual({
    url: expect.stringContaining(`mid=${body.id}`),
    mime_type: 'image/png',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    file_size: String(sampleFiles.image.bytes.length),
    id: body.id,
    messaging_product: 'whatsapp',
  })
  expect(deleted.body).toEqual({ success: true })
  expect((await get(body.id)).body.error).toMatchObject({ code: 100, error_subcode: 33 })
})

test('a file of a wrong type or size is refused', async () => {
  const business = await startBusiness()

  const program = await upload(business, new Blob(['x'], { type: 'application/x-msdownload' }), 'a.exe')
  const large = await upload(business, new Blob([Buffer.alloc(600 * 1024)], { type: 'image/webp' }), 'a.webp')

  expect(program.body.error?.message).toContain("Received file of type 'application/x-msdownload'")
  expect(large.body.error?.code).toBe(131053)
})

test('a template with a picture is made with a handle of the resumable upload, and approved', async () => {
  const { simulator, post, get, changes } = await startBusiness()
  const { account } = simulator
  const { bytes } = sampleFiles.image
  const begun = await post(`${account.appId}/uploads?file_name=a.png&file_length=${bytes.length}&file_type=image/png`)
  const finished = await fetch(`${simulator.url}/v23.0/${begun.body.id}`, {
    method: 'POST',
    headers: { authorization: `OAuth ${account.accessToken}`, file_offset: '0' },
    body: new Uint8Array(bytes),
  })
  const { h } = (await finished.json()) as { h: string }

  const created = await post(`${account.wabaId}/message_templates`, {
    name: 'welcome_card',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: [h] } },
      { type: 'BODY', text: 'Welcome {{1}}, your account is ready.', example: { body_text: [['Asha']] } },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Thanks' }] },
    ],
  })
  await simulator.idle()

  expect(created.body).toEqual({ id: expect.any(String), status: 'PENDING', category: 'UTILITY' })
  expect(changes()).toMatchObject([
    {
      field: 'message_template_status_update',
      value: {
        event: 'APPROVED',
        message_template_name: 'welcome_card',
        message_template_language: 'en_US',
        reason: 'NONE',
      },
    },
  ])
  expect((await get(created.body.id)).body).toMatchObject({ status: 'APPROVED', name: 'welcome_card' })
})

const newTemplate = (changes: object) => ({
  name: 'order_update',
  language: 'en',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Your order {{1}} is on its way.', example: { body_text: [['42']] } }],
  ...changes,
})
const bodyOf = (words: string, ...examples: string[]) => ({
  components: [{ type: 'BODY', text: words, ...(examples.length > 0 && { example: { body_text: [examples] } }) }],
})

test('a template that breaks a rule is refused at once, with a subcode and words for its author', async () => {
  const { simulator, post } = await startBusiness()
  const path = `${simulator.account.wabaId}/message_templates`
  const wrong: [changes: object, subcode: number | undefined, says: string][] = [
    [{ name: 'Order Update' }, undefined, 'lower-case'],
    [{ category: 'NEWS' }, undefined, 'category must be one of'],
    [{ name: 'hello_world', language: 'en_US' }, 2388024, 'already'],
    [bodyOf('Your order {{1}} is on its way.'), 2388043, 'examples for 0'],
    [bodyOf('{{1}} is your order number, dear friend.', '42'), 2388299, 'begin or end'],
    [bodyOf('Order {{1}} {{2}} {{3}} now.', 'a', 'b', 'c'), 2388293, 'parameters and 2 words'],
    [bodyOf('Your order {{2}} is on its way.', '42'), 2388072, 'without gaps'],
    [bodyOf('x'.repeat(1025)), 2388040, '1024'],
    [{ components: [{ type: 'FOOTER', text: 'bye' }] }, 2388043, 'BODY'],
    [{ components: [...bodyOf('Hello there').components, { type: 'FOOTER', text: '{{1}}' }] }, 2388073, 'footer'],
    [
      { components: [...bodyOf('Hello there').components, { type: 'HEADER', format: 'IMAGE' }] },
      2388043,
      'header_handle',
    ],
    [
      {
        components: [
          ...bodyOf('Hello there').components,
          { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4:made:up'] } },
        ],
      },
      2494102,
      'handle',
    ],
    [
      {
        components: [
          ...bodyOf('Hello there').components,
          { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'x'.repeat(26) }] },
        ],
      },
      2388040,
      '25',
    ],
  ]
  for (const [changes, subcode, says] of wrong) {
    const { body } = await post(path, newTemplate(changes))
    expect([says, body.error?.error_subcode]).toEqual([says, subcode])
    expect(`${body.error.message} ${body.error.error_user_msg ?? ''}`).toContain(says)
  }
})

test('a template is reviewed: what hides or promotes is rejected or moved', async () => {
  const { simulator, post, changes } = await startBusiness()
  const path = `${simulator.account.wabaId}/message_templates`

  for (const changed of [
    { name: 'adjacent', ...bodyOf('Dear customer {{1}}{{2}} of our shop.', 'a', 'b') },
    { name: 'short_link', ...bodyOf('Look at https://bit.ly/abc today.') },
    { name: 'promoting', ...bodyOf('Everything has a 20% off today, hurry.') },
    { name: 'promoting_still', allow_category_change: false, ...bodyOf('A discount for you.') },
  ]) {
    await post(path, newTemplate(changed))
    await simulator.idle()
  }

  expect(changes()).toHaveLength(5)
  expect(changes()).toMatchObject([
    { value: { event: 'REJECTED', reason: 'INVALID_FORMAT', rejection_info: { recommendation: expect.any(String) } } },
    { value: { event: 'REJECTED', reason: 'INVALID_FORMAT' } },
    { field: 'template_category_update', value: { new_category: 'MARKETING' } },
    { value: { event: 'APPROVED', message_template_category: 'MARKETING' } },
    { value: { event: 'REJECTED', reason: 'INCORRECT_CATEGORY' } },
  ])
})

test('a template is changed and deleted', async () => {
  const { simulator, post, get, changes, send } = await startBusiness()
  const path = `${simulator.account.wabaId}/message_templates`
  const { body } = await post(path, newTemplate({}))
  await simulator.idle()

  await post(body.id, bodyOf('Your parcel {{1}} is on its way.', '42'))
  await simulator.idle()
  const deleted = await fetch(`${simulator.url}/v23.0/${path}?name=order_update&hsm_id=${body.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${simulator.account.accessToken}` },
  })
  const sent = await send({ to: asha, type: 'template', template: { name: 'order_update', language: { code: 'en' } } })

  expect(changes().map(({ field }) => field)).toContain('message_template_components_update')
  expect(deleted.status).toBe(200)
  expect((await get(`${path}?name=order_update`)).body).toEqual({ data: [] })
  expect(sent.body.error.code).toBe(132001)
})

test('lists come in pages', async () => {
  const { simulator, get } = await startBusiness()
  const path = `${simulator.account.wabaId}/message_templates`

  const first = await get(`${path}?limit=3`)
  const second = await get(`${path}?limit=100&after=${first.body.paging.cursors.after}`)

  expect(first.body.data).toHaveLength(3)
  expect(first.body.paging.next).toEqual(expect.any(String))
  expect(second.body.data).toHaveLength(simulator.account.templates.size - 3)
  expect(second.body.paging.next).toBeUndefined()
})

test('profile, block list, QR codes, commerce settings and registration of a number', async () => {
  const { get, post, phoneNumberId: id, delete: del, send } = await startBusiness()
  const product = { messaging_product: 'whatsapp' }

  await post(`${id}/whatsapp_business_profile`, {
    ...product,
    about: 'Open 9 to 5',
    vertical: 'FINANCE',
    websites: ['https://example.com'],
  })
  expect((await get(`${id}/whatsapp_business_profile?fields=about,vertical,websites`)).body).toEqual({
    data: [{ about: 'Open 9 to 5', vertical: 'FINANCE', websites: ['https://example.com'] }],
  })
  expect((await post(`${id}/whatsapp_business_profile`, { ...product, vertical: 'PIRATES' })).body.error.code).toBe(100)

  const block = { ...product, block_users: [{ user: `+${asha}` }] }
  expect((await post(`${id}/block_users`, block)).body.block_users.added_users).toEqual([
    { input: `+${asha}`, wa_id: asha },
  ])
  expect((await get(`${id}/block_users`)).body.data).toEqual([{ ...product, wa_id: asha }])
  expect((await del(`${id}/block_users`, block)).body.block_users.removed_users).toHaveLength(1)

  const code = await post(`${id}/message_qrdls`, { prefilled_message: 'Hi', generate_qr_image: 'SVG' })
  expect(code.body).toMatchObject({ prefilled_message: 'Hi', deep_link_url: `https://wa.me/message/${code.body.code}` })
  expect((await get(`${id}/message_qrdls`)).body.data).toHaveLength(1)
  await post(`${id}/message_qrdls`, { code: code.body.code, prefilled_message: 'Hello' })
  expect((await get(`${id}/message_qrdls/${code.body.code}`)).body.data[0].prefilled_message).toBe('Hello')
  expect((await del(`${id}/message_qrdls/${code.body.code}`)).body).toEqual({ success: true })

  await post(`${id}/whatsapp_commerce_settings?is_cart_enabled=false`)
  expect((await get(`${id}/whatsapp_commerce_settings`)).body.data[0].is_cart_enabled).toBe(false)

  expect((await post(`${id}/deregister`)).body).toEqual({ success: true })
  expect((await send(text(asha))).body.error.code).toBe(133010)
  expect((await post(`${id}/register`, { ...product, pin: '12' })).body.error.code).toBe(100)
  expect((await post(`${id}/register`, { ...product, pin: '123456' })).body).toEqual({ success: true })
})

test('a flow’s key is a form field, and must be RSA of 2048 bits', async () => {
  const { simulator, get, phoneNumberId } = await startBusiness()
  const put = (key: string) =>
    fetch(`${simulator.url}/v23.0/${phoneNumberId}/whatsapp_business_encryption`, {
      method: 'POST',
      headers: { authorization: `Bearer ${simulator.account.accessToken}` },
      body: new URLSearchParams({ business_public_key: key }),
    })
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()

  expect((await put('no key')).status).toBe(400)
  expect(await (await put(pem)).json()).toEqual({ success: true })
  expect((await get(`${phoneNumberId}/whatsapp_business_encryption`)).body).toEqual({
    data: [{ business_public_key: pem, business_public_key_signature_status: 'VALID' }],
  })
})

test('a flow is made, given its JSON, published and sent', async () => {
  const { simulator, post, get, send, changes } = await startBusiness()
  await simulator.customer(asha).writes('hi')
  const { body: made } = await post(`${simulator.account.wabaId}/flows`, { name: 'survey', categories: ['SURVEY'] })
  const early = await post(`${made.id}/publish`)
  const form = new FormData()
  form.append('asset_type', 'FLOW_JSON')
  form.append('name', 'flow.json')
  const json = JSON.stringify({
    version: '7.0',
    screens: [{ id: 'ONE', terminal: true, layout: { type: 'SingleColumnLayout', children: [] } }],
  })
  form.append('file', new Blob([json], { type: 'application/json' }), 'flow.json')
  const uploaded = await fetch(`${simulator.url}/v23.0/${made.id}/assets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${simulator.account.accessToken}` },
    body: form,
  })

  expect(early.body.error.code).toBe(100)
  expect(await uploaded.json()).toEqual({ success: true, validation_errors: [] })
  expect((await post(`${made.id}/publish`)).body).toEqual({ success: true })
  expect((await get(`${made.id}?fields=status,json_version`)).body).toEqual({
    id: made.id,
    status: 'PUBLISHED',
    json_version: '7.0',
  })
  const parameters = { flow_message_version: '3', flow_id: made.id, flow_cta: 'Start', flow_token: 't' }
  const sent = await send({
    to: asha,
    type: 'interactive',
    interactive: { type: 'flow', body: { text: 'Tell us' }, action: { name: 'flow', parameters } },
  })
  await simulator.idle()
  expect(sent.status).toBe(200)
  expect(changes().find(({ field }) => field === 'flows')?.value).toMatchObject({
    event: 'FLOW_STATUS_CHANGE',
    new_status: 'PUBLISHED',
  })
})

test('a group is made, joined on approval, written in, and left', async () => {
  const { simulator, post, get, send, changes, delete: del, phoneNumberId } = await startBusiness()
  const product = { messaging_product: 'whatsapp' }
  const asked = await post(`${phoneNumberId}/groups`, {
    ...product,
    subject: 'Home loan',
    join_approval_mode: 'approval_required',
  })
  await simulator.idle()
  const created = changes()[0]?.value as unknown as {
    groups: { group_id: string; request_id: string; invite_link: string }[]
  }
  const groupId = created.groups[0]?.group_id ?? ''
  const customer = simulator.customer(asha)

  await customer.groups.joins(groupId)
  const { body: requests } = await get(`${groupId}/join_requests`)
  const approved = await post(`${groupId}/join_requests`, {
    ...product,
    join_requests: [requests.data[0].join_request_id],
  })
  const { wamid } = await customer.writes('hello all', { groupId })
  const sent = await send({ recipient_type: 'group', to: groupId, type: 'text', text: { body: 'welcome' } })
  await simulator.idle()

  expect(asked.body).toEqual({ ...product, request_id: created.groups[0]?.request_id })
  expect(approved.body.approved_join_requests).toHaveLength(1)
  expect((await get(`${groupId}?fields=subject,participants,total_participant_count`)).body).toMatchObject({
    subject: 'Home loan',
    participants: [{ wa_id: asha }],
    total_participant_count: 1,
  })
  const messages = changes().flatMap(({ value }) => value.messages ?? [])
  expect(messages).toMatchObject([{ id: wamid, from: asha, group_id: groupId }])
  expect(sent.body.messages[0].group_id).toBe(groupId)
  const statuses = changes().flatMap(({ value }) => value.statuses ?? [])
  expect(statuses[0]).toMatchObject({ recipient_id: groupId, recipient_type: 'group', status: 'sent' })
  expect((await get(`${phoneNumberId}/groups`)).body.data.groups).toMatchObject([{ id: groupId, subject: 'Home loan' }])
  await customer.groups.reads(groupId)
  expect(changes().at(-1)?.value.statuses).toMatchObject([
    { id: sent.body.messages[0].id, status: 'read', recipient_id: groupId, recipient_participant_id: asha },
  ])
  const link = await post(`${groupId}/invite_link`, product)
  expect(link.body.invite_link).not.toBe(created.groups[0]?.invite_link)
  await customer.groups.leaves(groupId)
  expect((await del(groupId)).body).toEqual({ success: true })
})

test('calls need to be turned on and allowed, ring, and end', async () => {
  const { simulator, post, get, changes, phoneNumberId } = await startBusiness()
  const customer = simulator.customer(asha)
  const call = {
    messaging_product: 'whatsapp',
    to: asha,
    action: 'connect',
    session: { sdp_type: 'offer', sdp: 'v=0\r\n' },
  }
  const off = await post(`${phoneNumberId}/calls`, call)
  await post(`${phoneNumberId}/settings`, { calling: { status: 'ENABLED' } })
  const notAllowed = await post(`${phoneNumberId}/calls`, call)
  await customer.allowsCalls(true)
  const permission = await get(`${phoneNumberId}/call_permissions?user_wa_id=${asha}`)

  const outgoing = await post(`${phoneNumberId}/calls`, { ...call, biz_opaque_callback_data: 'mine' })
  await simulator.idle()
  await customer.calls.accepts(outgoing.body.calls[0].id)
  await customer.calls.hangsUp(outgoing.body.calls[0].id)
  const incoming = await customer.calls.rings()
  const accepted = await post(`${phoneNumberId}/calls`, {
    messaging_product: 'whatsapp',
    call_id: incoming,
    action: 'accept',
    session: { sdp_type: 'answer', sdp: 'v=0\r\n' },
  })

  expect(off.body.error.code).toBe(138000)
  expect(notAllowed.body.error.code).toBe(138006)
  expect(permission.body).toMatchObject({ permission: { status: 'granted' }, messaging_product: 'whatsapp' })
  expect(accepted.body).toMatchObject({ success: true })
  const told = changes()
    .filter(({ field }) => field === 'calls')
    .map(({ value }) => value as unknown as { calls?: { event: string }[]; statuses?: { status: string }[] })
  expect(told.map(({ calls, statuses }) => calls?.[0]?.event ?? statuses?.[0]?.status)).toEqual([
    'RINGING',
    'connect',
    'ACCEPTED',
    'terminate',
    'connect',
  ])
})

test('a token can be looked into', async () => {
  const { simulator, get } = await startBusiness()
  const { accessToken, wabaId } = simulator.account

  expect((await get(`debug_token?input_token=${accessToken}`)).body.data).toMatchObject({
    is_valid: true,
    granular_scopes: [{ target_ids: [wabaId] }, { target_ids: [wabaId] }],
  })
  expect((await get('debug_token?input_token=other')).body.data.is_valid).toBe(false)
})

test('one account cannot see another’s things', async () => {
  const { simulator, get } = await startBusiness()
  const other = simulator.addAccount()

  expect((await get(other.wabaId)).body.error).toMatchObject({ code: 100, error_subcode: 33 })
  expect((await get(other.wabaId, other.accessToken)).status).toBe(200)
})
