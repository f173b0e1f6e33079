import { expect, test } from 'vitest'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { actAs, makeUser } from '../../harness/people.ts'
import { aNumber, type NumberAtHand, write } from './conversation.ts'

startNadi()

const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 5, 10, at))

async function chatWith(team: TeamAtHand, waId = '919876543210', number: NumberAtHand = aNumber()): Promise<string> {
  const [written] = await write(team, number, [{ waId, at: minute(1) }])
  return written?.chatId ?? ''
}

test(
  'a chat is assigned, closed, opened again and read, and each change is an event',
  withTeam(async (team) => {
    const path = `/v1/ext/chat/${await chatWith(team)}`
    const agent = await makeUser(team.api, 'agent@chats.example', 'Admin')

    const assigned = await team.api.put(`${path}/assign`, { assignedTo: agent.username })
    const closed = await team.api.put(`${path}/close`)
    const again = await team.api.put(`${path}/close`)
    const reopened = await team.api.put(`${path}/reopen`)
    const read = await team.api.put(`${path}/read`)

    expect(assigned.body._data).toMatchObject({ assignedTo: agent.id, status: 'OPEN', version: 2 })
    expect(closed.body._data).toMatchObject({ assignedTo: agent.id, status: 'CLOSED', version: 3 })
    expect(again.body._data.version).toBe(3)
    expect(reopened.body._data).toMatchObject({ status: 'OPEN', version: 4, unreadCount: 1 })
    expect(read.body._data).toMatchObject({ unreadCount: 0, version: 4 })
    expect((await team.api.get(path)).body._data).toEqual(read.body._data)
    const { body } = await team.api.get(`/v1/ext/events?subject=${path.split('/').at(-1)}`)
    expect(body._data.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['chat.assigned', 'chat.closed', 'chat.reopened', 'chat.read']),
    )
  }),
)

test(
  'a chat that was read is marked unread, and read again; one in which the customer wrote nothing is not',
  withTeam(async (team) => {
    const path = `/v1/ext/chat/${await chatWith(team)}`
    const [answered] = await write(team, aNumber(), [{ waId: '919876543211', direction: 'OUTBOUND' }])
    await team.api.put(`${path}/read`)

    const unread = await team.api.put(`${path}/unread`)
    const again = await team.api.put(`${path}/unread`)
    const read = await team.api.put(`${path}/read`)
    const silent = await team.api.put(`/v1/ext/chat/${answered?.chatId}/unread`)

    expect([unread, again, read].map(({ body }) => body._data.unreadCount)).toEqual([1, 1, 0])
    expect([silent.status, silent.body._meta.errors[0].code]).toEqual([409, 'nothing_to_read'])
  }),
)

test(
  'what a customer writes after the chat was read is unread, what comes late from before is not',
  withTeam(async (team) => {
    const number = aNumber()
    const chatId = await chatWith(team, '919876543210', number)
    await team.api.put(`/v1/ext/chat/${chatId}/read`)

    await write(team, number, [{ waId: '919876543210', at: minute(0) }])
    expect((await team.api.get(`/v1/ext/chat/${chatId}`)).body._data.unreadCount).toBe(0)
    await write(team, number, [{ waId: '919876543210', at: minute(2) }])
    expect((await team.api.get(`/v1/ext/chat/${chatId}`)).body._data.unreadCount).toBe(1)
  }),
)

test(
  'who decides on an older state of a chat is told so, and messages alone make none older',
  withTeam(async (team) => {
    const number = aNumber()
    const path = `/v1/ext/chat/${await chatWith(team, '919876543210', number)}`
    const etag = String((await team.api.get(path)).headers.get('etag'))
    await write(team, number, [{ waId: '919876543210', at: minute(5) }])

    const first = await team.api.put(`${path}/close`, undefined, { 'if-match': etag })
    const second = await team.api.put(`${path}/assign`, { assignedTo: null }, { 'if-match': etag })

    expect(first.status).toBe(200)
    expect(first.headers.get('etag')).toBe('"2"')
    expect([second.status, second.body._errors]).toEqual([412, ['The chat is at version 2 by now.']])
  }),
)

test(
  'nobody gets a chat who could not work on it',
  withTeam(async (team) => {
    const path = `/v1/ext/chat/${await chatWith(team)}/assign`
    const gone = await makeUser(team.api, 'gone@chats.example', 'Admin')
    await team.api.put(`/v1/ext/user/${gone.id}`, { isActive: false })

    const unknown = await team.api.put(path, { assignedTo: 'gonee@chats.example' })
    const inactive = await team.api.put(path, { assignedTo: gone.id })

    expect(unknown.body._errors).toEqual(['There is no user "gonee@chats.example"; did you mean "gone@chats.example"?'])
    expect(inactive.body._meta.errors[0]).toMatchObject({ code: 'user_not_active', path: 'assignedTo' })
  }),
)

test(
  'labels are made once, put on chats and taken off, renamed everywhere, and lists know them by name',
  withTeam(async (team) => {
    const path = `/v1/ext/chat/${await chatWith(team)}`
    await chatWith(team, '447911123456')
    const vip = (await team.api.post('/v1/ext/chat-label', { name: 'VIP', color: '#D97706' })).body._data
    await team.api.post('/v1/ext/chat-label', { name: 'late' })
    const twice = await team.api.post('/v1/ext/chat-label', { name: 'vip' })

    const labelled = await team.api.put(`${path}/labels`, { add: ['vip', 'Late'] })
    const wrong = await team.api.put(`${path}/labels`, { add: ['latte'] })
    await team.api.put(`/v1/ext/chat-label/${vip.id}`, { name: 'Gold' })

    expect(twice.status).toBe(409)
    expect(labelled.body._data.labels).toEqual(['late', 'VIP'])
    expect(wrong.body._errors).toEqual(['There is no label "latte"; did you mean "late"?'])
    expect((await team.api.get(path)).body._data.labels).toEqual(['Gold', 'late'])
    expect((await team.api.post('/v1/ext/chat', { where: { label: 'gold' } })).body._meta.total).toBe(1)
    const removed = await team.api.put(`${path}/labels`, { remove: [vip.id] })
    expect(removed.body._data.labels).toEqual(['late'])
    await team.api.delete(`/v1/ext/chat-label/${(await team.api.get('/v1/ext/chat-labels')).body._data[1].id}`)
    expect((await team.api.get(path)).body._data.labels).toEqual([])
  }),
)

test(
  'many chats are handed over or closed at once, with how many, also before it is done',
  withTeam(async (team) => {
    const ids = [await chatWith(team, '919876543210'), await chatWith(team, '447911123456')]
    const agent = await makeUser(team.api, 'agent@chats.example', 'Admin')
    const all = { where: { assignedTo: null } }

    const dry = await team.api.post('/v1/ext/chats/assign', { ...all, assignedTo: agent.username, dryRun: true })
    const assigned = await team.api.post('/v1/ext/chats/assign', { ...all, assignedTo: agent.username })
    const again = await team.api.post('/v1/ext/chats/assign', { chatIds: ids, assignedTo: agent.username })
    const closed = await team.api.post('/v1/ext/chats/close', { chatIds: [ids[0]] })
    const both = await team.api.post('/v1/ext/chats/close', { chatIds: ids, where: {} })

    expect([dry, assigned, again, closed].map(({ body }) => body._data)).toEqual([
      { count: 2, hasMore: false },
      { count: 2, hasMore: false },
      { count: 0, hasMore: false },
      { count: 1, hasMore: false },
    ])
    expect(both.body._meta.errors[0].code).toBe('which_chats')
    const list = await team.api.post('/v1/ext/chat', { where: { assignedTo: agent.id, status: 'CLOSED' } })
    expect(list.body._data.map(({ id }: { id: string }) => id)).toEqual([ids[0]])
  }),
)

/** Whose chats a role reaches: the key's user is in pod A with a mate, a stranger is not. */
const reaches: { permission: string; reached: string[] }[] = [
  { permission: 'chats.read_own', reached: ['mine', 'nobody'] },
  { permission: 'chats.read_pod', reached: ['mate', 'mine', 'nobody'] },
  { permission: 'chats.read_all', reached: ['mate', 'mine', 'nobody', 'stranger'] },
]

for (const { permission, reached } of reaches) {
  test(
    `${permission} reaches the chats of ${reached.join(', ')}, by every call, and no others`,
    withTeam(async (team) => {
      const { api, user } = await actAs(team, { name: 'Holder', permissions: [permission] })
      const pod = (await team.api.post('/v1/ext/pod', { name: 'A' })).body._data
      const people: Record<string, string | null> = {
        mine: user.id,
        mate: (await makeUser(team.api, 'mate@chats.example', 'Admin')).id,
        stranger: (await makeUser(team.api, 'stranger@chats.example', 'Admin')).id,
        nobody: null,
      }
      for (const who of [people.mine, people.mate]) await team.api.put(`/v1/ext/user/${who}`, { pods: [pod.id] })
      await team.api.post('/v1/ext/chat-label', { name: 'VIP' })
      const number = aNumber()
      const chats = new Map<string, string>()
      for (const [index, [whose, assignedTo]] of Object.entries(people).entries()) {
        const [written] = await write(team, number, [{ waId: `9198765432${index}0`, name: whose }])
        chats.set(whose, written?.chatId ?? '')
        await team.api.put(`/v1/ext/chat/${written?.chatId}/assign`, { assignedTo })
      }

      const list = await api.post('/v1/ext/chat', { search: '98765432' })
      expect(list.body._data.map((chat: { contact: { name: string } }) => chat.contact.name).sort()).toEqual(reached)
      expect(list.body._meta.total).toBe(reached.length)
      const contacts = await api.get('/v1/ext/contacts')
      expect(contacts.body._data.map(({ name }: { name: string }) => name).sort()).toEqual(reached)
      const found = await api.post('/v1/ext/plugin/whatsapp/list-chat-messages-for-phone-number', {
        customerPhoneNumber: '919876543220',
      })
      expect(found.body._meta.total).toBe(reached.includes('stranger') ? 1 : 0)

      for (const [whose, id] of chats) {
        const contact = (await team.api.get(`/v1/ext/chat/${id}`)).body._data.contact.id
        const calls = [
          () => api.get(`/v1/ext/chat/${id}`),
          () => api.post(`/v1/ext/chat/${id}/message`, {}),
          () => api.put(`/v1/ext/chat/${id}/read`),
          () => api.put(`/v1/ext/chat/${id}/labels`, { add: ['VIP'] }),
          () => api.put(`/v1/ext/chat/${id}/close`),
          () => api.put(`/v1/ext/chat/${id}/reopen`),
          () => api.get(`/v1/ext/contact/${contact}`),
          () => api.get(`/v1/ext/contact/${contact}/chats`),
          () => api.put(`/v1/ext/contact/${contact}`, { name: whose }),
        ]
        const expected = reached.includes(whose) ? 200 : 404
        const statuses: number[] = []
        for (const call of calls) statuses.push((await call()).status)
        expect([whose, statuses]).toEqual([whose, calls.map(() => expected)])
      }
      const closed = await api.post('/v1/ext/chats/close', { chatIds: [...chats.values()] })
      expect(closed.body._data.count).toBe(reached.length)
    }),
  )
}

test(
  'without a permission of chats none of it opens',
  withTeam(async (team) => {
    const { api } = await actAs(team, { name: 'Sender', permissions: ['messages.send', 'model.manage'] })
    const id = await chatWith(team)

    const answers = await Promise.all([
      api.post('/v1/ext/chat', {}),
      api.get(`/v1/ext/chat/${id}`),
      api.put(`/v1/ext/chat/${id}/close`),
      api.post('/v1/ext/chats/close', { where: {} }),
      api.get('/v1/ext/contacts'),
    ])

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
  }),
)
