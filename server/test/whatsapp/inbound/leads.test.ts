import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { applyModel, withLeads } from '../../harness/model.ts'
import { startNadi, type TeamAtHand } from '../../harness/nadi.ts'
import {
  asha,
  callEvent,
  changeValue,
  echoEvent,
  eventOf,
  historyEvent,
  messageEvent,
  textEvent,
} from '../fixtures/events.ts'
import { type PluginAtHand, plugIn } from './plugin-at-hand.ts'
import { chatsOf } from './what-stands.ts'

startNadi()

const now = 1_790_000_000

async function procedureId({ nadi, scope }: TeamAtHand, shortId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select procedure_id as id from procedures where team_id = ${scope.teamId} and short_id = ${shortId}`.execute(
    nadi.db,
  )
  return rows[0]?.id ?? ''
}

const plugInto = async (team: TeamAtHand, shortId = 'lead'): Promise<PluginAtHand> =>
  plugIn(team, { leadProcedureId: await procedureId(team, shortId) })

const leadsOf = async ({ api }: TeamAtHand, procedure = 'lead') =>
  (await api.post(`/v1/ext/procedure/${procedure}/process/list`, { limit: 100 })).body._data

test(
  'who writes for the first time becomes a lead with the name of their profile; their next message joins it',
  withLeads(async (team) => {
    await applyModel(team.api, {
      procedures: { lead: { attributes: { source: { type: 'stringEnum', options: { WHATSAPP: 'WhatsApp' } } } } },
    })
    const meta = await plugInto(team)

    await meta.emit(textEvent(meta, asha, 'wamid.1', now, 'Hello'))
    await meta.emit(textEvent(meta, asha, 'wamid.2', now + 1, 'Anyone?'))

    const leads = await leadsOf(team)
    expect(leads).toMatchObject([
      {
        data: { name: 'Asha Rao', phone_number: '+919812300001', source: 'WHATSAPP' },
        stateShortId: 'NEW',
        createdBy: null,
      },
    ])
    const [chat] = await chatsOf(team.api)
    expect(chat).toMatchObject({ process: leads[0].id, procedure: leads[0].procedure })
    expect(chat.messages).toMatchObject([{ process: leads[0].id }, { process: leads[0].id }])
  }),
)

test(
  'a message from a number that a lead has joins that lead and changes nothing of it',
  withLeads(async (team) => {
    const made = await team.api.post('/v1/ext/procedure/lead/process', {
      data: { name: 'Asha R. (by phone)', phone_number: '98123 00001', city: 'Pune' },
    })
    const meta = await plugInto(team)

    await meta.emit(textEvent(meta, asha, 'wamid.1', now, 'Hello'))

    const leads = await leadsOf(team)
    expect(leads).toHaveLength(1)
    expect(leads[0]).toMatchObject({
      id: made.body._data.id,
      version: made.body._data.version,
      data: { name: 'Asha R. (by phone)' },
    })
    expect((await chatsOf(team.api))[0].process).toBe(leads[0].id)
  }),
)

test(
  'when the lead has ended, the next message makes a new one',
  withLeads(async (team) => {
    const meta = await plugInto(team)
    await meta.emit(textEvent(meta, asha, 'wamid.1', now, 'Hello'))
    const [first] = await leadsOf(team)
    await team.api.put(`/v1/ext/procedure/lead/process/${first.id}`, { state: 'LOST' })

    await meta.emit(textEvent(meta, asha, 'wamid.2', now + 100, 'I have thought again'))

    const leads = await leadsOf(team)
    expect(leads).toHaveLength(2)
    const [chat] = await chatsOf(team.api)
    expect(chat.process).not.toBe(first.id)
    expect(chat.messages).toMatchObject([{ process: first.id }, { process: chat.process }])
  }),
)

test(
  'many who write at once become a lead each, whatever they write, and one for two messages of the same person',
  withLeads(async (team) => {
    const meta = await plugInto(team)
    const customer = (index: number) => ({ waId: `9198123${String(10_000 + index)}`, name: `Customer ${index}` })

    await meta.emit(
      ...Array.from({ length: 40 }, (_, index) =>
        textEvent(meta, customer(index % 30), `wamid.${index}`, now + index, 'Hi'),
      ),
      callEvent(meta, customer(99), { id: 'wacid.1', at: now, event: 'connect' }),
    )

    const leads = await leadsOf(team)
    expect(leads).toHaveLength(31)
    const chats = await chatsOf(team.api)
    expect(new Set(chats.map(({ process }) => process))).toEqual(new Set(leads.map(({ id }: { id: string }) => id)))
  }),
)

test(
  'what is no message of a customer to the business makes no lead',
  withLeads(async (team) => {
    const meta = await plugInto(team)

    await meta.emit(
      echoEvent(meta, asha, { id: 'wamid.1', at: now, type: 'text', text: { body: 'Offer' } }),
      messageEvent(meta, asha, { id: 'wamid.2', at: now, group_id: 'group-1', type: 'text', text: { body: 'Hi all' } }),
      messageEvent(meta, asha, {
        id: 'wamid.3',
        at: now,
        type: 'system',
        system: { type: 'customer_identity_changed', body: 'x' },
      }),
      historyEvent(meta, asha, [
        { from: asha.waId, id: 'wamid.4', timestamp: String(now - 9), type: 'text', text: { body: 'Old' } },
      ]),
      messageEvent(meta, asha, {
        id: 'wamid.5',
        at: now,
        type: 'reaction',
        reaction: { message_id: 'wamid.1', emoji: '👍' },
      }),
    )

    expect(await leadsOf(team)).toEqual([])
  }),
)

test(
  "where the model's rules refuse the lead, the chat is there all the same, and an event says why",
  withLeads(async (team) => {
    await applyModel(team.api, { procedures: { lead: { attributes: { city: { type: 'string', required: true } } } } })
    const meta = await plugInto(team)

    await meta.emit(textEvent(meta, asha, 'wamid.1', now, 'Hello'))
    await meta.emit(textEvent(meta, asha, 'wamid.2', now + 1, 'Hello?'))

    expect(await leadsOf(team)).toEqual([])
    const [chat] = await chatsOf(team.api)
    expect(chat).toMatchObject({ process: null, unreadCount: 2 })
    const { rows } = await sql<{ after: object }>`
      select after from events where team_id = ${team.scope.teamId} and kind = 'chat.lead_refused' and subject_id = ${chat.id}`.execute(
      team.nadi.db,
    )
    expect(rows).toMatchObject([{ after: { problems: [{ path: 'data.city' }] } }])
  }),
)

test(
  'a customer whose number is hidden becomes a lead with a name alone',
  withLeads(async (team) => {
    const meta = await plugInto(team)
    const message = {
      from_user_id: 'IN.500',
      id: 'wamid.1',
      timestamp: String(now),
      type: 'text',
      text: { body: 'Hi' },
    }
    const contacts = [{ profile: { name: 'Kiran' }, user_id: 'IN.500' }]

    await meta.emit(eventOf(meta, 'messages', changeValue(meta, null, { contacts, messages: [message] })))

    expect(await leadsOf(team)).toMatchObject([{ data: { name: 'Kiran' } }])
  }),
)
