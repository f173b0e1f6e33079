import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { connect, type Reader } from '../../src/database/database.ts'
import { startEmbeddedPostgres } from '../../src/database/embedded/start.ts'
import { migrate } from '../../src/database/migrate.ts'
import { makeDataDir, removeDataDir } from '../harness/data-dir.ts'
import { makeTeam, startNadi, startServer, theNadi } from '../harness/nadi.ts'

startNadi()

const backendOf = async (db: Reader): Promise<number> => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return rows[0]?.pid ?? 0
}

test('a connection that breaks in the middle of a transaction fails that transaction and nothing else', async () => {
  const db = connect({ url: theNadi().databaseUrl, maxConnections: 2, keepsSession: true })

  const broken = db.transaction().execute(async (tx) => {
    await sql`select pg_terminate_backend(${await backendOf(tx)})`.execute(db)
    await sql`select pg_sleep(0.1)`.execute(db)
    await sql`select 1`.execute(tx)
  })

  await expect(broken).rejects.toThrow()
  expect(await backendOf(db)).toBeGreaterThan(0)
  await db.destroy()
})

test('a request that meets a database which is away answers 503, to be sent again', { timeout: 60_000 }, async () => {
  const dataDir = await makeDataDir()
  onTestFinished(() => removeDataDir(dataDir))
  const first = await startEmbeddedPostgres({ dataDir, log: () => undefined })
  await migrate(first.url)
  const nadi = await startServer(first.url, dataDir, { role: 'api' })
  const { api } = await makeTeam(nadi)
  expect((await api.get('/v1/ext/background-jobs')).status).toBe(200)

  await first.stop()
  const answer = await api.get('/v1/ext/background-jobs')

  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('1')
  expect(answer.body._meta.errors).toEqual([
    {
      code: 'database_away',
      message: 'The database could not be reached, so it is not known whether this request was kept.',
      hint: 'Send it again; a write that bears an Idempotency-Key is never done twice.',
    },
  ])
  const second = await startEmbeddedPostgres({ dataDir, log: () => undefined })
  expect((await api.get('/v1/ext/background-jobs')).status).toBe(200)
  await nadi.stop()
  await second.stop()
})
