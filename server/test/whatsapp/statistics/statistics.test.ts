import { expect, test, vi } from 'vitest'
import { inTransaction } from '../../../src/database/transaction.ts'
import { ensureChats } from '../../../src/whatsapp/chats/ensure.ts'
import { insertInbound } from '../../../src/whatsapp/messages/inbound.ts'
import type { TeamAtHand } from '../../harness/nadi.ts'
import { withTeam } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { type ConnectedPlugin, connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'
import { counted } from '../../platform/statistics/counted.ts'
import { refreshed } from '../templates/templates-at-hand.ts'

startNadiWithSimulator()

interface Told {
  source: 'CUSTOMER' | 'ECHO'
  at: Date
  waId?: string
}

let wamids = 0

/** What Meta told of some time ago: a customer's message, or one that was written on the phone of the business. */
async function tell({ nadi, scope }: TeamAtHand, plugin: ConnectedPlugin, messages: readonly Told[]): Promise<void> {
  const { pluginId, phoneNumberId } = plugin
  await inTransaction(nadi.db, {}, async (tx) => {
    for (const { source, at, waId = '919800000001' } of messages) {
      const [chat] = await ensureChats(tx, scope, [{ pluginId, phoneNumberId, waId, at }])
      if (!chat) throw new Error('There is no chat.')
      await insertInbound(tx, scope, [
        {
          pluginId,
          phoneNumberId,
          chatId: chat.chatId,
          contactId: chat.contactId,
          address: waId,
          externalId: `wamid.told.${++wamids}`,
          body: { type: 'text', text: { body: 'hello' } },
          at,
          source,
        },
      ])
    }
  })
}

const minute = (at: number): Date => new Date(Date.UTC(2026, 3, 1, 6) + at * 60_000)
const april = 'replies?from=2026-04-01&to=2026-04-03&bucket=day'

test(
  'customers wait from their first message that was not answered to the reply',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    await tell(team, plugin, [
      { source: 'CUSTOMER', at: minute(0) },
      { source: 'CUSTOMER', at: minute(3) },
      { source: 'ECHO', at: minute(10) },
      // nobody waits: the customer has not written since
      { source: 'ECHO', at: minute(11) },
      { source: 'CUSTOMER', at: minute(20) },
      { source: 'ECHO', at: minute(22) },
      { source: 'CUSTOMER', at: minute(1), waId: '919800000002' },
      { source: 'ECHO', at: minute(5), waId: '919800000002' },
    ])

    const data = await counted(team.api, april)

    expect(data.overall).toEqual({ replies: 3, median: 240, p90: 528 })
    expect(data.series).toEqual({ replies: [3, 0], median: [240, null], p90: [528, null] })
    expect(data.agents).toEqual([{ user: null, username: null, displayName: null, replies: 3, median: 240, p90: 528 }])
  }),
)

test(
  'a customer’s message that Meta tells of late counts as if it had come in time',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    await tell(team, plugin, [
      { source: 'CUSTOMER', at: minute(8) },
      { source: 'ECHO', at: minute(10) },
    ])
    expect((await counted(team.api, april)).overall.median).toBe(120)

    await tell(team, plugin, [{ source: 'CUSTOMER', at: minute(0) }])
    await vi.waitFor(async () => expect((await counted(team.api, april)).overall.median).toBe(600), 10_000)

    await tell(team, plugin, [{ source: 'ECHO', at: minute(5) }])
    await vi.waitFor(async () => {
      expect((await counted(team.api, april)).overall).toEqual({ replies: 2, median: 210, p90: 282 })
    }, 10_000)
  }),
)

test(
  'whoever replies is told apart, and a reply that failed is none',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const asha = await actAs(team, { name: 'Agent Asha', permissions: ['messages.send', 'chats.read_all'] })
    const send = `/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0/${plugin.phoneNumberId}/messages`
    const waId = '919800000003'
    const text = { messaging_product: 'whatsapp', to: waId, type: 'text', text: { body: 'Good morning' } }
    await tell(team, plugin, [{ source: 'CUSTOMER', at: new Date(Date.now() - 600_000), waId }])
    await theSimulator().customer(waId, { phoneNumberId: plugin.phoneNumberId }).writes('Is anybody there?')
    await vi.waitFor(async () => expect((await counted(team.api, 'messages')).inbound.total).toBe(2), 10_000)
    theSimulator().errorNext(131026, { as: 'answer' })
    expect((await asha.api.post(send, text)).status).toBeGreaterThanOrEqual(400)
    expect((await counted(team.api, 'replies')).overall).toEqual({ replies: 0, median: null, p90: null })

    expect((await asha.api.post(send, text)).status).toBe(200)

    const { agents } = await vi.waitFor(async () => {
      const data = await counted(team.api, 'replies')
      expect(data.overall.replies).toBe(1)
      return data
    }, 10_000)
    expect(agents).toMatchObject([{ user: asha.user.id, username: 'agentasha@people.example', replies: 1 }])
    expect(agents[0].median).toBeGreaterThanOrEqual(600)
    expect(agents[0].median).toBeLessThan(660)
  }),
)

test(
  'messages are counted by what became of them, and failures by their reason in words',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const send = `/v1/ext/plugin/whatsapp/${plugin.pluginId}/api/v23.0/${plugin.phoneNumberId}/messages`
    const { phoneNumberId } = plugin
    const to = (number: string) => ({
      messaging_product: 'whatsapp',
      to: number,
      type: 'text',
      text: { body: 'Good morning' },
    })
    const customer = theSimulator().customer('919800000004', { phoneNumberId, name: 'Meera' })
    await customer.writes('hello')
    await vi.waitFor(async () => expect((await team.api.post(send, to('919800000004'))).status).toBe(200), 10_000)
    theSimulator().errorNext(131049, { as: 'answer' })
    await team.api.post(send, to('919800000004'))

    const data = await vi.waitFor(async () => {
      const found = await counted(team.api, 'messages')
      const failed = found.outbound.find((each: { deliveryStatus: string }) => each.deliveryStatus === 'FAILED')
      const sent = found.outbound.filter((each: { deliveryStatus: string; total: number }) => each.total > 0)
      expect(failed.total).toBe(1)
      expect(sent.map(({ deliveryStatus }: { deliveryStatus: string }) => deliveryStatus)).not.toContain('PENDING')
      return found
    }, 15_000)

    expect(data.inbound).toMatchObject({ total: 1 })
    expect(data.outbound.reduce((sum: number, { total }: { total: number }) => sum + total, 0)).toBe(2)
    expect(data.failures).toMatchObject([{ code: '131049', count: 1, advice: expect.any(String) }])
    expect(data.failures[0].explanation).toMatch(/\.$/)
  }),
)

test(
  'a template shows how many were sent of it and how many customers wrote back, also where a program passed it through',
  withTeam(async (team) => {
    const { plugin } = await refreshed(team)
    const { phoneNumberId } = plugin
    const entry = (name: string, value: unknown) => ({ schemaPropertyName: name, schemaPropertyValue: value })
    const reminder = {
      templateName: 'appointment_reminder',
      language: 'en',
      mapping: [entry('1', 'Asha'), entry('2', '3 March')],
    }
    const path = `/v1/ext/plugin/whatsapp/${plugin.pluginId}`
    for (const number of ['919800000005', '919800000006']) {
      const body = { whatsappPhoneNumberId: phoneNumberId, ...reminder }
      expect((await team.api.post(`${path}/phoneNumber/${number}/send-template-message`, body)).status).toBe(200)
    }
    const passed = {
      messaging_product: 'whatsapp',
      to: '919800000007',
      type: 'template',
      template: {
        name: 'appointment_reminder',
        language: { code: 'en' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Ravi' },
              { type: 'text', text: '4 March' },
            ],
          },
        ],
      },
    }
    expect((await team.api.post(`${path}/api/v23.0/${phoneNumberId}/messages`, passed)).status).toBe(200)
    const asha = theSimulator().customer('919800000005', { phoneNumberId })
    await asha.writes('Yes')
    await asha.writes('I will come')
    await theSimulator().customer('919800000007', { phoneNumberId }).writes('No')

    await vi.waitFor(async () => {
      const { templates } = await counted(team.api, 'templates')
      expect(templates).toMatchObject([
        { name: 'appointment_reminder', language: 'en', messages: 3, sent: 3, failed: 0, replied: 2 },
      ])
    }, 15_000)
  }),
)

test(
  'statistics of messages are for those who read all chats',
  withTeam(async (team) => {
    const agent = await actAs(team, { name: 'Own chats', permissions: ['chats.read_own'] })

    for (const of of ['messages', 'replies', 'templates']) {
      const { status, body } = await agent.api.get(`/v1/ext/statistics/${of}`)
      expect(status).toBe(403)
      expect(body._errors).toEqual(['The role "Own chats" lacks the permission chats.read_all.'])
    }
  }),
)
