import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Api } from '../../harness/api.ts'
import { actAs } from '../../harness/people.ts'
import { signIn } from '../../harness/sign-in.ts'
import { aCustomer, type SendingTeam, startAtMeta, text, withNumber } from './at-meta.ts'

startAtMeta()

/** A message that an administrator sent, in a chat that is with this user. */
async function inChatOf({ api, path }: SendingTeam, assignedTo: string | null, body: object) {
  const { _data } = (await api.post(path, body)).body
  await api.put(`/v1/ext/chat/${_data.chat}/assign`, { assignedTo })
  return _data.chatMessageId as string
}

/** Of an hour ago: nobody knows whether Meta has it. */
async function unconfirmedIn(team: SendingTeam, assignedTo: string | null): Promise<string> {
  const id = await inChatOf(team, assignedTo, text(aCustomer()))
  await sql`
    update chat_messages set delivery_status = 'UNCONFIRMED', external_id = null, updated_at = now() - interval '1 hour'
    where team_id = ${team.scope.teamId} and chat_message_id = ${id}`.execute(team.nadi.db)
  return id
}

const scheduledIn = (team: SendingTeam, assignedTo: string | null) =>
  inChatOf(team, assignedTo, { ...template(aCustomer()), scheduledFor: Date.now() + 3_600_000 })

const template = (to: string) => ({
  messaging_product: 'whatsapp',
  to,
  type: 'template',
  template: { name: 'hello_world', language: { code: 'en_US' } },
})

const callsOn = ({ fetched, settled, cancelled }: Record<'fetched' | 'settled' | 'cancelled', string>) => [
  (api: Api) => api.get(`/v1/ext/message/${fetched}`),
  (api: Api) => api.post(`/v1/ext/message/${settled}/settle`, { outcome: 'SENT' }),
  (api: Api) => api.post(`/v1/ext/message/${cancelled}/cancel`),
]

async function messagesIn(team: SendingTeam, assignedTo: string | null) {
  const fetched = await inChatOf(team, assignedTo, text(aCustomer()))
  return { fetched, settled: await unconfirmedIn(team, assignedTo), cancelled: await scheduledIn(team, assignedTo) }
}

test(
  'who reads their own chats alone fetches, settles and cancels messages in these and in those of nobody, as if there were no others',
  withNumber(async (team) => {
    const agent = await actAs(team, { name: 'Agent Own', permissions: ['messages.send', 'chats.read_own'] })
    const other = await actAs(team, { name: 'Agent Other', permissions: ['messages.send', 'chats.read_own'] })
    const [mine, nobodys, others] = [
      await messagesIn(team, agent.user.id),
      await messagesIn(team, null),
      await messagesIn(team, other.user.id),
    ]

    const statuses: number[][] = []
    for (const messages of [mine, nobodys, others]) {
      const answers = []
      for (const call of callsOn(messages)) answers.push((await call(agent.api)).status)
      statuses.push(answers)
    }

    expect(statuses).toEqual([
      [200, 200, 200],
      [200, 200, 200],
      [404, 404, 404],
    ])
    for (const call of callsOn(others)) expect((await call(other.api)).status).toBe(200)
  }),
)

test(
  'who reads no chats reaches what they sent themselves, and no message else',
  withNumber(async (team) => {
    const sender = await actAs(team, { name: 'Sender', permissions: ['messages.send'] })
    const others = await messagesIn(team, null)

    const own = (await sender.api.post(team.path, text(aCustomer()))).body._data.chatMessageId
    const waiting = await sender.api.post(team.path, { ...template(aCustomer()), scheduledFor: Date.now() + 3_600_000 })

    expect((await sender.api.get(`/v1/ext/message/${own}`)).body._data).toMatchObject({ id: own })
    expect((await sender.api.post(`/v1/ext/message/${waiting.body._data.chatMessageId}/cancel`)).status).toBe(200)
    for (const call of callsOn(others)) {
      const refused = await call(sender.api)
      expect(refused.status).toBe(403)
      expect(refused.body._errors[0]).toMatch(/reads no chats/)
    }
  }),
)

test(
  'what was sent by itself is nobody’s own: who is signed in reaches it by its chat alone',
  withNumber(async (team) => {
    const { user } = await actAs(team, { name: 'Agent Own', permissions: ['messages.send', 'chats.read_own'] })
    const other = await actAs(team, { name: 'Agent Other', permissions: ['messages.send', 'chats.read_own'] })
    const id = await inChatOf(team, other.user.id, text(aCustomer()))
    await sql`
      update chat_messages set source_type = 'AUTOMATION', user_id = null, key_id = null
      where team_id = ${team.scope.teamId} and chat_message_id = ${id}`.execute(team.nadi.db)

    const browsers = [await signIn(team, user.username), await signIn(team, other.user.username)]

    const statuses = await Promise.all(browsers.map(async (api) => (await api.get(`/v1/ext/message/${id}`)).status))
    expect(statuses).toEqual([404, 200])
  }),
)
