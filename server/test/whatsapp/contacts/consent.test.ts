import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/database/transaction.ts'
import { ConsentBook } from '../../../src/whatsapp/contacts/consent.ts'
import { usualStartWords, usualStopWords } from '../../../src/whatsapp/contacts/usual-words.ts'
import { meaningOf } from '../../../src/whatsapp/contacts/word-meaning.ts'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { aNumber, write } from '../chats/conversation.ts'

startNadi()

const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 5, 10, at))
const usual = { stopWords: usualStopWords, startWords: usualStartWords }

/** A contact, and what happens when they write or change their settings. */
async function asha(team: TeamAtHand) {
  const { nadi, scope, api } = team
  const book = new ConsentBook({ db: nadi.db })
  await write(team, aNumber(), [{ waId: '919876543210', name: 'Asha' }])
  const [contact] = (await api.get('/v1/ext/contacts')).body._data
  const path = `/v1/ext/contact/${contact.id}`
  return {
    path,
    id: contact.id as string,
    writes: (text: string, at: Date) =>
      inTransaction(nadi.db, scope, (tx) => book.applyKeywords(tx, scope, [{ contactId: contact.id, text, at }])),
    sets: (value: string, at: Date) =>
      inTransaction(nadi.db, scope, (tx) =>
        book.applyPreferences(tx, scope, [
          {
            waId: '919876543210',
            body: { value, category: 'marketing_messages', timestamp: +at / 1000, detail: value },
          },
        ]),
      ),
    consents: async () => (await api.get(path)).body._data.consents,
    refuses: async (category: string) => (await book.isOptedOut(scope, ['919876543210', '1'], category)).size === 1,
  }
}

test('a word of consent is known in many languages, however it is written, and only as a whole message', () => {
  for (const text of [
    'STOP',
    ' Stop! ',
    'stop.',
    'Arrêt',
    'ARRET',
    'बंद करें',
    'Désabonner',
    'Стоп',
    'Stop promotions',
    '🛑 stop',
  ]) {
    expect([text, meaningOf(text, usual)]).toEqual([text, 'OPTED_OUT'])
  }
  for (const text of ['start', 'Unstop', 'शुरू करें', 'Старт!']) {
    expect([text, meaningOf(text, usual)]).toEqual([text, 'OPTED_IN'])
  }
  for (const text of ['Please stop the loan', 'cancel', 'stopped', '', '!', 'बंद', 'end']) {
    expect([text, meaningOf(text, usual)]).toEqual([text, undefined])
  }
})

test(
  'STOP refuses marketing and nothing else, START allows it again, and the history tells both',
  withTeam(async (team) => {
    const { writes, consents, refuses, id } = await asha(team)

    await writes('Stop', minute(1))
    expect(await consents()).toEqual({
      MARKETING: { value: 'OPTED_OUT', source: 'KEYWORD', at: +minute(1), user: null, note: 'Stop' },
    })
    expect([await refuses('MARKETING'), await refuses('UTILITY'), await refuses('AUTHENTICATION')]).toEqual([
      true,
      false,
      false,
    ])
    expect((await team.api.get('/v1/ext/contacts?optedOut=MARKETING')).body._meta.total).toBe(1)

    await writes('START', minute(2))
    expect(await refuses('MARKETING')).toBe(false)
    expect((await team.api.get('/v1/ext/contacts?optedOut=MARKETING')).body._data).toEqual([])
    const events = await team.api.get(`/v1/ext/events?kind=contact.consent_changed&subject=${id}`)
    expect(events.body._data.map((event: { after: object }) => event.after)).toMatchObject([
      { consents: { MARKETING: { value: 'OPTED_IN' } } },
      { consents: { MARKETING: { value: 'OPTED_OUT' } } },
    ])
  }),
)

test(
  'what was said last counts, in whatever order and however often it is heard',
  withTeam(async (team) => {
    const { writes, sets, consents } = await asha(team)

    await sets('stop', minute(5))
    await writes('start', minute(3))
    await sets('resume', minute(4))
    await sets('stop', minute(5))
    expect(await consents()).toMatchObject({ MARKETING: { value: 'OPTED_OUT', source: 'PREFERENCE', at: +minute(5) } })

    await sets('signup', minute(6))
    expect(await consents()).toMatchObject({ MARKETING: { value: 'OPTED_IN', at: +minute(6) } })
    expect((await team.api.get('/v1/ext/events?kind=contact.consent_changed')).body._data).toHaveLength(2)
  }),
)

test(
  'settings of somebody who never wrote are kept for when they are written to',
  withTeam(async (team) => {
    const book = new ConsentBook({ db: team.nadi.db })
    const body = { value: 'stop', category: 'marketing_messages', timestamp: '1767600000' }
    await inTransaction(team.nadi.db, team.scope, (tx) =>
      book.applyPreferences(tx, team.scope, [{ waId: '447911123456', body }]),
    )

    expect([...(await book.isOptedOut(team.scope, ['447911123456'], 'MARKETING'))]).toEqual(['447911123456'])
  }),
)

test(
  'somebody of the team sets consent and name, and it is told who did, when and why',
  withTeam(async (team) => {
    const { path } = await asha(team)

    const changed = await team.api.put(path, {
      name: ' Asha Rao ',
      consents: { MARKETING: 'OPTED_OUT', UTILITY: 'OPTED_IN' },
      note: 'On the phone',
    })
    await write(team, aNumber(), [{ waId: '919876543210', name: 'asha ✨', at: new Date() }])

    expect(changed.body._data).toMatchObject({
      name: 'Asha Rao',
      isNamedByTeam: true,
      consents: {
        MARKETING: { value: 'OPTED_OUT', source: 'MANUAL', note: 'On the phone', user: team.scope.userId },
        UTILITY: { value: 'OPTED_IN' },
      },
    })
    expect((await team.api.get(path)).body._data.name).toBe('Asha Rao')
    await team.api.put(path, { name: '' })
    await write(team, aNumber(), [{ waId: '919876543210', name: 'asha ✨', at: new Date() }])
    expect((await team.api.get(path)).body._data).toMatchObject({ name: 'asha ✨', isNamedByTeam: false })
  }),
)

test(
  'a team has words of its own, and says which categories they mean',
  withTeam(async (team) => {
    const { writes, refuses } = await asha(team)
    expect((await team.api.get('/v1/ext/consent-words')).body._data).toMatchObject({
      isUsual: true,
      categories: ['MARKETING'],
    })

    const set = await team.api.put('/v1/ext/consent-words', {
      stopWords: ['Basta'],
      categories: ['MARKETING', 'UTILITY'],
    })
    await writes('stop', minute(1))
    expect(await refuses('MARKETING')).toBe(false)
    await writes('BASTA!', minute(2))
    expect([await refuses('MARKETING'), await refuses('UTILITY')]).toEqual([true, true])
    expect(set.body._data.startWords).toContain('start')

    const reset = await team.api.delete('/v1/ext/consent-words')
    expect(reset.body._data).toMatchObject({ isUsual: true })
  }),
)

test(
  'contacts are found by name and number, newest first, with the chats of each',
  withTeam(async (team) => {
    const number = aNumber()
    await write(team, number, [{ waId: '919876543210', name: 'Asha' }])
    const [ben] = await write(team, number, [{ waId: '447911123456', name: 'Ben' }])
    const found = async (query: string) =>
      (await team.api.get(`/v1/ext/contacts?${query}`)).body._data.map((contact: { name: string }) => contact.name)

    expect(await found('')).toEqual(['Ben', 'Asha'])
    expect(await found('search=ash')).toEqual(['Asha'])
    expect(await found('search=7911')).toEqual(['Ben'])
    expect(await found('phoneNumber=%2B447911123456')).toEqual(['Ben'])
    expect(await found('phoneNumber=9876543210')).toEqual(['Asha'])
    const first = await team.api.get('/v1/ext/contacts?limit=1')
    expect(first.body._meta).toMatchObject({ total: 2, hasMore: true })
    expect(await found(`limit=1&cursor=${first.body._meta.nextCursor}`)).toEqual(['Asha'])
    const chats = await team.api.get(`/v1/ext/contact/${first.body._data[0].id}/chats`)
    expect(chats.body._data).toMatchObject([{ id: ben?.chatId }])
  }),
)
