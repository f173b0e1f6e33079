import { expect, test } from 'vitest'
import type { Answer } from '../../harness/api.ts'
import { applyModel } from '../../harness/model.ts'
import { withTeam } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'
import { counted } from '../../platform/statistics/counted.ts'

startNadiWithSimulator()

const minute = (at: number): number => Date.UTC(2026, 3, 1, 6) + at * 60_000
const text = (body: string) => ({ type: 'text', text: { body } })
const customerSays = (externalId: string, at: number, body: string) => ({
  externalId,
  direction: 'INBOUND',
  at,
  message: text(body),
})
const weSay = (externalId: string, at: number, body: string, beside: object = {}) => ({
  externalId,
  direction: 'OUTBOUND',
  at,
  message: text(body),
  ...beside,
})
const problemsOf = ({ body }: Answer) => body._meta.errors.map(({ code, path }: Record<string, string>) => [code, path])

test(
  'a conversation from elsewhere stands in the inbox as it was, with its times, authors and fates, and is counted in the days of then',
  withTeam(async (team) => {
    const { api } = team
    await applyModel(api)
    const { phoneNumberId } = await connectPlugin(team)
    const lead = await api.post('/v1/ext/procedure/lead/process', {
      data: { name: 'Asha Rao', phone_number: '+919812345678' },
    })
    const agent = await actAs(team, { name: 'Asha Agent' })
    const sent = theSimulator().sent.size

    const answer = await api.post('/v1/ext/chats/import', {
      chats: [
        {
          phoneNumberId,
          phoneNumber: '+91 98123 45678',
          name: 'Asha Rao',
          process: lead.body._data.id,
          messages: [
            customerSays('wamid.1', minute(0), 'Is my loan approved?'),
            weSay('wamid.2', minute(10), 'It is.', {
              by: agent.user.id,
              deliveryStatus: 'READ',
              deliveredAt: minute(11),
              readAt: '2026-04-01T06:12:00Z',
            }),
            weSay('wamid.3', minute(12), 'Have a good day.', {
              deliveryStatus: 'FAILED',
              errors: [{ code: 131026, title: 'Message undeliverable' }],
            }),
            customerSays('wamid.4', minute(30), 'Thank you!'),
            customerSays('wamid.5', minute(31), 'When will it be paid out?'),
          ],
        },
      ],
    })

    expect(answer.body._errors).toEqual([])
    const [made] = answer.body._data
    expect(made).toMatchObject({ isNew: true, imported: 5, alreadyThere: 0 })
    const chat = (await api.get(`/v1/ext/chat/${made.chat}`)).body._data
    expect(chat).toMatchObject({
      status: 'OPEN',
      unreadCount: 2,
      assignedTo: null,
      process: lead.body._data.id,
      contact: { name: 'Asha Rao', phoneNumber: '+919812345678' },
      lastMessageAt: minute(31),
      windowEndsAt: minute(31) + 86_400_000,
    })
    const { body } = await api.post(`/v1/ext/chat/${made.chat}/message`, { limit: 10 })
    expect(body._data.map((message: Record<string, unknown>) => [message.timestamp, message.text])).toEqual([
      [minute(31), 'When will it be paid out?'],
      [minute(30), 'Thank you!'],
      [minute(12), 'Have a good day.'],
      [minute(10), 'It is.'],
      [minute(0), 'Is my loan approved?'],
    ])
    expect(body._data[2]).toMatchObject({ deliveryStatus: 'FAILED', failure: { message: expect.any(String) } })
    expect(body._data[3]).toMatchObject({
      deliveryStatus: 'READ',
      readAt: minute(12),
      user: agent.user.id,
      process: lead.body._data.id,
      source: { sourceType: 'CONSOLE' },
    })
    const april = 'from=2026-04-01&to=2026-04-03&bucket=day'
    const messages = await counted(api, `messages?${april}`)
    expect(messages.inbound.counts).toEqual([3, 0])
    expect(messages.failures).toMatchObject([{ code: '131026', count: 1 }])
    expect((await counted(api, `replies?${april}`)).overall).toEqual({ replies: 1, median: 600, p90: 600 })
    expect(theSimulator().sent.size).toBe(sent)
  }),
)

test(
  'what was imported can be sent again, and goes on where it stopped',
  withTeam(async (team) => {
    const { api } = team
    const { phoneNumberId } = await connectPlugin(team)
    const chat = {
      phoneNumberId,
      phoneNumber: '919812345678',
      isRead: true,
      messages: [weSay('wamid.1', minute(0), 'Good morning'), customerSays('wamid.2', minute(5), 'Who is it?')],
    }
    const first = await api.post('/v1/ext/chats/import', { chats: [chat] })

    const again = await api.post('/v1/ext/chats/import', {
      chats: [{ ...chat, messages: [...chat.messages, customerSays('wamid.3', minute(9), 'Hello?')] }],
    })

    const [made] = first.body._data
    expect(again.body._data).toEqual([{ ...made, isNew: false, imported: 1, alreadyThere: 2 }])
    const stands = (await api.get(`/v1/ext/chat/${made.chat}`)).body._data
    expect(stands).toMatchObject({ unreadCount: 0, lastMessageAt: minute(9) })
  }),
)

test(
  'all that is wrong is told at once, and nothing of it is kept',
  withTeam(async (team) => {
    const { api } = team
    const { phoneNumberId } = await connectPlugin(team)
    const place = { phoneNumberId, phoneNumber: '919812345678' }

    const wrong = await api.post('/v1/ext/chats/import', {
      chats: [
        { ...place, messages: [customerSays('wamid.1', minute(0), 'Hello')] },
        {
          ...place,
          messages: [
            weSay('wamid.2', minute(1), 'Hi', { by: 'nobody@here.example' }),
            weSay('wamid.3', Date.now() + 3_600_000, 'See you'),
            { ...customerSays('wamid.4', minute(2), 'Bye'), deliveryStatus: 'READ' },
          ],
        },
      ],
    })
    const elsewhere = await api.post('/v1/ext/chats/import', {
      chats: [{ ...place, phoneNumberId: '1', messages: [customerSays('wamid.1', minute(0), 'Hello')] }],
    })

    expect(wrong.status).toBe(400)
    expect(problemsOf(wrong)).toEqual([
      ['unknown_user', 'chats.1.messages.0.by'],
      ['in_the_future', 'chats.1.messages.1.at'],
      ['not_of_the_team', 'chats.1.messages.2.deliveryStatus'],
    ])
    expect(elsewhere.status).toBe(404)
    expect((await api.post('/v1/ext/chat', {})).body._data).toEqual([])
    const agent = await actAs(team, { name: 'No importer', permissions: ['chats.read_all', 'messages.send'] })
    const refused = await agent.api.post('/v1/ext/chats/import', {
      chats: [{ ...place, messages: [customerSays('wamid.1', minute(0), 'Hello')] }],
    })
    expect(refused.status).toBe(403)
  }),
)
