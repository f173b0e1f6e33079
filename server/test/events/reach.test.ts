import { expect, test } from 'vitest'
import { type Listener, listen } from '../harness/listener.ts'
import { withLeads } from '../harness/model.ts'
import { startNadi, type TeamAtHand, withTeam } from '../harness/nadi.ts'
import { actAs } from '../harness/people.ts'
import { asha, textEvent } from '../whatsapp/fixtures/events.ts'
import { plugIn } from '../whatsapp/inbound/plugin-at-hand.ts'
import { chatsOf } from '../whatsapp/inbound/what-stands.ts'

startNadi()

const leads = '/v1/ext/procedure/lead/process'
const lead = (name: string, more: object = {}) => ({ data: { name }, ...more })

/** Everybody has heard all up to now: a pod that is made is told to all. */
async function settled({ api }: TeamAtHand, ...listeners: Listener[]): Promise<void> {
  const { body } = await api.post('/v1/ext/pod', { name: `Pod ${Math.random()}` })
  for (const listener of listeners) {
    await expect.poll(() => listener.changes('pod.created').map(({ subject }) => subject)).toContain(body._data.id)
  }
}

const told = (listener: Listener, noun: string) =>
  listener
    .changes()
    .filter(({ kind }) => String(kind).startsWith(`${noun}.`))
    .map(({ kind, subject }) => `${kind} ${subject}`)

test(
  'of processes somebody is told as far as they reach, and when one leaves their reach',
  withLeads(async (team) => {
    const own = await actAs(team, { name: 'Own', procedures: [{ procedure: 'lead', read: 'own', write: 'own' }] })
    const none = await actAs(team, { name: 'None', procedures: [{ procedure: 'ticket', read: 'all', write: 'all' }] })
    const ofPod = await actAs(team, { name: 'Of pod', procedures: [{ procedure: '*', read: 'pod', write: 'none' }] })
    const pod = (await team.api.post('/v1/ext/pod', { name: 'Goa branch' })).body._data
    await team.api.put(`/v1/ext/user/${ofPod.user.id}`, { pods: [pod.id] })
    const listeners = [await listen(own.api), await listen(none.api), await listen(ofPod.api)] as const

    const { id } = (await team.api.post(leads, lead('Asha Rao'))).body._data
    await settled(team, ...listeners)
    await team.api.put(`${leads}/${id}`, { assignedTo: own.user.id })
    await own.api.put(`${leads}/${id}`, { data: { city: 'Pune' } })
    await team.api.post(`/v1/ext/p/lead/${id}/task/call`, { data: { call_disposition: 'RNR' } })
    await settled(team, ...listeners)
    await team.api.put(`${leads}/${id}`, { assignedTo: null, belongsTo: pod.id })
    await team.api.put(`${leads}/${id}`, { data: { city: 'Goa' } })
    await settled(team, ...listeners)

    const [changed, task] = [`process.updated ${id}`, `task.created ${id}`]
    expect(told(listeners[0], 'process')).toEqual([changed, changed, changed])
    expect(told(listeners[0], 'task')).toEqual([task])
    expect(told(listeners[1], 'process')).toEqual([])
    expect(told(listeners[2], 'process')).toEqual([changed, changed])
    expect(told(listeners[2], 'task')).toEqual([])
  }),
)

test(
  'a record is told of to those who reach a process of it',
  withLeads(async (team) => {
    const own = await actAs(team, { name: 'Own', procedures: [{ procedure: 'lead', read: 'own', write: 'own' }] })
    const all = await actAs(team, { name: 'All', procedures: [{ procedure: 'lead', read: 'all', write: 'all' }] })
    const [ownScreen, allScreen] = [await listen(own.api), await listen(all.api)]
    const made = async (more: object = {}) =>
      (await team.api.post(leads, { ...lead('x'), record: { data: { name: 'Asha' } }, ...more })).body._data.record.id
    const [foreign, hers] = [await made(), await made({ assignedTo: own.user.id })]

    for (const id of [foreign, hers]) {
      const changed = await team.api.put(`/v1/ext/entity/customer/record/${id}`, { data: { name: 'Asha Rao' } })
      expect(changed.status).toBe(200)
    }
    await settled(team, ownScreen, allScreen)

    expect(told(ownScreen, 'record')).toEqual([`record.updated ${hers}`])
    expect(told(allScreen, 'record')).toEqual([`record.updated ${foreign}`, `record.updated ${hers}`])
  }),
)

test(
  'of chats and their messages somebody is told as far as they reach, and when one leaves their reach',
  withTeam(async (team) => {
    const meta = await plugIn(team)
    const cem = await actAs(team, { name: 'Cem', permissions: ['chats.read_own'] })
    const [own, all, none] = [
      await listen((await actAs(team, { name: 'Own', permissions: ['chats.read_own'] })).api),
      await listen((await actAs(team, { name: 'All', permissions: ['chats.read_all'] })).api),
      await listen(
        (await actAs(team, { name: 'None', procedures: [{ procedure: '*', read: 'all', write: 'all' }] })).api,
      ),
    ]

    await meta.emit(textEvent(meta, asha, 'wamid.1', 1_790_000_000, 'Hello'))
    await settled(team, own, all, none)
    const [chat] = await chatsOf(team.api)
    await team.api.put(`/v1/ext/chat/${chat.id}/assign`, { assignedTo: cem.user.id })
    await meta.emit(textEvent(meta, asha, 'wamid.2', 1_790_000_010, 'Anybody?'))
    const note = (await cem.api.post(`/v1/ext/chat/${chat.id}/note`, { text: 'Mine' })).body._data
    await cem.api.put(`/v1/ext/chat/${chat.id}/note/${note.id}`, { text: 'Mine alone' })
    await settled(team, own, all, none)

    expect(own.changes('message.received', 'chat.assigned')).toMatchObject([
      { kind: 'message.received', chat: chat.id },
      { kind: 'chat.assigned', chat: chat.id, subject: chat.id },
    ])
    expect(
      all
        .changes()
        .filter(({ chat: of }) => of === chat.id)
        .map(({ kind }) => kind),
    ).toEqual(['message.received', 'chat.assigned', 'message.received', 'chat_note.created', 'chat_note.updated'])
    expect(own.changes('chat_note.created')).toEqual([])
    expect(none.changes().filter(({ chat: of }) => of !== undefined)).toEqual([])
  }),
)

test(
  'of keys, webhooks and secrets those are told who manage them; of roles and users everybody',
  withLeads(async (team) => {
    const agent = await actAs(team, { name: 'Plain' })
    const manager = await actAs(team, { name: 'Keeper', permissions: ['keys.manage'] })
    const [plain, keeper] = [await listen(agent.api), await listen(manager.api)]

    await team.api.post('/v1/ext/key', { name: 'Program', role: 'Agent' })
    await team.api.post('/v1/ext/user', { username: 'new@people.example', role: 'Agent' })
    await team.api.put('/v1/ext/role/Reader', { description: 'Reads.' })
    await team.api.post('/v1/ext/procedure', { shortId: 'loan', name: 'Loan', states: { NEW: {} } })
    await settled(team, plain, keeper)

    const kinds = (listener: Listener) => new Set(listener.changes().map(({ kind }) => kind))
    expect(kinds(plain)).toEqual(new Set(['user.created', 'role.updated', 'model.changed', 'pod.created']))
    expect(kinds(keeper)).toEqual(new Set([...kinds(plain), 'key.created']))
    for (const { subject, procedure } of plain.changes('model.changed'))
      expect([subject, procedure]).toEqual([null, null])
  }),
)
