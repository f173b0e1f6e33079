import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startNadi, withTeam } from '../../harness/nadi.ts'
import {
  asha,
  callEvent,
  callStatusEvent,
  changeValue,
  echoEvent,
  eventOf,
  groupEvent,
  historyEvent,
  messageEvent,
  numberChangeEvent,
  textEvent,
} from '../fixtures/events.ts'
import { plugIn } from './plugin-at-hand.ts'
import { chatsOf } from './what-stands.ts'

startNadi()

const now = 1_790_000_000
const newNumber = '919812399999'

test(
  "what the business writes in WhatsApp's own app stands in the chat, and what came before it is read",
  withTeam(async (team) => {
    const meta = await plugIn(team)

    await meta.emit(
      textEvent(meta, asha, 'wamid.1', now, 'Are you there?'),
      echoEvent(meta, asha, { id: 'wamid.2', at: now + 5, type: 'text', text: { body: 'Yes' } }),
      echoEvent(meta, asha, {
        id: 'wamid.3',
        at: now + 6,
        field: 'message_echoes',
        type: 'text',
        text: { body: 'Always' },
      }),
      echoEvent(meta, asha, {
        id: 'wamid.4',
        at: now + 9,
        type: 'edit',
        edit: { original_message_id: 'wamid.2', message: { type: 'text', text: { body: 'Yes, we are' } } },
      }),
      echoEvent(meta, asha, { id: 'wamid.5', at: now + 9, type: 'revoke', revoke: { original_message_id: 'wamid.3' } }),
    )

    const [chat] = await chatsOf(team.api)
    expect(chat).toMatchObject({ unreadCount: 0, contact: { name: 'Asha Rao' }, windowEndsAt: (now + 86_400) * 1000 })
    expect(chat.messages).toMatchObject([
      { externalId: 'wamid.1', direction: 'INBOUND' },
      {
        externalId: 'wamid.2',
        direction: 'OUTBOUND',
        deliveryStatus: 'SENT',
        text: 'Yes, we are',
        source: { sourceType: 'ECHO' },
      },
      { externalId: 'wamid.3', direction: 'OUTBOUND', text: 'Always', revokedAt: (now + 9) * 1000 },
    ])
  }),
)

test(
  'chats from before the number was connected are there, and call for nobody',
  withTeam(async (team) => {
    const meta = await plugIn(team)

    await meta.emit(
      historyEvent(meta, asha, [
        { from: asha.waId, id: 'wamid.1', timestamp: String(now - 900), type: 'text', text: { body: 'Old question' } },
        {
          from: meta.displayPhoneNumber,
          id: 'wamid.2',
          timestamp: String(now - 800),
          type: 'text',
          text: { body: 'Old answer' },
          history_context: { status: 'READ' },
        },
      ]),
    )

    const [chat] = await chatsOf(team.api)
    expect(chat).toMatchObject({ unreadCount: 0, windowEndsAt: null })
    expect(chat.messages).toMatchObject([
      { text: 'Old question', direction: 'INBOUND' },
      { text: 'Old answer', direction: 'OUTBOUND' },
    ])
  }),
)

test(
  'a call that nobody took is a missed one, one that was taken tells how long it lasted',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const ravi = { waId: '919812300002', name: 'Ravi Iyer' }

    await meta.emit(
      callEvent(meta, asha, { id: 'wacid.1', at: now, event: 'connect', session: { sdp: 'v=0', sdp_type: 'offer' } }),
      callEvent(meta, asha, { id: 'wacid.1', at: now + 30, event: 'terminate', status: 'FAILED' }),
      callStatusEvent(meta, ravi, { id: 'wacid.2', at: now, status: 'RINGING' }),
      callEvent(meta, ravi, {
        id: 'wacid.2',
        at: now + 130,
        event: 'terminate',
        direction: 'BUSINESS_INITIATED',
        status: 'COMPLETED',
        duration: 125,
      }),
    )

    const chats = await chatsOf(team.api)
    const of = (name: string) => chats.find(({ contact }) => contact.name === name)
    expect(of('Asha Rao').messages).toMatchObject([
      { dataType: 'call', direction: 'INBOUND', text: '[missed voice call]', timestamp: (now + 30) * 1000 },
    ])
    expect(of('Asha Rao')).toMatchObject({ unreadCount: 1, windowEndsAt: (now + 30 + 86_400) * 1000 })
    expect(of('Ravi Iyer').messages).toMatchObject([
      { dataType: 'call', direction: 'OUTBOUND', text: '[voice call, 2:05]' },
    ])
    expect(JSON.stringify(chats)).not.toContain('v=0')
  }),
)

test(
  'a call that rings leads to the chat of its customer, by whichever number the event names them',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const ringing = { id: 'wacid.1', timestamp: String(now), type: 'call', status: 'RINGING' }
    const answered = { id: 'wacid.1', at: now + 9, event: 'connect', direction: 'BUSINESS_INITIATED' }

    await meta.emit(
      eventOf(meta, 'calls', changeValue(meta, asha, { statuses: [{ ...ringing, recipient_id: '9812300001' }] })),
      callEvent(meta, asha, answered),
    )

    const chats = await chatsOf(team.api)
    expect(chats).toMatchObject([{ contact: { waId: asha.waId, name: asha.name } }])
    expect(chats[0].messages).toMatchObject([{ dataType: 'call', direction: 'OUTBOUND', externalId: 'wacid.1' }])
  }),
)

test(
  'a customer with a new number keeps chat and name; what was written under the old one is theirs, also when it comes later',
  withTeam(async (team) => {
    const meta = await plugIn(team)

    await meta.emit(
      textEvent(meta, asha, 'wamid.1', now, 'One'),
      numberChangeEvent(meta, asha, 'wamid.2', now + 10, newNumber),
      textEvent(meta, asha, 'wamid.late', now + 5, 'Late'),
      textEvent(meta, { ...asha, waId: newNumber }, 'wamid.3', now + 20, 'Two'),
    )

    const chats = await chatsOf(team.api)
    expect(chats).toHaveLength(1)
    expect(chats[0]).toMatchObject({
      contact: { waId: newNumber, phoneNumber: `+${newNumber}`, name: 'Asha Rao' },
      unreadCount: 3,
    })
    expect(chats[0].messages.map(({ text }: { text: string }) => text)).toEqual([
      'One',
      'Late',
      `Asha Rao changed from ${asha.waId} to ${newNumber}`,
      'Two',
    ])
  }),
)

test(
  'where the customer has written from the new number already, the two chats become one',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const person = { waId: asha.waId, name: 'Asha Rao' }

    await meta.emit(
      textEvent(meta, person, 'wamid.1', now, 'One'),
      textEvent(meta, { ...person, waId: newNumber }, 'wamid.3', now + 20, 'Two'),
    )
    expect(await chatsOf(team.api)).toHaveLength(2)
    await meta.emit(numberChangeEvent(meta, person, 'wamid.2', now + 10, newNumber))

    const chats = await chatsOf(team.api)
    expect(chats).toHaveLength(1)
    expect(chats[0]).toMatchObject({
      contact: { waId: newNumber },
      unreadCount: 2,
      windowEndsAt: (now + 20 + 86_400) * 1000,
    })
    expect(chats[0].messages).toHaveLength(3)
  }),
)

test(
  'an old number that somebody else has now is theirs',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const person = { waId: asha.waId, name: 'Asha Rao' }

    await meta.emit(
      textEvent(meta, person, 'wamid.1', now, 'One'),
      textEvent(meta, { ...person, name: 'Dev' }, 'wamid.9', now + 900, 'I am new here'),
      numberChangeEvent(meta, person, 'wamid.2', now + 10, newNumber),
    )

    const chats = await chatsOf(team.api)
    const said = (waId: string) =>
      chats
        .find(({ contact }) => contact.waId === waId)
        .messages.map(({ externalId }: { externalId: string }) => externalId)
    expect(said(asha.waId)).toEqual(['wamid.9'])
    expect(said(newNumber)).toEqual(['wamid.1', 'wamid.2'])
  }),
)

test(
  'a customer whose number Meta shows at one time and not at another has one chat',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const hidden = (id: string, at: number) =>
      eventOf(
        meta,
        'messages',
        changeValue(meta, null, {
          contacts: [{ profile: { name: 'Asha Rao' }, user_id: asha.userId }],
          messages: [{ from_user_id: asha.userId, id, timestamp: String(at), type: 'text', text: { body: id } }],
        }),
      )

    await meta.emit(hidden('wamid.1', now))
    await meta.emit(textEvent(meta, asha, 'wamid.2', now + 1, 'wamid.2'))
    await meta.emit(hidden('wamid.3', now + 2))

    const chats = await chatsOf(team.api)
    expect(chats).toHaveLength(1)
    expect(chats[0].contact).toMatchObject({ waId: asha.waId, phoneNumber: `+${asha.waId}` })
    expect(chats[0].messages).toHaveLength(3)
  }),
)

test(
  'that the identity of a customer has changed stands in the chat and counts as no message of theirs',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const system = { type: 'customer_identity_changed', body: 'The security code changed' }

    await meta.emit(messageEvent(meta, asha, { id: 'wamid.1', at: now, type: 'system', system }))

    const [chat] = await chatsOf(team.api)
    expect(chat).toMatchObject({ unreadCount: 0, windowEndsAt: null })
    expect(chat.messages).toMatchObject([{ dataType: 'system', text: 'The security code changed' }])
  }),
)

test(
  'what happens to a group stands in its chat, once',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const joined = {
      timestamp: String(now),
      group_id: 'group-7',
      type: 'group_participants_add',
      added_participants: [{ wa_id: asha.waId }],
    }

    await meta.emit(groupEvent(meta, 'group_participants_update', joined))
    await meta.emit(`${JSON.stringify(groupEvent(meta, 'group_participants_update', joined))} `)

    const [chat] = await chatsOf(team.api)
    expect(chat).toMatchObject({ groupId: 'group-7', unreadCount: 0 })
    expect(chat.messages).toMatchObject([{ dataType: 'system', text: `group participants add: ${asha.waId}` }])
  }),
)

test(
  'an event of a kind that is not known is kept',
  withTeam(async (team) => {
    const meta = await plugIn(team)

    await meta.emit(eventOf(meta, 'holograms', { shown: true }), eventOf(meta, 'calls', changeValue(meta, null, {})))

    const { rows } = await sql<{ status: string }>`
      select status from inbound_events where team_id = ${team.scope.teamId}`.execute(team.nadi.db)
    expect(rows).toEqual([{ status: 'APPLIED' }, { status: 'APPLIED' }])
    expect(await chatsOf(team.api)).toEqual([])
  }),
)
