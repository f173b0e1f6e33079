import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNadi, withTeam } from '../../harness/nadi.ts'
import { asha, echoEvent, messageEvent, statusEvent } from '../fixtures/events.ts'
import { plugIn } from './plugin-at-hand.ts'
import { chatsOf } from './what-stands.ts'

/** A Meta that does something else before it answers a send. */
let meta: Server
let beforeItAnswers: (text: string) => Promise<void> = async () => undefined
let wamidOf: (text: string) => string = () => 'wamid.sent'
const origin = () => `http://127.0.0.1:${(meta.address() as AddressInfo).port}`
beforeAll(async () => {
  meta = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { text } = JSON.parse(Buffer.concat(chunks).toString()) as { text: { body: string } }
    await beforeItAnswers(text.body)
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        messaging_product: 'whatsapp',
        contacts: [{ input: asha.waId, wa_id: asha.waId }],
        messages: [{ id: wamidOf(text.body) }],
      }),
    )
  })
  await new Promise<void>((listening) => meta.listen(0, '127.0.0.1', listening))
})
afterAll(() => meta.close())
startNadi(() => ({ graphUrls: [origin()] }))

const now = 1_790_000_000

test(
  'a status and a reaction that are quicker than the answer to the send belong to the message that was sent',
  withTeam(async (team) => {
    const plugin = await plugIn(team)
    await sql`update plugins set graph_url = ${origin()} where team_id = ${team.scope.teamId}`.execute(team.nadi.db)
    beforeItAnswers = () =>
      plugin.emit(
        messageEvent(plugin, asha, {
          id: 'wamid.r',
          at: now + 3,
          type: 'reaction',
          reaction: { message_id: 'wamid.sent', emoji: '👍' },
        }),
        statusEvent(plugin, asha, { id: 'wamid.sent', at: now + 2, status: 'delivered' }),
      )

    const sent = await team.api.post(
      `/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0/${plugin.phoneNumberId}/messages`,
      {
        messaging_product: 'whatsapp',
        to: asha.waId,
        type: 'text',
        text: { body: 'Hello' },
      },
    )

    expect(sent.status).toBe(200)
    const [chat] = await chatsOf(team.api)
    const ours = () => chat.messages.filter(({ externalId }: { externalId: string }) => externalId === 'wamid.sent')
    expect(ours()).toMatchObject([
      { text: 'Hello', deliveryStatus: 'DELIVERED', source: { sourceType: 'API' }, reactions: [{ emoji: '👍' }] },
    ])
  }),
)

test(
  'an echo of a message that is being sent gives way to it',
  withTeam(async (team) => {
    const plugin = await plugIn(team)
    await sql`update plugins set graph_url = ${origin()} where team_id = ${team.scope.teamId}`.execute(team.nadi.db)
    beforeItAnswers = () =>
      plugin.emit(
        echoEvent(plugin, asha, {
          id: 'wamid.sent',
          at: 1_890_000_000,
          field: 'message_echoes',
          type: 'text',
          text: { body: 'Hello' },
        }),
      )

    await team.api.post(`/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0/${plugin.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      to: asha.waId,
      type: 'text',
      text: { body: 'Hello' },
    })

    const [chat] = await chatsOf(team.api)
    expect(chat.messages).toMatchObject([
      { externalId: 'wamid.sent', source: { sourceType: 'API' }, deliveryStatus: 'SENT' },
    ])
    expect(chat.lastMessage.id).toBe(chat.messages[0].id)
  }),
)

test(
  'of two messages with the same word of their caller each gets its own wamid, also where a status was quicker',
  withTeam(async (team) => {
    const plugin = await plugIn(team)
    await sql`update plugins set graph_url = ${origin()} where team_id = ${team.scope.teamId}`.execute(team.nadi.db)
    const path = `/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0/${plugin.phoneNumberId}/messages`
    const send = (body: string) =>
      team.api.post(path, { to: asha.waId, type: 'text', text: { body }, biz_opaque_callback_data: 'campaign-7' })
    const arrived = Promise.withResolvers<void>()
    const answered = Promise.withResolvers<void>()
    wamidOf = (text) => `wamid.${text}`
    beforeItAnswers = async (text) => {
      if (text === 'first') {
        arrived.resolve()
        return answered.promise
      }
      await plugin.emit(
        statusEvent(plugin, asha, {
          id: 'wamid.second',
          at: now + 2,
          status: 'delivered',
          biz_opaque_callback_data: 'campaign-7',
        }),
      )
    }

    const first = send('first')
    await arrived.promise
    const second = await send('second')
    answered.resolve()

    expect([(await first).status, second.status]).toEqual([200, 200])
    const [chat] = await chatsOf(team.api)
    const stand = chat.messages.map((message: { text: string; externalId: string; deliveryStatus: string }) => [
      message.text,
      message.externalId,
      message.deliveryStatus,
    ])
    expect(stand.sort()).toEqual([
      ['first', 'wamid.first', 'SENT'],
      ['second', 'wamid.second', 'DELIVERED'],
    ])
  }),
)
