import { expect, test, vi } from 'vitest'
import { type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../harness/simulator.ts'

startNadiWithSimulator()

interface HiddenCustomer {
  userId: string
  chatId: string
  /** of the pass-through of messages */
  path: string
}

/** Somebody who hides their number has written, and has a chat by their user id. */
async function aHiddenCustomer({ api, nadi }: TeamAtHand, number: string): Promise<HiddenCustomer> {
  const { pluginId, phoneNumberId, account } = await connectPlugin({ api })
  theSimulator().subscribe({ wabaId: account.wabaId, url: `${nadi.url}/webhooks/whatsapp/${pluginId}` })
  const customer = theSimulator().customer(number, { phoneNumberId })
  customer.profile.hidesNumber = true
  await customer.writes('Hello')
  const userId = theSimulator().world.userIds.of(account.businessId, customer.waId)
  const chat = await vi.waitFor(
    async () => {
      const [found] = (await api.post('/v1/ext/chat', {})).body._data
      expect(found?.contact).toMatchObject({ waId: userId, phoneNumber: null })
      return found
    },
    { timeout: 20_000 },
  )
  const path = `/v1/ext/plugin/whatsapp/${pluginId}/api/v23.0/${phoneNumberId}/messages`
  return { userId, chatId: chat.id, path }
}

const messagesOf = async ({ api }: TeamAtHand, chatId: string) =>
  (await api.post(`/v1/ext/chat/${chatId}/message`, { where: { direction: 'OUTBOUND' } })).body._data

const hi = (userId: string) => ({ recipient: userId, type: 'text', text: { body: 'Hi there.' } })

test(
  'what is sent to a customer who hides their number stands in their chat, and is brought forward there',
  withTeam(async (team) => {
    const { userId, chatId, path } = await aHiddenCustomer(team, '919833300001')

    const sent = await team.api.post(path, hi(userId))

    expect(sent.body._data).toMatchObject({ chat: chatId })
    expect((await team.api.post('/v1/ext/chat', {})).body._meta.total).toBe(1)
    await vi.waitFor(
      async () => expect(await messagesOf(team, chatId)).toMatchObject([{ deliveryStatus: 'DELIVERED' }]),
      { timeout: 20_000 },
    )
  }),
)

test(
  'a send whose answer was lost is settled by a status that names the customer by their user id',
  withTeam(async (team) => {
    const { userId, chatId, path } = await aHiddenCustomer(team, '919833300002')
    theSimulator().loseNextAnswer()

    const lost = await team.api.post(path, { ...hi(userId), biz_opaque_callback_data: 'order-7' })

    expect(lost.status).toBeGreaterThanOrEqual(502)
    await vi.waitFor(
      async () => expect(await messagesOf(team, chatId)).toMatchObject([{ deliveryStatus: 'DELIVERED' }]),
      { timeout: 20_000 },
    )
  }),
)

test(
  'a customer who hides their number is told that nobody is there, by their user id',
  withTeam(async (team) => {
    await team.api.post('/v1/ext/assignment-rule', { name: 'All', users: [], awayMessage: 'We are back tomorrow.' })
    await team.api.put('/v1/ext/working-hours', { days: {} })

    const { userId, chatId } = await aHiddenCustomer(team, '919833300003')

    await vi.waitFor(
      async () =>
        expect(await messagesOf(team, chatId)).toMatchObject([
          { text: 'We are back tomorrow.', deliveryStatus: 'DELIVERED', source: { sourceType: 'AUTOMATION' } },
        ]),
      { timeout: 20_000 },
    )
    const asked = theSimulator().requests.findLast(
      ({ method, path }) => method === 'POST' && path.includes('/messages'),
    )
    expect(asked?.body).toMatchObject({ recipient: userId, text: { body: 'We are back tomorrow.' } })
    expect(asked?.body).not.toHaveProperty('to')
  }),
)
