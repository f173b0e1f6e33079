import { once } from 'node:events'
import { connect } from 'node:net'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeTeam, startNadi, startServer, theNadi } from '../harness/nadi.ts'

startNadi()

test('a server that stops finishes what it is at, and holds no connection that is idle', async () => {
  const server = await startServer(theNadi().databaseUrl, theNadi().dataDir)
  const { api, scope } = await makeTeam(server)
  await api.get('/v1/ext/pods')
  const holder = await holdPods()
  const inFlight = api.post('/v1/ext/pod', { name: 'Pune' })
  await expect.poll(() => waiting()).toBe(1)

  const stopped = server.stop()
  const late = await fetch(`${server.url}/v1/health`).catch(() => 'refused')
  await holder.release()
  const answer = await inFlight
  await stopped

  expect(late).toBe('refused')
  expect(answer.status).toBe(200)
  const kept = await theNadi().db.selectFrom('pods').select('name').where('team_id', '=', scope.teamId).execute()
  expect(kept).toEqual([{ name: 'Pune' }])
})

test('a connection that was opened ahead of its requests does not hold up a stop', async () => {
  const server = await startServer(theNadi().databaseUrl, theNadi().dataDir)
  const { hostname, port } = new URL(server.url)
  const ahead = connect(Number(port), hostname)
  await once(ahead, 'connect')
  const ended = once(ahead, 'close')

  const began = performance.now()
  await server.stop()
  await ended

  // Node waits a minute for the first request of a connection
  expect(performance.now() - began).toBeLessThan(30_000)
})

/** Locks the table, so that a request stays at work until it is released. */
async function holdPods(): Promise<{ release: () => Promise<void> }> {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let locked = (): void => undefined
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve
  })
  const transaction = theNadi()
    .db.transaction()
    .execute(async (tx) => {
      await sql`lock table pods in share mode`.execute(tx)
      locked()
      await held
    })
  await isLocked
  return {
    release: async () => {
      release()
      await transaction
    },
  }
}

async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_locks where relation = 'pods'::regclass and not granted`.execute(theNadi().db)
  return rows[0]?.count ?? 0
}
