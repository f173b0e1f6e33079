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
let beforeItAnswers: () => Promise<void> = async () => undefined
const origin = () => `http://127.0.0.1:${(meta.address() as AddressInfo).port}`
beforeAll(async () => {
  meta = createServer(async (request, response) => {
    for await (const _ of request);
    await beforeItAnswers()
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        messaging_product: 'whatsapp',
        contacts: [{ input: asha.waId, wa_id: asha.waId }],
        messages: [{ id: 'wamid.sent' }],
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
