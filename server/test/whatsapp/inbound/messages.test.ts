import { expect, test } from 'vitest'
import { startNadi, withTeam } from '../../harness/nadi.ts'
import { asha, changeValue, eventOf, messageEvent, textEvent } from '../fixtures/events.ts'
import { messageFixtures } from '../fixtures/messages.ts'
import { plugIn } from './plugin-at-hand.ts'
import { chatsOf } from './what-stands.ts'

startNadi()

const now = 1_790_000_000

for (const { name, content, text, attachment, inReplyTo } of messageFixtures) {
  test(
    `${name} is kept whole and shown as text`,
    withTeam(async (team) => {
      const meta = await plugIn(team)

      await meta.emit(messageEvent(meta, asha, { id: 'wamid.it', at: now, ...content }))

      const [chat, ...others] = await chatsOf(team.api)
      expect(others).toEqual([])
      expect(chat).toMatchObject({
        contact: { name: 'Asha Rao', phoneNumber: '+919812300001', waId: '919812300001' },
        whatsappPhoneNumberId: meta.phoneNumberId,
        status: 'OPEN',
        unreadCount: 1,
        windowEndsAt: (now + 86_400) * 1000,
      })
      expect(chat.messages).toHaveLength(1)
      expect(chat.messages[0]).toMatchObject({
        externalId: 'wamid.it',
        direction: 'INBOUND',
        deliveryStatus: 'DELIVERED',
        timestamp: now * 1000,
        dataType: content.type,
        text,
        message: { id: 'wamid.it', from: asha.waId, timestamp: String(now), ...content },
        inReplyTo: inReplyTo ?? null,
        attachments: attachment ? [attachment] : [],
        source: { sourceType: 'CUSTOMER' },
      })
    }),
  )
}

test(
  'a message whose content Meta could not tell is there with what went wrong',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const errors = [{ code: 131000, title: 'Something went wrong', error_data: { details: 'No payload' } }]
    const message = { from: asha.waId, id: 'wamid.it', timestamp: String(now), type: 'interactive' }

    await meta.emit(eventOf(meta, 'messages', changeValue(meta, asha, { messages: [message], errors })))

    const [chat] = await chatsOf(team.api)
    expect(chat.messages[0]).toMatchObject({ dataType: 'interactive', message: { errors } })
  }),
)

test(
  'the messages of a customer stand in one chat, whoever else writes at the same time',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const ravi = { waId: '919812300002', name: 'Ravi Iyer' }

    await meta.emit(
      textEvent(meta, asha, 'wamid.1', now, 'One'),
      textEvent(meta, ravi, 'wamid.2', now + 1, 'Hello'),
      textEvent(meta, asha, 'wamid.3', now + 2, 'Two'),
    )

    const chats = await chatsOf(team.api)
    const said = chats.map(({ contact, messages }) => [
      contact.name,
      messages.map(({ text }: { text: string }) => text),
    ])
    expect(said.sort()).toEqual([
      ['Asha Rao', ['One', 'Two']],
      ['Ravi Iyer', ['Hello']],
    ])
  }),
)

test(
  'a customer whose number Meta does not show has a chat by their user id',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const message = {
      from_user_id: 'IN.500',
      id: 'wamid.1',
      timestamp: String(now),
      type: 'text',
      text: { body: 'Hi' },
    }
    const contacts = [{ profile: { name: 'Kiran' }, user_id: 'IN.500' }]

    await meta.emit(eventOf(meta, 'messages', changeValue(meta, null, { contacts, messages: [message] })))

    const [chat] = await chatsOf(team.api)
    expect(chat.contact).toMatchObject({ name: 'Kiran', phoneNumber: null, waId: 'IN.500' })
    expect(chat.messages[0].text).toBe('Hi')
  }),
)

test(
  'what a member writes in a group stands in the chat of the group',
  withTeam(async (team) => {
    const meta = await plugIn(team)

    await meta.emit(
      messageEvent(meta, asha, { id: 'wamid.1', at: now, group_id: 'group-7', type: 'text', text: { body: 'Hi all' } }),
    )

    const [chat] = await chatsOf(team.api)
    expect(chat).toMatchObject({ groupId: 'group-7', contact: null })
    expect(chat.messages[0].text).toBe('Hi all')
  }),
)
