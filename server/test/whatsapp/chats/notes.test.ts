import { expect, test } from 'vitest'
import { withLeads } from '../../harness/model.ts'
import { startNadi, type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { aNumber, write } from './conversation.ts'

startNadi()

async function chatOf(team: TeamAtHand): Promise<string> {
  const [written] = await write(team, aNumber(), [{ waId: '919876543210', name: 'Asha Rao' }])
  return written?.chatId ?? ''
}

test(
  'notes are for the team: with whom they mention, changed by their writer alone',
  withTeam(async (team) => {
    const path = `/v1/ext/chat/${await chatOf(team)}`
    const { api, user } = await actAs(team, { name: 'Ben', permissions: ['chats.read_all'] })
    const other = await actAs(team, { name: 'Cem', permissions: ['chats.read_all'] })

    const note = (await api.post(`${path}/note`, { text: ' Call on Friday ', mentions: ['cem@people.example'] })).body
      ._data
    const changed = await api.put(`${path}/note/${note.id}`, { text: 'Call on Monday' })
    const foreign = await other.api.put(`${path}/note/${note.id}`, { text: 'Never' })
    const unknown = await api.post(`${path}/note`, { text: 'x', mentions: ['nobody@people.example'] })

    expect(note).toMatchObject({ text: 'Call on Friday', user: user.id, mentions: [other.user.id] })
    expect(changed.body._data).toMatchObject({ text: 'Call on Monday', mentions: [other.user.id] })
    expect([foreign.status, foreign.body._meta.errors[0].code]).toEqual([403, 'note_of_another'])
    expect(unknown.body._meta.errors[0].path).toBe('mentions.0')
    expect((await other.api.get(`${path}/notes`)).body._data).toMatchObject([{ text: 'Call on Monday' }])
    expect((await other.api.delete(`${path}/note/${note.id}`)).status).toBe(403)
    expect((await team.api.delete(`${path}/note/${note.id}`)).status).toBe(200)
    expect((await api.get(`${path}/notes`)).body._data).toEqual([])
    expect((await team.api.post(`${path}/message`, {})).body._meta.total).toBe(1)
    const events = await team.api.get(`/v1/ext/events?subject=${note.id}`)
    expect(events.body._data.map(({ kind }: { kind: string }) => kind)).toEqual([
      'chat_note.deleted',
      'chat_note.updated',
      'chat_note.created',
    ])
  }),
)

test(
  'a canned reply is written once and shown filled for the chat, with what it lacks',
  withLeads(async (team) => {
    const chatId = await chatOf(team)
    const lead = await team.api.post('/v1/ext/procedure/lead/process', {
      data: { name: 'Asha', phone_number: '+919876543210', city: 'Pune' },
    })
    const text =
      'Hello {{contact.name}} of {{ lead.city }}, about {{lead.loan_amount}} and {{process.name}} {{contact.nme}}'
    const reply = await team.api.post('/v1/ext/canned-reply', { shortcut: '/Hello', text })
    const twice = await team.api.post('/v1/ext/canned-reply', { shortcut: 'hello', text: 'x' })
    const path = `/v1/ext/canned-reply/${reply.body._data.id}`

    const before = await team.api.post(`${path}/preview`, { chatId })
    await team.nadi.db
      .updateTable('chats')
      .set({ procedure_id: lead.body._data.procedure, process_id: lead.body._data.id })
      .where('team_id', '=', team.scope.teamId)
      .execute()
    const after = await team.api.post(`${path}/preview`, { chatId })

    expect(reply.body._data.shortcut).toBe('Hello')
    expect(twice.status).toBe(409)
    expect(before.body._data.missing).toContainEqual({
      variable: 'lead.city',
      reason: 'the chat belongs to no process',
    })
    expect(after.body._data).toEqual({
      text: 'Hello Asha Rao of Pune, about  and Asha ',
      missing: [
        { variable: 'lead.loan_amount', reason: 'is empty' },
        { variable: 'contact.nme', reason: 'is no attribute of the lead of this chat' },
      ],
    })
    await team.api.put(path, { shortcut: 'hi' })
    expect((await team.api.get('/v1/ext/canned-replies')).body._data).toMatchObject([{ shortcut: 'hi', text }])
    expect((await team.api.delete(path)).status).toBe(200)
    expect((await team.api.post(`${path}/preview`, { chatId })).status).toBe(404)
  }),
)
