import { expect, test } from 'vitest'
import { signatureOf, startBusiness, text } from './harness.ts'

const asha = '919876543210'

test('a message is accepted with a wamid, and its statuses come back signed with the app secret', async () => {
  const { simulator, send, received, statuses } = await startBusiness()
  await simulator.customer(asha, { name: 'Asha' }).writes('hi')

  const sent = await send({ ...text(asha), biz_opaque_callback_data: 'ours/42 é' })
  await simulator.idle()

  expect(sent.status).toBe(200)
  expect(sent.body).toEqual({
    messaging_product: 'whatsapp',
    contacts: [{ input: asha, wa_id: asha }],
    messages: [{ id: expect.stringMatching(/^wamid\./) }],
  })
  expect(statuses().map(({ status }) => status)).toEqual(['sent', 'delivered'])
  expect(statuses()[0]).toMatchObject({
    id: sent.body.messages[0].id,
    recipient_id: asha,
    biz_opaque_callback_data: 'ours/42 é',
    conversation: { origin: { type: 'service' } },
    pricing: { billable: false, category: 'service' },
  })
  for (const { body, signature } of received) {
    expect(signature).toBe(signatureOf(body, simulator.account.appSecret))
    expect(body).toMatch(/^[\x20-\x7e]+$/)
  }
})

test('a customer’s words arrive with name and number', async () => {
  const { simulator, messages, changes } = await startBusiness()

  const { wamid } = await simulator.customer(`+${asha}`, { name: 'Asha' }).writes('नमस्ते')

  expect(messages()).toEqual([
    {
      from: asha,
      from_user_id: expect.stringMatching(/^IN\.\d{20}$/),
      id: wamid,
      timestamp: expect.stringMatching(/^\d{10}$/),
      type: 'text',
      text: { body: 'नमस्ते' },
    },
  ])
  expect(changes()[0]).toMatchObject({
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: simulator.account.phoneNumbers[0]?.id },
      contacts: [{ wa_id: asha, profile: { name: 'Asha' } }],
    },
  })
})

test('a free-form message outside the customer-service window is accepted and then fails with 131047', async () => {
  const { simulator, send, statuses } = await startBusiness()
  await simulator.customer(asha).writes('hi')
  simulator.world.clock.forward(24 * 60 * 60 * 1000)

  const sent = await send(text(asha))
  await simulator.idle()

  expect(sent.status).toBe(200)
  expect(statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131047, title: 'Re-engagement message' }] }])
})

test('a template may be sent at any time', async () => {
  const { simulator, send, statuses } = await startBusiness()

  const sent = await send({
    to: asha,
    type: 'template',
    template: { name: 'hello_world', language: { code: 'en_US' } },
  })
  await simulator.idle()

  expect(sent.body.messages[0].message_status).toBe('accepted')
  expect(statuses()).toMatchObject([
    { status: 'sent', pricing: { category: 'utility', billable: true } },
    { status: 'delivered' },
  ])
})

test('a subscription is asked for its challenge, and refused where it does not answer it', async () => {
  const { simulator, post, get, callbackUrl } = await startBusiness({ isSubscribed: false })
  const { wabaId, verifyToken } = simulator.account

  const refused = await post(`${wabaId}/subscribed_apps`, { override_callback_uri: callbackUrl, verify_token: 'wrong' })
  const accepted = await post(`${wabaId}/subscribed_apps`, {
    override_callback_uri: callbackUrl,
    verify_token: verifyToken,
  })

  expect(refused.status).toBe(400)
  expect(refused.body.error).toMatchObject({ code: 2200, type: 'OAuthException' })
  expect(accepted.body).toEqual({ success: true })
  expect((await get(`${wabaId}/subscribed_apps`)).body.data[0].override_callback_uri).toBe(callbackUrl)
})

test('an account, its numbers and its templates can be read', async () => {
  const { simulator, get } = await startBusiness()
  const { wabaId, phoneNumbers } = simulator.account

  expect((await get(wabaId)).body).toMatchObject({ id: wabaId, name: 'Simulated Business' })
  expect((await get(`${wabaId}/phone_numbers`)).body.data).toMatchObject([
    { id: phoneNumbers[0]?.id, display_phone_number: phoneNumbers[0]?.displayPhoneNumber, quality_rating: 'GREEN' },
  ])
  const fields = await get(`${phoneNumbers[0]?.id}?fields=id,messaging_limit_tier,throughput{level}`)
  expect(fields.body).toEqual({
    id: phoneNumbers[0]?.id,
    messaging_limit_tier: 'TIER_1K',
    throughput: { level: 'STANDARD' },
  })
  const hello = await get(`${wabaId}/message_templates?name=hello_world`)
  expect(hello.body.data).toMatchObject([{ name: 'hello_world', status: 'APPROVED', language: 'en_US' }])
})

test('a wrong token is 190, and an id of nobody is 100 with subcode 33', async () => {
  const { get } = await startBusiness()

  const wrong = await get('1234', 'not-a-token')
  const unknown = await get('1234')

  expect(wrong.status).toBe(401)
  expect(wrong.body.error).toMatchObject({ code: 190, type: 'OAuthException', fbtrace_id: expect.any(String) })
  expect(unknown.status).toBe(400)
  expect(unknown.body.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' })
})
