import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { actAs, makeUser } from '../../harness/people.ts'
import { aNumber, type NumberAtHand, write } from './conversation.ts'

startNadi()

const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 5, 10, at))

/** Three customers, in the order of their last messages: Ben, Asha, Chitra. */
async function threeChats(team: TeamAtHand, number: NumberAtHand = aNumber()) {
  const chats = await write(team, number, [
    { waId: '919876543210', name: 'Asha Rao', text: 'Is my loan approved?', at: minute(2) },
    { waId: '919812345678', name: 'Ben', text: 'Hello', at: minute(1) },
    { waId: '447911123456', name: 'Chitra', text: 'Guten Tag, größer', at: minute(3) },
  ])
  const [asha, ben, chitra] = chats.map(({ chatId }) => chatId) as [string, string, string]
  return { number, asha, ben, chitra }
}

const namesIn = (answer: { body: { _data: { contact: { name: string } }[] } }) =>
  answer.body._data.map(({ contact }) => contact.name)

test(
  'a list says of each chat whom it is with, how far it is read, until when it may be answered, and what was said last',
  withTeam(async (team) => {
    const { number, asha } = await threeChats(team)
    await write(team, number, [{ waId: '919876543210', text: 'Not yet.', at: minute(9), direction: 'OUTBOUND' }])

    const list = await team.api.post('/v1/ext/chat', { orderField: 'lastMessageAt', orderDirection: 'desc', limit: 1 })

    expect(list.status).toBe(200)
    expect(list.body._meta).toMatchObject({ total: 3, hasMore: true })
    expect(list.body._data).toMatchObject([
      {
        id: asha,
        contact: { name: 'Asha Rao', phoneNumber: '+919876543210', waId: '919876543210' },
        plugin: number.pluginId,
        whatsappPhoneNumberId: number.phoneNumberId,
        process: null,
        status: 'OPEN',
        assignedTo: null,
        unreadCount: 1,
        windowEndsAt: +minute(2) + 86_400_000,
        isWaiting: false,
        lastMessageAt: +minute(9),
        lastMessage: { text: 'Not yet.', direction: 'OUTBOUND', dataType: 'text', timestamp: +minute(9) },
        labels: [],
      },
    ])
  }),
)

test(
  'pages by number, by rows passed over and by cursor meet every chat once, in either order',
  withTeam(async (team) => {
    await threeChats(team)
    for (const orderField of ['createdAt', 'lastMessageAt']) {
      for (const orderDirection of ['asc', 'desc', 'DESC']) {
        const order = { orderField, orderDirection }
        const whole = namesIn(await team.api.post('/v1/ext/chat', order))
        const byPage = [1, 2, 3].map((page) => team.api.post('/v1/ext/chat', { ...order, page, limit: 1 }))
        const bySkip = [0, 1, 2].map((skip) => team.api.post('/v1/ext/chat', { ...order, skip, limit: 1 }))
        const byCursor: string[] = []
        for (let cursor: string | undefined = ''; cursor !== undefined; ) {
          const page = await team.api.post('/v1/ext/chat', { ...order, cursor, page: 1, limit: 1 })
          byCursor.push(...namesIn(page))
          cursor = page.body._meta.nextCursor
        }

        expect((await Promise.all(byPage)).flatMap(namesIn)).toEqual(whole)
        expect((await Promise.all(bySkip)).flatMap(namesIn)).toEqual(whole)
        expect(byCursor).toEqual(whole)
      }
    }
    const byLastMessage = await team.api.post('/v1/ext/chat', { orderField: 'lastMessageAt' })
    expect(namesIn(byLastMessage)).toEqual(['Chitra', 'Asha Rao', 'Ben'])
  }),
)

test(
  'each condition finds what it says, and its negation the rest',
  withTeam(async (team) => {
    const other = aNumber()
    const { asha, ben, chitra } = await threeChats(team)
    await write(team, { ...other, phoneNumberId: '42' }, [{ waId: '15550001111', name: 'Dan', direction: 'OUTBOUND' }])
    const agent = await makeUser(team.api, 'agent@chats.example', 'Admin')
    const db = team.nadi.db.updateTable('chats').where('team_id', '=', team.scope.teamId)
    await db.set({ status: 'CLOSED', assigned_to: agent.id }).where('chat_id', '=', ben).execute()
    await db.set({ unread_count: 0, last_inbound_at: null }).where('chat_id', '=', chitra).execute()
    const everybody = ['Asha Rao', 'Ben', 'Chitra', 'Dan']
    const conditions: [where: object, names: string[]][] = [
      [{ status: 'closed' }, ['Ben']],
      [{ assignedTo: agent.username }, ['Ben']],
      [{ assignedTo: [agent.id, null] }, everybody],
      [{ assignedTo: { exists: true } }, ['Ben']],
      [{ unread: true }, ['Asha Rao', 'Ben']],
      [{ unreadCount: { '>=': 1 } }, ['Asha Rao', 'Ben']],
      [{ isWaiting: false }, ['Chitra', 'Dan']],
      [{ plugin: other.pluginId }, ['Dan']],
      [{ phoneNumberId: 42 }, ['Dan']],
      [{ process: null }, everybody],
      [{ phoneNumber: '+44 7911 123456' }, ['Chitra']],
      [{ phoneNumber: '9876543210' }, ['Asha Rao']],
      [{ windowEndsAt: null }, ['Dan']],
      [{ windowEndsAt: { '>': +minute(2) + 86_400_000 } }, ['Chitra']],
      [{ windowEndsAt: { '<=': new Date(+minute(2) + 86_400_000).toISOString() } }, ['Asha Rao', 'Ben']],
      [{ lastMessageAt: { '>=': +minute(2), '<': +minute(3) } }, ['Asha Rao']],
      [{ groupId: { exists: true } }, []],
      [{ label: null }, everybody],
      [{ id: [asha, chitra] }, ['Asha Rao', 'Chitra']],
      [{ or: [{ id: asha }, { status: 'CLOSED' }] }, ['Asha Rao', 'Ben']],
      [{ and: [{ unread: true }, { status: 'OPEN' }] }, ['Asha Rao']],
    ]

    for (const [where, names] of conditions) {
      const found = await team.api.post('/v1/ext/chat', { where })
      const rest = await team.api.post('/v1/ext/chat', { where: { not: where } })
      expect([where, namesIn(found).sort(), found.body._meta.total]).toEqual([where, names, names.length])
      expect([where, namesIn(rest).sort()]).toEqual([where, everybody.filter((name) => !names.includes(name))])
    }
  }),
)

test(
  'a word that stands in thousands of messages of one chat is found in every other too, as far as the role reaches',
  withTeam(async (team) => {
    const { number, asha } = await threeChats(team)
    await sql`
      insert into chat_messages (team_id, chat_message_id, chat_id, plugin_id, phone_number_id, direction, type, body, text, delivery_status, at,
        source_type, created_at, updated_at)
      select team_id, gen_random_uuid(), chat_id, plugin_id, phone_number_id, direction, type, body, 'A zebra crossing', delivery_status, at,
        source_type, created_at, updated_at
      from chat_messages, generate_series(1, 5000) where team_id = ${team.scope.teamId} and chat_id = ${asha}`.execute(
      team.nadi.db,
    )
    await write(team, number, [
      { waId: '919812345678', text: 'Which zebra?', at: minute(4) },
      { waId: '447911123456', text: 'Zebras, too', at: minute(5) },
    ])
    const agent = await actAs(team, { name: 'Agent', permissions: ['chats.read_own'] })
    const other = await makeUser(team.api, 'other@chats.example')
    await team.api.put(`/v1/ext/chat/${asha}/assign`, { assignedTo: other.id })

    const all = await team.api.post('/v1/ext/chat', { search: 'zebra' })
    const own = await agent.api.post('/v1/ext/chat', { search: 'zebra' })
    const closed = await team.api.post('/v1/ext/chat', { search: 'zebra', where: { status: 'CLOSED' } })

    expect(namesIn(all).sort()).toEqual(['Asha Rao', 'Ben', 'Chitra'])
    expect(all.body._meta).toMatchObject({ total: 3, isTotalCut: true })
    expect(namesIn(own).sort()).toEqual(['Ben', 'Chitra'])
    expect(own.body._meta.total).toBe(2)
    expect(closed.body).toMatchObject({ _data: [], _meta: { total: 0 } })
  }),
)

test(
  'a search finds names, parts of numbers and words that were written, in any script and case',
  withTeam(async (team) => {
    await threeChats(team)
    const searches: [search: string, names: string[]][] = [
      ['asha', ['Asha Rao']],
      ['876543', ['Asha Rao']],
      ['+44 7911', ['Chitra']],
      ['LOAN', ['Asha Rao']],
      ['GRÖSS', []],
      ['GRÖß', ['Chitra']],
      ['100%', []],
    ]

    for (const [search, names] of searches) {
      const found = await team.api.post('/v1/ext/chat', { search, where: { status: 'OPEN' } })
      expect([search, namesIn(found), found.body._meta.total]).toEqual([search, names, names.length])
    }
    expect((await team.api.post('/v1/ext/chat', { search: ' ' })).body._meta.total).toBe(3)
    expect((await team.api.post('/v1/ext/chat', { search: 'as' })).body._meta.errors[0]).toMatchObject({
      code: 'too_short',
      path: 'search',
    })
  }),
)

test(
  'what is wrong with a list is said all at once, with its place',
  withTeam(async ({ api }) => {
    const wrong = await api.post('/v1/ext/chat', {
      where: { statsu: 'OPEN', status: 'OPN', or: [{ assignedTo: 'nobody@chats.example' }], unreadCount: { '~': 1 } },
    })
    const order = await api.post('/v1/ext/chat', { orderField: 'updatedAt', orderDirection: 'down' })
    const ways = await api.post('/v1/ext/chat', { skip: 10, page: 2 })

    expect(wrong.status).toBe(400)
    expect(wrong.body._meta.errors.map(({ path }: { path: string }) => path)).toEqual([
      'where.statsu',
      'where.status',
      'where.or.0.assignedTo',
      'where.unreadCount',
    ])
    expect(wrong.body._errors[0]).toBe('This list is not filtered by "statsu"; did you mean "status"?')
    expect(order.body._errors).toEqual([
      'Chats are not ordered by "updatedAt"; did you mean lastMessageAt?',
      '"orderDirection" must be asc or desc, but "down" was given.',
    ])
    expect(ways.body._meta.errors[0].code).toBe('two_ways_to_page')
  }),
)

test(
  'the messages of a chat come newest first, a page at a time, and by their own conditions',
  withTeam(async (team) => {
    const number = aNumber()
    const said = Array.from({ length: 5 }, (_, index) => ({
      waId: '919876543210',
      text: `message ${index}`,
      at: minute(index),
      direction: index % 2 ? ('OUTBOUND' as const) : ('INBOUND' as const),
    }))
    const [first] = await write(team, number, said)
    const path = `/v1/ext/chat/${first?.chatId}/message`

    const page = await team.api.post(path, { limit: 2, page: 2 })
    const inbound = await team.api.post(path, { where: { direction: 'INBOUND', timestamp: { '>': +minute(0) } } })
    const next = await team.api.post(path, { limit: 2, cursor: page.body._meta.nextCursor })

    expect(page.body._data.map(({ text }: { text: string }) => text)).toEqual(['message 2', 'message 1'])
    expect(page.body._meta).toMatchObject({ total: 5, hasMore: true })
    expect(page.body._data[0]).toMatchObject({ direction: 'INBOUND', chat: first?.chatId, body: { body: 'message 2' } })
    expect(inbound.body._data.map(({ text }: { text: string }) => text)).toEqual(['message 4', 'message 2'])
    expect(inbound.body._meta.total).toBe(2)
    expect(next.body._data.map(({ text }: { text: string }) => text)).toEqual(['message 0'])
    expect((await team.api.post('/v1/ext/chat/0190c9a8-0000-7000-8000-000000000000/message', {})).status).toBe(404)
  }),
)

test(
  'the messages with a number are found however it is written, across the numbers of the team',
  withTeam(async (team) => {
    await write(team, aNumber(), [{ waId: '919876543210', text: 'to one', at: minute(1) }])
    await write(team, aNumber(), [{ waId: '919876543210', text: 'to the other', at: minute(2) }])
    const path = '/v1/ext/plugin/whatsapp/list-chat-messages-for-phone-number'

    for (const customerPhoneNumber of ['919876543210', '+91 98765 43210', '9876543210', 919876543210]) {
      const { body } = await team.api.post(path, { customerPhoneNumber, limit: 10, page: 1 })
      expect(body._data.map(({ text }: { text: string }) => text)).toEqual(['to the other', 'to one'])
      expect(body._meta.total).toBe(2)
    }
    const unknown = await team.api.post(path, { customerPhoneNumber: '919800000000' })
    expect([unknown.status, unknown.body._data, unknown.body._meta.total]).toEqual([200, [], 0])
    expect((await team.api.post(path, { customerPhoneNumber: 'Asha' })).body._meta.errors[0].path).toBe(
      'customerPhoneNumber',
    )
  }),
)
