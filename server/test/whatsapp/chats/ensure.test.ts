import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/database/transaction.ts'
import type { Correspondent } from '../../../src/whatsapp/chats/ensure.ts'
import { ensureChats } from '../../../src/whatsapp/chats/ensure.ts'
import { moveWindow, touchInbound } from '../../../src/whatsapp/chats/touch.ts'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { aNumber, type NumberAtHand, type Written, write } from './conversation.ts'

startNadi()

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 5, 10, minute))

const ensure = ({ nadi, scope }: TeamAtHand, correspondents: Correspondent[]) =>
  inTransaction(nadi.db, scope, (tx) => ensureChats(tx, scope, correspondents))

async function contacts({ nadi, scope }: TeamAtHand) {
  return nadi.db
    .selectFrom('contacts')
    .select(['wa_id', 'phone_number', 'name'])
    .where('team_id', '=', scope.teamId)
    .orderBy('wa_id')
    .execute()
}

test(
  'a stranger gets a contact and a chat, and the same ones ever after',
  withTeam(async (team) => {
    const number = aNumber()
    const asha = { ...number, waId: '919876543210', name: ' Asha ', at: at(0) }

    const [first] = await ensure(team, [asha])
    const again = await ensure(team, [asha, { ...number, waId: 'IN.5521', at: at(1) }, asha])

    expect(first?.isNew).toBe(true)
    expect(again.map(({ isNew }) => isNew)).toEqual([false, true, false])
    expect(again[0]).toEqual({ ...first, isNew: false })
    expect(again[2]?.chatId).toBe(first?.chatId)
    expect(await contacts(team)).toEqual([
      { wa_id: '919876543210', phone_number: '+919876543210', name: 'Asha' },
      { wa_id: 'IN.5521', phone_number: null, name: '' },
    ])
  }),
)

test(
  'one person talks with two numbers of the team in two chats, and in a group in the chat of the group',
  withTeam(async (team) => {
    const [one, other] = [aNumber(), aNumber()]

    const found = await ensure(team, [
      { ...one, waId: '919876543210', at: at(0) },
      { ...other, waId: '919876543210', at: at(0) },
      { ...one, waId: '919876543210', groupId: 'group-1', at: at(0) },
      { ...one, waId: null, groupId: 'group-1', at: at(0) },
    ])

    expect(new Set(found.map(({ chatId }) => chatId)).size).toBe(3)
    expect(new Set(found.slice(0, 3).map(({ contactId }) => contactId)).size).toBe(1)
    expect(found[3]).toMatchObject({ contactId: null, chatId: found[2]?.chatId })
    expect(await contacts(team)).toHaveLength(1)
  }),
)

test(
  'crowds that meet the same strangers in opposite orders at once make each of them once',
  withTeam(async (team) => {
    const number = aNumber()
    const crowd = Array.from({ length: 40 }, (_, index) => ({
      ...number,
      waId: `9198765432${String(index).padStart(2, '0')}`,
      name: `Caller ${index}`,
      at: at(index),
    }))

    const found = await Promise.all(
      Array.from({ length: 8 }, (_, turn) => ensure(team, turn % 2 ? crowd : crowd.toReversed())),
    )

    expect(new Set(found.flat().map(({ chatId }) => chatId)).size).toBe(40)
    expect(await contacts(team)).toHaveLength(40)
  }),
)

test(
  'the latest profile name counts, in whatever order the names are told',
  withTeam(async (team) => {
    const number = aNumber()
    const asha = { ...number, waId: '919876543210' }

    await ensure(team, [{ ...asha, name: 'Asha', at: at(1) }])
    await ensure(team, [{ ...asha, name: 'Asha Rao', at: at(3) }])
    await ensure(team, [{ ...asha, name: 'A.', at: at(2) }])

    expect(await contacts(team)).toMatchObject([{ name: 'Asha Rao' }])
  }),
)

test(
  'what a chat says of its messages does not depend on their order, nor on hearing of them once more',
  withTeam(async (team) => {
    const said: Written[] = [
      { waId: '919876543210', text: 'one', at: at(1) },
      { waId: '919876543210', text: 'answer', at: at(2), direction: 'OUTBOUND' },
      { waId: '919876543210', text: 'two', at: at(3) },
      { waId: '919876543210', text: 'three', at: at(4) },
    ]
    const inOrder = aNumber()
    for (const message of said) await write(team, inOrder, [message])
    const shuffled = aNumber()
    const written = await write(team, shuffled, [said[3], said[0]] as Written[])
    await write(team, shuffled, [said[2], said[1]] as Written[])
    await inTransaction(team.nadi.db, team.scope, async (tx) => {
      const again = written.map(({ chatId, messageId }) => ({ chatId, chatMessageId: messageId, at: at(1) }))
      await touchInbound(tx, team.scope, again.slice(1))
    })

    expect(await stateOf(team, shuffled)).toEqual(await stateOf(team, inOrder))
    expect(await stateOf(team, shuffled)).toEqual({
      status: 'OPEN',
      unread_count: 3,
      window_ends_at: new Date(+at(4) + 86_400_000),
      last_inbound_at: at(4),
      last_message_at: at(4),
      text: 'three',
    })
  }),
)

test(
  'a closed chat opens with what is written after, not with what was written before and comes late',
  withTeam(async (team) => {
    const number = aNumber()
    const [first] = await write(team, number, [{ waId: '919876543210', at: at(1) }])
    await team.nadi.db
      .updateTable('chats')
      .set({ status: 'CLOSED', status_at: at(5) })
      .where('team_id', '=', team.scope.teamId)
      .where('chat_id', '=', String(first?.chatId))
      .execute()

    await write(team, number, [{ waId: '919876543210', at: at(4) }])
    expect(await stateOf(team, number)).toMatchObject({ status: 'CLOSED', unread_count: 2 })

    await write(team, number, [{ waId: '919876543210', at: at(6) }])
    expect(await stateOf(team, number)).toMatchObject({ status: 'OPEN', unread_count: 3 })
  }),
)

test(
  'the window of a free entry point moves on, and never back',
  withTeam(async (team) => {
    const number = aNumber()
    const [first] = await write(team, number, [{ waId: '919876543210', at: at(1) }])
    const chatId = String(first?.chatId)
    const later = new Date(+at(1) + 72 * 3_600_000)
    for (const endsAt of [later, at(9)]) {
      await inTransaction(team.nadi.db, team.scope, (tx) => moveWindow(tx, team.scope, [{ chatId, endsAt }]))
    }

    expect(await stateOf(team, number)).toMatchObject({ window_ends_at: later })
  }),
)

async function stateOf({ nadi, scope }: TeamAtHand, { pluginId }: NumberAtHand) {
  const { rows } = await sql`
    select h.status, h.unread_count, h.window_ends_at, h.last_inbound_at, h.last_message_at, m.text
    from chats h join chat_messages m on m.team_id = h.team_id and m.chat_message_id = h.last_message_id
    where h.team_id = ${scope.teamId} and h.plugin_id = ${pluginId}`.execute(nadi.db)
  return rows[0]
}
