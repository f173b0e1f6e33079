import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/database/transaction.ts'
import { type TeamAtHand, withTeam } from '../../harness/nadi.ts'
import { makeRole } from '../../harness/people.ts'
import { write } from '../chats/conversation.ts'
import { type SendingTeam, startAtMeta, withNumber } from '../messages/at-meta.ts'

startAtMeta()

const always = Object.fromEntries(
  ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'].map((day) => [day, [['00:00', '24:00']]]),
)

async function agents({ api }: TeamAtHand, ...names: string[]): Promise<Record<string, string>> {
  await makeRole({ api } as TeamAtHand, { name: 'Chats', permissions: ['chats.read_own', 'messages.send'] })
  const ids: Record<string, string> = {}
  for (const name of names) {
    const made = await api.post('/v1/ext/user', { username: `${name}@chats.example`, firstName: name, role: 'Chats' })
    ids[name] = made.body._data.id
  }
  return ids
}

/** A customer writes, and the chat is given to somebody. Answers to whom, by name. */
async function arrives(team: SendingTeam, waId: string, people: Record<string, string>): Promise<string | null> {
  const { nadi, scope } = team
  const [written] = await write(team, team, [{ waId }])
  const { assignment } = nadi.whatsapp
  await inTransaction(nadi.db, scope, (tx) => assignment.assign(tx, scope, [written?.chatId ?? '']))
  return holder(team, written?.chatId ?? '', people)
}

async function holder({ api }: TeamAtHand, chatId: string, people: Record<string, string>): Promise<string | null> {
  const { assignedTo } = (await api.get(`/v1/ext/chat/${chatId}`)).body._data
  return Object.entries(people).find(([, id]) => id === assignedTo)?.[0] ?? assignedTo
}

const numbers = Array.from({ length: 9 }, (_, index) => `91987654320${index}`)

async function inTurns(team: SendingTeam, people: Record<string, string>, count: number, from = 0) {
  const given: (string | null)[] = []
  for (const waId of numbers.slice(from, from + count)) given.push(await arrives(team, waId, people))
  return given
}

/** Waits until the queue holds no jobs of this kind. */
async function settled({ nadi, scope }: TeamAtHand, task: string): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const { rows } = await sql`
      select 1 from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = ${task} and j.payload ->> 'teamId' = ${scope.teamId} and j.attempts < j.max_attempts + 1 and (j.locked_at is not null or j.attempts = 0)`.execute(
      nadi.db,
    )
    if (rows.length === 0) return
    if (Date.now() > deadline) throw new Error(`The queue still holds ${task}.`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test(
  'chats go round among those who are there, and the verdict says who is next and why',
  withNumber(async (team) => {
    const people = await agents(team, 'ann', 'ben', 'cem')
    await team.api.put(`/v1/ext/user/${people.ben}`, { availability: 'ON_BREAK' })
    const rule = {
      name: 'All',
      strategy: 'ROUND_ROBIN',
      users: ['ann@chats.example', 'ben@chats.example', 'cem@chats.example'],
    }
    await team.api.post('/v1/ext/assignment-rule', rule)

    expect(await inTurns(team, people, 4)).toEqual(['ann', 'cem', 'ann', 'cem'])
    const verdict = await team.api.post('/v1/ext/assignment-rules/test', { whatsappPhoneNumberId: team.phoneNumberId })
    expect(verdict.body._data).toMatchObject({
      assignedTo: people.ann,
      reason: "It is ann's turn.",
      candidates: [
        { username: 'ann@chats.example', openChats: 2, refusal: null },
        { username: 'ben@chats.example', refusal: 'is on a break' },
        { username: 'cem@chats.example', openChats: 2, refusal: null },
      ],
    })
    expect(await inTurns(team, people, 1)).toEqual(['ann'])
  }),
)

test(
  'whoever has the fewest open chats gets the next, nobody more than the rule allows',
  withNumber(async (team) => {
    const people = await agents(team, 'ann', 'ben')
    await team.api.post('/v1/ext/assignment-rule', {
      name: 'All',
      strategy: 'LEAST_LOADED',
      users: ['ann@chats.example', 'ben@chats.example'],
      mostChats: 2,
    })
    expect(await inTurns(team, people, 3)).toEqual(['ann', 'ben', 'ann'])
    await team.api.post('/v1/ext/chats/close', { where: { assignedTo: people.ann } })

    expect(await inTurns(team, people, 5, 3)).toEqual(['ann', 'ben', 'ann', null, null])
    const { body } = await team.api.post('/v1/ext/assignment-rules/test', { plugin: team.pluginId })
    expect(body._data.reason).toBe('Nobody whom the rule means can take a chat now.')
  }),
)

test(
  'pods and skills choose people, and the rule of a number wins over that of all',
  withNumber(async (team) => {
    const people = await agents(team, 'ann', 'ben', 'cem')
    const pod = (await team.api.post('/v1/ext/pod', { name: 'Pune' })).body._data
    const skill = (await team.api.post('/v1/ext/skill', { name: 'Marathi' })).body._data
    await team.api.put(`/v1/ext/user/${people.ann}`, { pods: [pod.id] })
    await team.api.put(`/v1/ext/user/${people.ben}`, { pods: [pod.id], skills: [skill.id] })
    const general = await team.api.post('/v1/ext/assignment-rule', { name: 'All', users: ['cem@chats.example'] })
    const special = await team.api.post('/v1/ext/assignment-rule', {
      name: 'Pune',
      whatsappPhoneNumberId: team.phoneNumberId,
      pods: ['Pune'],
      skills: ['Marathi'],
    })

    expect(await inTurns(team, people, 2)).toEqual(['ben', 'ben'])
    await team.api.put(`/v1/ext/assignment-rule/${special.body._data.id}`, { isActive: false })
    expect(await inTurns(team, people, 1, 2)).toEqual(['cem'])
    const stale = await team.api.delete(`/v1/ext/assignment-rule/${special.body._data.id}`, { 'if-match': '"1"' })
    const twice = await team.api.post('/v1/ext/assignment-rule', { name: 'Again' })
    const unknown = await team.api.post('/v1/ext/assignment-rule', {
      name: 'x',
      whatsappPhoneNumberId: '42',
      procedure: 'led',
    })
    expect([stale.status, twice.status, unknown.status]).toEqual([412, 409, 400])
    await team.api.delete(`/v1/ext/assignment-rule/${general.body._data.id}`)
    expect(await inTurns(team, people, 1, 3)).toEqual([null])
  }),
)

test(
  'whose customers wait for an answer when somebody leaves gets another, who was answered stays',
  withNumber(async (team) => {
    const people = await agents(team, 'ann', 'ben')
    await team.api.post('/v1/ext/assignment-rule', { name: 'All', users: ['ann@chats.example', 'ben@chats.example'] })
    await team.api.put(`/v1/ext/user/${people.ben}`, { availability: 'NOT_AVAILABLE' })
    expect(await inTurns(team, people, 2)).toEqual(['ann', 'ann'])
    const [answered] = await write(team, team, [{ waId: String(numbers[0]), direction: 'OUTBOUND' }])
    await team.api.put(`/v1/ext/chat/${answered?.chatId}/read`)
    const [waiting] = await write(team, team, [{ waId: String(numbers[1]) }])

    await team.api.put(`/v1/ext/user/${people.ben}`, { availability: 'AVAILABLE' })
    await team.api.put(`/v1/ext/user/${people.ann}`, { availability: 'NOT_AVAILABLE' })
    await settled(team, 'assign-chats')

    expect(await holder(team, answered?.chatId ?? '', people)).toBe('ann')
    expect(await holder(team, waiting?.chatId ?? '', people)).toBe('ben')
    await team.api.put(`/v1/ext/user/${people.ben}`, { isActive: false })
    await settled(team, 'assign-chats')
    expect(await holder(team, waiting?.chatId ?? '', people)).toBeNull()
    await team.api.put(`/v1/ext/user/${people.ann}`, { availability: 'AVAILABLE' })
    await settled(team, 'assign-chats')
    expect(await holder(team, waiting?.chatId ?? '', people)).toBe('ann')
  }),
)

test(
  'outside working hours nobody gets a chat; the customer is told once, and gets somebody when work begins',
  withNumber(async (team) => {
    const people = await agents(team, 'ann')
    await team.api.post('/v1/ext/assignment-rule', {
      name: 'All',
      users: ['ann@chats.example'],
      awayMessage: 'We are back tomorrow.',
    })
    await team.api.put('/v1/ext/working-hours', { days: always })
    const closed = await team.api.put(`/v1/ext/working-hours/${team.phoneNumberId}`, { days: {} })
    expect(closed.body._data).toMatchObject({ isWorkingNow: false, whatsappPhoneNumberId: team.phoneNumberId })

    expect(await inTurns(team, people, 1)).toEqual([null])
    await settled(team, 'away-message')
    expect(await inTurns(team, people, 1)).toEqual([null])
    await settled(team, 'away-message')

    const messages = await team.api.post('/v1/ext/plugin/whatsapp/list-chat-messages-for-phone-number', {
      customerPhoneNumber: numbers[0],
      where: { direction: 'OUTBOUND' },
    })
    expect(messages.body._data).toMatchObject([
      { text: 'We are back tomorrow.', deliveryStatus: 'SENT', source: { sourceType: 'AUTOMATION' } },
    ])
    const verdict = await team.api.post('/v1/ext/assignment-rules/test', { chatId: messages.body._data[0].chat })
    expect(verdict.body._data).toMatchObject({
      assignedTo: null,
      reason: 'It is outside working hours.',
      isWorkingTime: false,
    })

    await team.api.delete(`/v1/ext/working-hours/${team.phoneNumberId}`)
    await team.nadi.whatsapp.assignment.assignWaiting(team.scope.teamId)
    expect(await holder(team, messages.body._data[0].chat, people)).toBe('ann')
  }),
)

test(
  'crowds that arrive at once are shared evenly, and nobody gets more than the rule allows',
  withNumber(async (team) => {
    const people = await agents(team, 'ann', 'ben')
    await team.api.post('/v1/ext/assignment-rule', {
      name: 'All',
      strategy: 'LEAST_LOADED',
      users: Object.values(people),
      mostChats: 3,
    })

    const given = await Promise.all(numbers.slice(0, 8).map((waId) => arrives(team, waId, people)))

    const counts = Object.fromEntries(
      ['ann', 'ben', null].map((who) => [who, given.filter((one) => one === who).length]),
    )
    expect(counts).toEqual({ ann: 3, ben: 3, null: 2 })
  }),
)

test(
  'hours that make no sense are refused with their place',
  withTeam(async ({ api }) => {
    const wrong = await api.put('/v1/ext/working-hours', { timeZone: 'Pune', days: { MON: [['18:00', '09:00']] } })

    expect(wrong.body._meta.errors.map(({ path }: { path: string }) => path)).toEqual(['timeZone', 'days.MON.0'])
    expect((await api.put('/v1/ext/working-hours/42', { days: {} })).status).toBe(404)
    expect((await api.delete('/v1/ext/working-hours')).status).toBe(404)
  }),
)
