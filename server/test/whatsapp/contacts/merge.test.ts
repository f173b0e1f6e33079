import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/database/transaction.ts'
import { mergeContacts } from '../../../src/whatsapp/contacts/merge.ts'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { aNumber, write } from '../chats/conversation.ts'

startNadi()

const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 5, 10, at))
const [oldNumber, newNumber] = ['919876543210', '919811111111']

const merge = ({ nadi, scope }: TeamAtHand) =>
  inTransaction(nadi.db, scope, (tx) => mergeContacts(tx, scope, oldNumber, newNumber))

const texts = async ({ api }: TeamAtHand, chatId: string | undefined): Promise<string[]> =>
  (await api.post(`/v1/ext/chat/${chatId}/message`, {})).body._data.map(({ text }: { text: string }) => text)

test(
  'who changes their number keeps name, consent and chats',
  withTeam(async (team) => {
    const [written] = await write(team, aNumber(), [{ waId: oldNumber, name: 'Asha', text: 'before', at: minute(1) }])
    const [contact] = (await team.api.get('/v1/ext/contacts')).body._data
    await team.api.put(`/v1/ext/contact/${contact.id}`, { consents: { MARKETING: 'OPTED_OUT' } })

    expect(await merge(team)).toBe(contact.id)
    expect(await merge(team)).toBeUndefined()

    const chats = await team.api.post('/v1/ext/chat', {})
    expect(chats.body._data).toMatchObject([
      { id: written?.chatId, contact: { id: contact.id, name: 'Asha', phoneNumber: `+${newNumber}`, waId: newNumber } },
    ])
    expect(await texts(team, written?.chatId)).toEqual(['before'])
  }),
)

test(
  'who wrote under both numbers becomes one person with one chat for each number of the team',
  withTeam(async (team) => {
    const [one, other] = [aNumber(), aNumber()]
    await write(team, one, [{ waId: oldNumber, name: 'Asha', text: 'old, here', at: minute(3) }])
    await write(team, other, [{ waId: oldNumber, text: 'old, there', at: minute(1) }])
    const [kept] = await write(team, one, [{ waId: newNumber, name: 'Asha R.', text: 'new, here', at: minute(2) }])

    await merge(team)

    const { body } = await team.api.post('/v1/ext/chat', { orderField: 'lastMessageAt' })
    expect(body._data).toMatchObject([
      {
        id: kept?.chatId,
        unreadCount: 2,
        windowEndsAt: +minute(3) + 86_400_000,
        lastMessage: { text: 'old, here' },
        contact: { name: 'Asha R.', waId: newNumber },
      },
      { plugin: other.pluginId, lastMessage: { text: 'old, there' }, contact: { waId: newNumber } },
    ])
    expect(await texts(team, kept?.chatId)).toEqual(['old, here', 'new, here'])
    expect((await team.api.get('/v1/ext/contacts')).body._meta.total).toBe(1)
    const messages = await team.api.post('/v1/ext/plugin/whatsapp/list-chat-messages-for-phone-number', {
      customerPhoneNumber: newNumber,
    })
    expect(messages.body._meta.total).toBe(3)
    expect(new Set(messages.body._data.map(({ contact }: { contact: string }) => contact)).size).toBe(1)
  }),
)
