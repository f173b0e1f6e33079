import { createHmac } from 'node:crypto'
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { type TeamAtHand, withTeam } from '../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../harness/simulator.ts'
import { eventually } from './endpoints.ts'
import { startReceivers } from './receivers.ts'

const receivers = await startReceivers(8)
startNadiWithSimulator({ allowedHooks: receivers.origins })

const customer = '919812345678'
const endpointsOf = async ({ api }: TeamAtHand) => (await api.get('/v1/ext/webhook-endpoints')).body._data

test(
  'both webhooks of a plugin get what Meta sends: one as it came, one the chosen events in their form',
  withTeam(async (team) => {
    const { api } = team
    const { pluginId, phoneNumberId, wabaId } = await connectPlugin(team)
    const [meta, chakra] = [receivers.take(), receivers.take()]
    const { secret } = (await api.post('/v1/ext/team/secret/hmac/rotate')).body._data
    const configured = await api.post(`/v1/ext/plugin/whatsapp/${pluginId}/update-config`, {
      passThroughWebhookUrl: `${meta.url}/meta`,
      enableChakraWebhook: true,
      chakraWebhookUrl: `${chakra.url}/chakra`,
      whichChakraWebhookEventsToSend: ['message', 'status'],
    })
    expect(configured.body._data.success).toBe(true)

    await theSimulator().customer(customer, { phoneNumberId }).writes('Hello, is the blue one there?')
    const sent = await api.post(`/v1/ext/plugin/whatsapp/${pluginId}/api/v23.0/${phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to: customer,
      type: 'text',
      text: { body: 'It is.' },
    })
    const wamid = sent.body as unknown as { messages: { id: string }[] }

    const [first] = await meta.got(2)
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      object: 'whatsapp_business_account',
      entry: [{ id: wabaId, changes: [{ field: 'messages' }] }],
    })
    expect(first?.headers['x-chakra-signature-256']).toBe(
      createHmac('sha256', secret)
        .update(first?.body ?? '')
        .digest('hex'),
    )
    const events = (await chakra.got(2)).map(({ body }) => JSON.parse(body))
    expect(events[0]).toMatchObject({
      event: 'message',
      payload: { wabaId, message: { from: customer, text: { body: 'Hello, is the blue one there?' } } },
    })
    expect(events[1]).toMatchObject({
      event: 'status',
      payload: { wabaId, externalId: wamid.messages[0]?.id, deliveryStatus: 'sent', recipientId: customer },
    })
    expect(events[1].payload.id).toBe(events[1].payload.messageId)
  }),
)

test(
  'status events come in the older form where an endpoint chooses it',
  withTeam(async (team) => {
    const { api } = team
    const { pluginId, phoneNumberId } = await connectPlugin(team)
    const [older, usual] = [receivers.take(), receivers.take()]
    const endpoint = { kind: 'CHAKRA', plugin: pluginId, events: ['status'] }
    await api.post('/v1/ext/webhook-endpoint', { ...endpoint, url: older.url, statusForm: 'DELIVERY_STATUS' })
    await api.post('/v1/ext/webhook-endpoint', { ...endpoint, url: usual.url })
    await theSimulator().customer(customer, { phoneNumberId }).writes('Hello')
    await api.post(`/v1/ext/plugin/whatsapp/${pluginId}/api/v23.0/${phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to: customer,
      type: 'text',
      text: { body: 'Hello to you.' },
    })

    const [[first], [second]] = [await older.got(1), await usual.got(1)]
    const { event, payload } = JSON.parse(second?.body ?? '')
    expect(event).toBe('status')
    expect(JSON.parse(first?.body ?? '')).toEqual({
      event: 'deliveryStatus',
      payload: {
        id: payload.id,
        externalId: payload.externalId,
        deliveryStatus: payload.deliveryStatus.toUpperCase(),
        timestamp: payload.timestamp,
        recipientId: customer,
      },
    })
  }),
)

test(
  'a template that was sent from here is told to a pass-through webhook that asks for it, and messages to endpoints for events',
  withTeam(async (team) => {
    const { api } = team
    const { pluginId, phoneNumberId } = await connectPlugin(team)
    const [hook, events] = [receivers.take(), receivers.take()]
    await api.post(`/v1/ext/plugin/whatsapp/${pluginId}/update-config`, {
      passThroughWebhookUrl: hook.url,
      enableSendMessageTemplateEventForPassThroughWebhook: true,
    })
    await api.post('/v1/ext/webhook-endpoint', { url: events.url, kind: 'EVENTS', events: ['message.created'] })

    const sent = await api.post(`/v1/ext/plugin/whatsapp/${pluginId}/api/v23.0/${phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to: customer,
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    })

    expect(sent.status).toBe(200)
    const [created] = await events.got(1)
    const { payload } = JSON.parse(created?.body ?? '')
    expect(payload.message).toMatchObject({ id: payload.subject, dataType: 'template', plugin: pluginId })
    const told = await eventually(
      async () =>
        hook.received.map(({ body }) => JSON.parse(body)).filter(({ event }) => event === 'send_message_template'),
      (found) => found.length > 0,
    )
    expect(told).toMatchObject([{ payload: { id: payload.subject, dataType: 'template', direction: 'OUTBOUND' } }])
  }),
)

test(
  "a plugin's settings and its endpoints say the same, and are changed in one place",
  withTeam(async (team) => {
    const { api } = team
    const { pluginId } = await connectPlugin(team)
    const hook = receivers.take()
    const configure = (settings: object) => api.post(`/v1/ext/plugin/whatsapp/${pluginId}/update-config`, settings)

    await configure({ passThroughWebhookUrl: `${hook.url}/one`, enableMessageEchoesForPassThroughWebhook: true })
    const [made] = await endpointsOf(team)
    await configure({
      passThroughWebhookUrl: `${hook.url}/two`,
      enableSendMessageTemplateEventForPassThroughWebhook: true,
    })
    const [changed] = await endpointsOf(team)

    expect(made).toMatchObject({
      kind: 'PASS_THROUGH',
      plugin: pluginId,
      isOfPluginConfig: true,
      url: `${hook.url}/one`,
      events: ['message_echo', 'smb_message_echo'],
    })
    expect(changed).toMatchObject({
      id: made.id,
      url: `${hook.url}/two`,
      events: ['message_echo', 'smb_message_echo', 'send_message_template'],
    })
    const path = `/v1/ext/webhook-endpoint/${made.id}`
    expect((await api.put(path, { url: hook.url })).status).toBe(409)
    expect((await api.delete(path)).status).toBe(409)
    expect((await api.put(path, { name: 'Warehouse' })).body._data.name).toBe('Warehouse')
    await configure({ passThroughWebhookUrl: '' })
    expect(await endpointsOf(team)).toEqual([])
  }),
)

test.each(['http://169.254.169.254/', 'http://localhost/hook', `http://${hostname()}/hook`])(
  'a plugin takes no webhook at %s',
  (url) =>
    withTeam(async (team) => {
      const { pluginId } = await connectPlugin(team)
      const refused = await team.api.post(`/v1/ext/plugin/whatsapp/${pluginId}/update-config`, {
        enableChakraWebhook: true,
        chakraWebhookUrl: url,
      })

      expect(refused.status).toBe(400)
      expect(refused.body._meta.errors).toMatchObject([{ code: 'private_address', path: 'chakraWebhookUrl' }])
      expect(await endpointsOf(team)).toEqual([])
    })(),
)
