import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { apiInBrowser, apiWith } from '../harness/api.ts'
import { listen } from '../harness/listener.ts'
import { withLeads } from '../harness/model.ts'
import { type RunningNadi, startNadi, startServer, theNadi, withTeam } from '../harness/nadi.ts'
import { actAs, makeUser } from '../harness/people.ts'
import { signIn } from '../harness/sign-in.ts'

const secretKey = randomBytes(32)
startNadi({ secretKey })

let other: RunningNadi
beforeAll(async () => {
  other = await startServer(theNadi().databaseUrl, theNadi().dataDir, { role: 'api', secretKey })
})
afterAll(() => other.stop())

const lead = (name: string) => ({ data: { name } })
const leads = '/v1/ext/procedure/lead/process'
/** by word of it, well before the five seconds after which a server looks by itself */
const soon = 4_000

test(
  'a revoked key is cut off at once, on every server',
  withTeam(async (team) => {
    const agent = await actAs(team, { name: 'Agent' })
    const streams = [await listen(agent.api), await listen(apiWith(other.url, agent.api.key))]
    const keys = (await team.api.get('/v1/ext/keys')).body._data
    const { id } = keys.find(({ name }: { name: string }) => name === 'Agent')

    await team.api.delete(`/v1/ext/key/${id}`)

    await vi.waitFor(() => expect(streams.map((stream) => stream.isOver())).toEqual([true, true]), soon)
    expect((await agent.api.get('/v1/ext/stream')).status).toBe(401)
  }),
)

test(
  'whoever is signed in listens with their session, and is out at once when it ends, on every server',
  withTeam(async (team) => {
    const agent = await makeUser(team.api, 'asha@people.example', 'Admin')
    const [laptop, phone] = [await signIn(team, agent.username), await signIn(team, agent.username)]
    const [here, elsewhere, kept] = [
      await listen(laptop),
      await listen(apiInBrowser(other.url, laptop.token)),
      await listen(phone),
    ]

    await phone.delete(`/v1/ext/session/${laptop.sessionId}`)

    await vi.waitFor(() => expect([here, elsewhere].map((stream) => stream.isOver())).toEqual([true, true]), 1_000)
    await kept.hears('session.revoked')
    expect(kept.isOver()).toBe(false)
  }),
)

test(
  'somebody who is no longer active is cut off at once',
  withTeam(async (team) => {
    const agent = await actAs(team, { name: 'Agent' })
    const screen = await listen(agent.api)

    await team.api.put(`/v1/ext/user/${agent.user.id}`, { isActive: false })

    await vi.waitFor(() => expect(screen.isOver()).toBe(true), soon)
  }),
)

test(
  'a role that is restricted sees less from then on, and the stream goes on',
  withLeads(async (team) => {
    const procedures = [{ procedure: 'lead', read: 'all', write: 'none' }]
    const agent = await actAs(team, { name: 'Watcher', procedures })
    const screen = await listen(agent.api)
    await team.api.post(leads, lead('Before'))
    await screen.hears('process.created')

    await team.api.put('/v1/ext/role/Watcher', { procedures: [{ ...procedures[0], read: 'own' }] })
    await screen.hears('role.updated')
    await screen.hears('model.changed')
    await team.api.post(leads, lead('Hidden'))
    await team.api.post(leads, { ...lead('Own'), assignedTo: agent.user.id })

    const told = await screen.hears('process.created', 2)
    const own = (await agent.api.post(`${leads}/list`, {})).body._data
    expect(told.map(({ subject }) => subject).slice(1)).toEqual([own[0].id])
    expect(screen.isOver()).toBe(false)
  }),
)

test(
  'what one server does is told by another, where a client goes on that was with the first',
  withLeads(async (team) => {
    const elsewhere = apiWith(other.url, team.api.key)
    const first = await listen(team.api)
    const second = await listen(elsewhere)

    await team.api.post(leads, lead('One'))
    await elsewhere.post(leads, lead('Two'))
    const told = [await first.hears('process.created', 2), await second.hears('process.created', 2)]
    await first.leave()
    const missed = await team.api.post(leads, lead('Three'))
    const moved = await listen(elsewhere, { since: first.id() })

    expect(told[0]).toEqual(told[1])
    expect(moved.changes().map(({ subject }) => subject)).toEqual([missed.body._data.id])
  }),
)

test(
  'connections to the database that break, listening ones too, lose nothing',
  withLeads(async (team) => {
    const agent = await actAs(team, { name: 'Plain' })
    const [screen, agentScreen] = [await listen(team.api), await listen(agent.api)]

    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(other.db)
    // requests meet the broken connections too, once each
    await vi.waitFor(async () => expect((await team.api.post(leads, lead('After'))).status).toBe(200), 10_000)

    await screen.hears('process.created')
    const keys = (await team.api.get('/v1/ext/keys')).body._data
    await team.api.delete(`/v1/ext/key/${keys.find(({ name }: { name: string }) => name === 'Plain').id}`)
    // by word of it, or, where that was lost, at the next look
    await vi.waitFor(() => expect(agentScreen.isOver()).toBe(true), 6_000)
  }),
)

test('a server that stops ends its streams, and they do not hold it up', async () => {
  const server = await startServer(theNadi().databaseUrl, theNadi().dataDir, { role: 'api', secretKey })
  await withTeam(async (team) => {
    const screen = await listen(apiWith(server.url, team.api.key))
    expect(await openStreams(server)).toBe(1)
    const began = performance.now()

    await server.stop()

    expect(performance.now() - began).toBeLessThan(5_000)
    await vi.waitFor(() => expect(screen.isOver()).toBe(true), soon)
  })()
})

/** As Prometheus reads it. */
async function openStreams({ url }: RunningNadi): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/nadi_event_streams\{state="open"\} (\d+)/.exec(text)?.[1])
}

test(
  'one key opens no more streams than a hundred, and keeps nobody else out; one that is closed makes room',
  withTeam(async (team) => {
    const agent = await actAs(team, { name: 'Agent' })
    const streams = await Promise.all(Array.from({ length: 100 }, () => listen(agent.api)))

    const refused = await agent.api.get('/v1/ext/stream')
    const others = await listen(team.api)

    expect(refused.status).toBe(429)
    expect(refused.body._meta.errors[0].code).toBe('too_many_streams')
    expect(others.status).toBe(200)
    await streams[0]?.leave()
    await vi.waitFor(async () => expect((await listen(agent.api)).status).toBe(200), { timeout: 20_000, interval: 200 })
  }),
)
