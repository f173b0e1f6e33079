import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { type Api, apiWith } from '../../harness/api.ts'
import { makeDataDir, removeDataDir } from '../../harness/data-dir.ts'
import { createDatabase, type TestDatabase } from '../../harness/database.ts'
import { applyModel } from '../../harness/model.ts'
import { makeTeam, type RunningNadi, startServer } from '../../harness/nadi.ts'
import { ended, entriesOf } from './jobs.ts'

let database: TestDatabase
let dataDir: string
/** answers requests, but works on no jobs: what works on them is started and stopped by each test */
let api: RunningNadi
let client: pg.Client

beforeAll(async () => {
  database = await createDatabase(inject('adminUrl'))
  dataDir = await makeDataDir()
  api = await startServer(database.url, dataDir, { role: 'api' })
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})

afterAll(async () => {
  await client?.end()
  await api?.stop()
  await database?.drop()
  if (dataDir) await removeDataDir(dataDir)
})

const startWorker = () => startServer(database.url, dataDir, { role: 'worker' })

async function team(): Promise<Api> {
  const made = await makeTeam(api)
  await applyModel(made.api)
  return made.api
}

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ data: { name: `Lead ${index}`, pan: `P${index}` } }))

async function begin(nadi: Api, body: unknown): Promise<string> {
  const begun = await nadi.post('/v1/ext/procedure/lead/process/bulk-create', body)
  expect(begun.body._errors).toEqual([])
  return begun.body._data.id
}

const leadsOf = async (jobId: string) => {
  const { rows } = await client.query(
    `select count(*)::int as leads, count(distinct p.data->>'pan')::int as pans from processes p
     where team_id = (select team_id from background_jobs where job_id = $1)`,
    [jobId],
  )
  return rows[0]
}

test('a job waits for a worker, and one that is stopped in the middle gives it back to another', async () => {
  const nadi = await team()
  const job = await begin(nadi, rows(6_000))
  const waiting = await nadi.get(`/v1/ext/background-job/${job}`)
  expect(waiting.body._meta.bjEntryCompletionStatusVsCount).toEqual({
    INVALID: 0,
    NOT_STARTED: 6_000,
    SUCCESS: 0,
    ERROR: 0,
  })

  const first = await startWorker()
  let settled = 0
  while (settled === 0) {
    settled = (await nadi.get(`/v1/ext/background-job/${job}`)).body._data.settledCount
    await sleep(10)
  }
  await first.stop()
  const stopped = await nadi.get(`/v1/ext/background-job/${job}`)
  expect(stopped.body._data.completionStatus).toBe('IN_PROGRESS')
  expect(stopped.body._data.settledCount).toBeLessThan(6_000)
  expect(stopped.body._data.updatedAt).toBeGreaterThan(stopped.body._data.createdAt)

  const second = await startWorker()
  const answer = await ended(nadi, job)
  await second.stop()

  expect(answer.body._meta.bjEntryCompletionStatusVsCount).toEqual({
    INVALID: 0,
    NOT_STARTED: 0,
    SUCCESS: 6_000,
    ERROR: 0,
  })
  expect(await leadsOf(job)).toEqual({ leads: 6_000, pans: 6_000 })
})

test('a job that a dead worker holds is freed', async () => {
  const nadi = await team()
  const job = await begin(nadi, rows(10))
  await client.query(
    `update graphile_worker._private_jobs set locked_by = 'pool-dead', locked_at = now() - interval '1 minute', attempts = 1
     where payload->>'jobId' = $1`,
    [job],
  )

  const worker = await startWorker()
  const answer = await ended(nadi, job)
  await worker.stop()

  expect(answer.body._data.completionStatus).toBe('COMPLETED')
})

test('a job that a worker holds without knowing of it is freed', { timeout: 60_000 }, async () => {
  const nadi = await team()
  const worker = await startWorker()
  const holder = await vi.waitFor(async () => {
    const { rows: workers } = await client.query('select worker_id from worker_heartbeats')
    expect(workers).toHaveLength(1)
    return workers[0].worker_id
  }, 5_000)
  // no worker sees the job before it is held
  await client.query(
    `create function hold_jobs() returns trigger language plpgsql as
     $$ begin new.locked_by := '${holder}'; new.locked_at := now() - interval '20 s'; return new; end $$`,
  )
  await client.query(
    'create trigger hold_jobs before insert on graphile_worker._private_jobs for each row execute function hold_jobs()',
  )
  // PostgreSQL died after it had given the job away, and before the worker heard of it
  const job = await begin(nadi, rows(10))
  await client.query('drop trigger hold_jobs on graphile_worker._private_jobs')

  const answer = await ended(nadi, job)
  await worker.stop()

  expect(answer.body._data.completionStatus).toBe('COMPLETED')
})

test('a job whose place in the queue was lost gets a new one', async () => {
  const nadi = await team()
  const job = await begin(nadi, rows(10))
  await client.query(`delete from graphile_worker._private_jobs where payload->>'jobId' = $1`, [job])
  await client.query(`update background_jobs set updated_at = now() - interval '1 hour' where job_id = $1`, [job])
  const { body } = await nadi.get(`/v1/ext/background-job/${job}`)

  await api.backgroundJobs.reviveForgotten(body._data.team)
  const worker = await startWorker()
  const answer = await ended(nadi, job)
  await worker.stop()

  expect(answer.body._data.completionStatus).toBe('COMPLETED')
})

test('two workers share the jobs of one database, and no row is done twice', async () => {
  const nadi = await team()
  const jobs = [await begin(nadi, rows(2_000)), await begin(nadi, rows(2_000)), await begin(nadi, rows(10))]
  // the same job twice in the queue, as after a crash at the worst moment
  await client.query(
    `select graphile_worker.add_job('background-job', payload) from graphile_worker._private_jobs where payload->>'jobId' = $1`,
    [jobs[0]],
  )

  const workers = await Promise.all([startWorker(), startWorker()])
  const answers = await Promise.all(jobs.map((job) => ended(nadi, job)))
  await Promise.all(workers.map((worker) => worker.stop()))

  const counts = answers.map(({ body }) => body._meta.bjEntryCompletionStatusVsCount)
  expect(counts.reduce((sum, { SUCCESS, ERROR }) => sum + SUCCESS + ERROR, 0)).toBe(4_010)
  expect(await leadsOf(jobs[0] ?? '')).toEqual({ leads: 2_000, pans: 2_000 })
})

test('a row that the database refuses is found, and the others are made', async () => {
  const nadi = await team()
  const body = rows(300)
  body[137] = { data: { name: 'Poison', pan: 'P137' } }
  const job = await begin(nadi, body)
  // a mistake of ours would look like this
  await client.query(`alter table processes add constraint no_poison check (data->>'name' <> 'Poison')`)

  const worker = await startWorker()
  const answer = await ended(nadi, job)
  await worker.stop()
  await client.query('alter table processes drop constraint no_poison')

  expect(answer.body._meta.bjEntryCompletionStatusVsCount).toEqual({
    INVALID: 0,
    NOT_STARTED: 0,
    SUCCESS: 299,
    ERROR: 1,
  })
  const { body: entries } = await entriesOf(nadi, job, '?after=136&limit=1')
  expect(entries._data[0]).toMatchObject({ index: 137, completionStatus: 'ERROR', errors: [{ code: 'internal' }] })
})

test('a cancelled job keeps what it did and does no more', async () => {
  const nadi = await team()
  const job = await begin(nadi, rows(50))

  const cancelled = await nadi.post(`/v1/ext/background-job/${job}/cancel`)
  const worker = await startWorker()
  await sleep(500)
  await worker.stop()

  expect(cancelled.body._data).toMatchObject({
    completionStatus: 'CANCELLED',
    statusMessage: 'Cancelled after 0 of 50 rows.',
    settledCount: 0,
  })
  expect(cancelled.body._data.completedAt).toBeGreaterThan(0)
  expect(await leadsOf(job)).toEqual({ leads: 0, pans: 0 })
  expect((await nadi.post(`/v1/ext/background-job/${job}/cancel`)).status).toBe(409)
})

test('a job whose key was revoked writes nothing more', async () => {
  const nadi = await team()
  const key = await nadi.post('/v1/ext/key', { name: 'Import', role: 'Admin' })
  const job = await begin(apiWith(nadi.url, key.body._data.key), rows(20))
  await nadi.delete(`/v1/ext/key/${key.body._data.id}`)

  const worker = await startWorker()
  const answer = await ended(nadi, job)
  await worker.stop()

  expect(answer.body._meta.bjEntryCompletionStatusVsCount).toMatchObject({ ERROR: 20 })
  const { body } = await entriesOf(nadi, job)
  expect(body._data[0].errors).toMatchObject([
    { code: 'asker_gone', message: 'The API key that asked for this job was revoked.' },
  ])
})

test('a job whose procedure was deleted fails, and says what to do', async () => {
  const nadi = await team()
  const begun = await nadi.post('/v1/ext/procedure/ticket/process/bulk-create', [
    { ticket_id: 'T-1', data: { subject: 'Broken' } },
  ])
  await nadi.delete('/v1/ext/procedure/ticket?allowLoss=true')

  const worker = await startWorker()
  const answer = await ended(nadi, begun.body._data.id)
  await worker.stop()

  expect(answer.body._data).toMatchObject({
    completionStatus: 'FAILED',
    statusMessage:
      'The procedure was deleted; the rows from 0 on were not tried. Send them again to another procedure.',
  })
})
