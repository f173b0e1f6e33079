import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { apiWith } from '../../harness/api.ts'
import { type Listener, listen } from '../../harness/listener.ts'
import { type RunningNadi, startNadi, startServer, type TeamAtHand, theNadi, withTeam } from '../../harness/nadi.ts'
import { actAs } from '../../harness/people.ts'
import { aNumber, write } from './conversation.ts'

const secretKey = randomBytes(32)
startNadi({ secretKey })

let other: RunningNadi
beforeAll(async () => {
  other = await startServer(theNadi().databaseUrl, theNadi().dataDir, { role: 'api', secretKey })
})
afterAll(() => other.stop())

async function chatOf(team: TeamAtHand): Promise<string> {
  const [written] = await write(team, aNumber(), [{ waId: '919876543210', name: 'Asha Rao' }])
  return `/v1/ext/chat/${written?.chatId}`
}

/** Who is in which chat, as it was last told. */
const lastTold = ({ heard }: Listener): unknown => heard.findLast(({ event }) => event === 'presence')?.data

test(
  'whoever has a chat open sees who else has, and who types, on whichever server they are',
  withTeam(async (team) => {
    const path = await chatOf(team)
    const ben = await actAs(team, { name: 'Ben', permissions: ['chats.read_all'] })
    const cem = await actAs(team, { name: 'Cem', permissions: ['chats.read_all'] })
    const cemElsewhere = apiWith(other.url, cem.api.key)
    const screen = await listen(ben.api)

    const alone = await ben.api.put(`${path}/presence`, {})
    const both = await cemElsewhere.put(`${path}/presence`, { typing: true })

    expect(alone.body._data).toMatchObject([{ user: ben.user.id, typing: false }])
    const people = [
      { user: ben.user.id, username: 'ben@people.example', displayName: 'ben@people.example', typing: false },
      { user: cem.user.id, username: 'cem@people.example', displayName: 'cem@people.example', typing: true },
    ]
    expect(both.body._data).toMatchObject(people)
    const chat = path.split('/').at(-1)
    await vi.waitFor(() => expect(lastTold(screen)).toMatchObject({ chat, people }), 10_000)

    await cemElsewhere.put(`${path}/presence`, { here: false })

    await vi.waitFor(() => expect(lastTold(screen)).toMatchObject({ chat, people: [people[0]] }), 10_000)
    expect((await ben.api.get(`${path}/presence`)).body._data).toHaveLength(1)
    expect(screen.changes()).toEqual([])
  }),
)

test(
  'somebody who left without a word is there no longer after 20 seconds',
  withTeam(async (team) => {
    const path = await chatOf(team)
    const ben = await actAs(team, { name: 'Ben', permissions: ['chats.read_all'] })
    const cem = await actAs(team, { name: 'Cem', permissions: ['chats.read_all'] })
    const screen = await listen(ben.api)
    const came = await cem.api.put(`${path}/presence`, {})
    await ben.api.put(`${path}/presence`, {})
    await vi.waitFor(() => expect(lastTold(screen)).toMatchObject({ people: { length: 2 } }), 10_000)

    await sql`
      update chat_presence set seen_at = seen_at - interval '21 seconds'
      where team_id = ${team.scope.teamId} and user_id = ${cem.user.id}`.execute(team.nadi.db)

    await vi.waitFor(() => expect(lastTold(screen)).toMatchObject({ people: [{ user: ben.user.id }] }), 10_000)
    const again = await cem.api.put(`${path}/presence`, {})
    const since = (answer: typeof again) =>
      answer.body._data.find(({ user }: { user: string }) => user === cem.user.id).since
    expect(since(again)).toBeGreaterThan(since(came))
  }),
)

test(
  'a chat out of reach tells nothing of who is in it, also to somebody who was in it before',
  withTeam(async (team) => {
    const path = await chatOf(team)
    const ben = await actAs(team, { name: 'Ben', permissions: ['chats.read_own'] })
    const cem = await actAs(team, { name: 'Cem', permissions: ['chats.read_all'] })
    const [benScreen, cemScreen] = [await listen(ben.api), await listen(cem.api)]
    await ben.api.put(`${path}/presence`, {})
    await vi.waitFor(() => expect(lastTold(benScreen)).toMatchObject({ people: { length: 1 } }), 10_000)
    await team.api.put(`${path}/assign`, { assignedTo: cem.user.id })

    await cem.api.put(`${path}/presence`, { typing: true })

    await vi.waitFor(() => expect(lastTold(cemScreen)).toMatchObject({ people: { length: 2 } }), 10_000)
    expect(lastTold(benScreen)).toMatchObject({ people: { length: 1 } })
    expect((await ben.api.get(`${path}/presence`)).status).toBe(404)
    expect((await ben.api.put(`${path}/presence`, {})).status).toBe(404)
  }),
)

test(
  'a key of nobody can be in no chat',
  withTeam(async (team) => {
    const path = await chatOf(team)
    const made = await team.api.post('/v1/ext/key', { name: 'Program', role: 'Admin', user: null })

    const answer = await team.as(made.body._data.key).put(`${path}/presence`, {})

    expect([answer.status, answer.body._meta.errors[0].code]).toEqual([403, 'nobody'])
  }),
)
