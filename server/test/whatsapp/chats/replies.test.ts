import { expect, test } from 'vitest'
import { actAs } from '../../harness/people.ts'
import { startAtMeta, withNumber } from '../messages/at-meta.ts'
import { write } from './conversation.ts'

startAtMeta()

const reply = (text: string, lastMessageId: string) => ({
  messaging_product: 'whatsapp',
  to: '919876543210',
  type: 'text',
  text: { body: text },
  lastMessageId,
})

test(
  'a reply claims the chat; who answers without having seen it gets a 409 that shows it',
  withNumber(async (team) => {
    const { path } = team
    const permissions = ['messages.send', 'chats.read_all']
    const [asha, ben] = [
      await actAs(team, { name: 'Asha', permissions }),
      await actAs(team, { name: 'Ben', permissions }),
    ]
    const [question] = await write(team, team, [{ waId: '919876543210', text: 'Hello?' }])
    const seen = question?.messageId ?? ''

    const first = await asha.api.post(path, reply('Good morning', seen))
    const second = await ben.api.post(path, reply('Hi there', seen))
    const own = await asha.api.post(path, reply('How can I help?', seen))

    expect([first.status, first.body._errors]).toEqual([200, []])
    expect(own.status).toBe(200)
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({
      _errors: ['Somebody else has answered in this chat since you looked at it.'],
      _meta: { errors: [{ code: 'answered_meanwhile', path: 'lastMessageId' }] },
      chatMessage: { text: 'Good morning', user: asha.user.id, direction: 'OUTBOUND' },
    })
    const chat = (await team.api.get(`/v1/ext/chat/${question?.chatId}`)).body._data
    expect(chat).toMatchObject({ assignedTo: asha.user.id, unreadCount: 0 })

    const messages = (await team.api.post(`/v1/ext/chat/${question?.chatId}/message`, {})).body._data
    const third = await ben.api.post(path, reply('Anything else?', messages[0].id))
    expect(third.status).toBe(200)
    expect((await team.api.get(`/v1/ext/chat/${question?.chatId}`)).body._data.assignedTo).toBe(asha.user.id)
  }),
)

test(
  'of two who answer at the same moment one is first, and the other is told',
  withNumber(async (team) => {
    const { path } = team
    const agents = []
    for (const name of ['Asha', 'Ben', 'Chitra'])
      agents.push(await actAs(team, { name, permissions: ['messages.send'] }))
    const [question] = await write(team, team, [{ waId: '919876543210', text: 'Hello?' }])

    const answers = await Promise.all(
      agents.map(({ api }, index) => api.post(path, reply(`answer ${index}`, question?.messageId ?? ''))),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const unknown = await agents[0]?.api.post(path, reply('late', '0190c9a8-0000-7000-8000-000000000000'))
    expect(unknown?.body._meta.errors[0]).toMatchObject({ code: 'no_such_message', path: 'lastMessageId' })
  }),
)
