import { expect, test } from 'vitest'
import { startNadi, withTeam } from '../../harness/nadi.ts'
import { asha, echoEvent, messageEvent, statusEvent, textEvent } from '../fixtures/events.ts'
import { plugIn } from './plugin-at-hand.ts'
import { chatsOf } from './what-stands.ts'

startNadi()

const now = 1_790_000_000

test(
  'the last reaction of each person stands on the message; an empty one, or one without emoji, takes it back',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const react = (id: string, at: number, emoji?: string) =>
      messageEvent(meta, asha, {
        id,
        at,
        type: 'reaction',
        reaction: { message_id: 'wamid.ours', ...(emoji !== undefined && { emoji }) },
      })
    await meta.emit(echoEvent(meta, asha, { id: 'wamid.ours', at: now, type: 'text', text: { body: 'It has left' } }))

    await meta.emit(react('wamid.r2', now + 2, '🎉'), react('wamid.r1', now + 1, '👍'))

    const [chat] = await chatsOf(team.api)
    expect(chat.messages).toHaveLength(1)
    expect(chat.messages[0].reactions).toEqual([{ from: asha.waId, emoji: '🎉', at: (now + 2) * 1000 }])
    expect(chat.unreadCount).toBe(0)

    await meta.emit(react('wamid.r3', now + 3, ''))
    expect((await chatsOf(team.api))[0].messages[0].reactions).toEqual([])
    await meta.emit(react('wamid.r5', now + 5, '😀'), react('wamid.r6', now + 6))
    expect((await chatsOf(team.api))[0].messages[0].reactions).toEqual([])
    await meta.emit(react('wamid.r4', now + 4, '❤️'))
    expect((await chatsOf(team.api))[0].messages[0].reactions).toEqual([])
  }),
)

test(
  'the latest edit of a message is what it says, of whichever kind it is',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const edit = (id: string, at: number, about: string, message: object) =>
      messageEvent(meta, asha, { id, at, type: 'edit', edit: { original_message_id: about, message } })
    await meta.emit(
      textEvent(meta, asha, 'wamid.text', now, 'Tomorow'),
      messageEvent(meta, asha, {
        id: 'wamid.image',
        at: now + 1,
        type: 'image',
        image: { id: '8101', mime_type: 'image/jpeg', sha256: 'YQ==', caption: 'Befor' },
      }),
    )

    await meta.emit(
      edit('wamid.e2', now + 20, 'wamid.text', {
        context: { id: 'M0' },
        type: 'text',
        text: { body: 'Tomorrow at 5' },
      }),
      edit('wamid.e1', now + 10, 'wamid.text', { type: 'text', text: { body: 'Tomorrow' } }),
      edit('wamid.e3', now + 30, 'wamid.image', {
        type: 'image',
        image: { id: '8101', mime_type: 'image/jpeg', sha256: 'YQ==', caption: 'Before' },
      }),
    )

    const [chat] = await chatsOf(team.api)
    expect(chat.messages).toMatchObject([
      { externalId: 'wamid.text', text: 'Tomorrow at 5', editedAt: (now + 20) * 1000, timestamp: now * 1000 },
      { externalId: 'wamid.image', text: 'Before', attachments: [{ mediaId: '8101', caption: 'Before' }] },
    ])
    expect(chat.unreadCount).toBe(2)
  }),
)

test(
  'a message that its customer deleted says since when',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    await meta.emit(textEvent(meta, asha, 'wamid.1', now, 'Wrong chat'))

    await meta.emit(
      messageEvent(meta, asha, {
        id: 'wamid.2',
        at: now + 60,
        type: 'revoke',
        revoke: { original_message_id: 'wamid.1' },
      }),
    )

    const [chat] = await chatsOf(team.api)
    expect(chat.messages).toMatchObject([{ externalId: 'wamid.1', revokedAt: (now + 60) * 1000 }])
  }),
)

test(
  'what is said about a message that is not here yet waits for it',
  withTeam(async (team) => {
    const meta = await plugIn(team)

    await meta.emit(
      statusEvent(meta, asha, { id: 'wamid.ours', status: 'read', at: now + 9 }),
      statusEvent(meta, asha, { id: 'wamid.ours', status: 'delivered', at: now + 5 }),
      messageEvent(meta, asha, {
        id: 'wamid.r',
        at: now + 8,
        type: 'reaction',
        reaction: { message_id: 'wamid.ours', emoji: '👍' },
      }),
      messageEvent(meta, asha, {
        id: 'wamid.e',
        at: now + 30,
        type: 'edit',
        edit: { original_message_id: 'wamid.theirs', message: { type: 'text', text: { body: 'Yes!' } } },
      }),
    )
    expect(await chatsOf(team.api)).toEqual([])
    await meta.emit(
      echoEvent(meta, asha, { id: 'wamid.ours', at: now, type: 'text', text: { body: 'Shall we call?' } }),
      textEvent(meta, asha, 'wamid.theirs', now + 20, 'Yess'),
    )

    const [chat] = await chatsOf(team.api)
    expect(chat.messages).toMatchObject([
      {
        externalId: 'wamid.ours',
        direction: 'OUTBOUND',
        deliveryStatus: 'READ',
        deliveredAt: (now + 5) * 1000,
        readAt: (now + 9) * 1000,
        reactions: [{ from: asha.waId, emoji: '👍' }],
      },
      { externalId: 'wamid.theirs', text: 'Yes!', editedAt: (now + 30) * 1000 },
    ])
  }),
)

const failure = {
  code: 131026,
  title: 'Message undeliverable',
  message: 'Message undeliverable',
  error_data: { details: 'The number is not on WhatsApp.' },
}

for (const [status, more, expected] of [
  [
    'sent',
    { conversation: { id: 'c-1', origin: { type: 'service' } }, pricing: { billable: false } },
    { deliveryStatus: 'SENT' },
  ],
  ['delivered', {}, { deliveryStatus: 'DELIVERED', deliveredAt: (now + 3) * 1000 }],
  ['read', {}, { deliveryStatus: 'READ', readAt: (now + 3) * 1000 }],
  ['played', {}, { deliveryStatus: 'PLAYED' }],
  ['failed', { errors: [failure] }, { deliveryStatus: 'FAILED', failedAt: (now + 3) * 1000, errors: [failure] }],
  ['sent', { biz_opaque_callback_data: 'order-17' }, { deliveryStatus: 'SENT' }],
] as const) {
  test(
    `a message that was ${status} says so${'biz_opaque_callback_data' in more ? ', whoever gave it a word to come back' : ''}`,
    withTeam(async (team) => {
      const meta = await plugIn(team)
      await meta.emit(echoEvent(meta, asha, { id: 'wamid.1', at: now, type: 'text', text: { body: 'Hello' } }))

      await meta.emit(statusEvent(meta, asha, { id: 'wamid.1', status, at: now + 3, ...more }))

      const [chat] = await chatsOf(team.api)
      expect(chat.messages).toMatchObject([expected])
    }),
  )
}

test(
  'what a group has read is read, whoever of it was first',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const byMember = (member: string, status: string, at: number) =>
      statusEvent(meta, asha, {
        id: 'wamid.1',
        status,
        at,
        recipient_id: 'group-7',
        recipient_type: 'group',
        recipient_participant_id: member,
      })
    await meta.emit(
      echoEvent(meta, asha, { id: 'wamid.1', at: now, group_id: 'group-7', type: 'text', text: { body: 'Hello all' } }),
    )

    await meta.emit(byMember('919812300001', 'read', now + 5), byMember('919812300002', 'delivered', now + 9))

    const [chat] = await chatsOf(team.api)
    expect(chat).toMatchObject({ groupId: 'group-7' })
    expect(chat.messages).toMatchObject([{ deliveryStatus: 'READ', readAt: (now + 5) * 1000 }])
  }),
)

test(
  'a customer who came by an advertisement may be written to for as long as Meta says',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const conversation = (type: string) => ({
      conversation: { id: 'c-1', expiration_timestamp: String(now + 3 * 86_400), origin: { type } },
    })

    await meta.emit(
      statusEvent(meta, asha, { id: 'wamid.2', status: 'sent', at: now + 5, ...conversation('marketing') }),
      textEvent(meta, asha, 'wamid.1', now, 'I saw your ad'),
      echoEvent(meta, asha, { id: 'wamid.2', at: now + 4, type: 'text', text: { body: 'Welcome' } }),
    )
    expect((await chatsOf(team.api))[0].windowEndsAt).toBe((now + 86_400) * 1000)
    await meta.emit(
      statusEvent(meta, asha, {
        id: 'wamid.2',
        status: 'delivered',
        at: now + 6,
        ...conversation('referral_conversion'),
      }),
    )

    expect((await chatsOf(team.api))[0].windowEndsAt).toBe((now + 3 * 86_400) * 1000)
  }),
)
