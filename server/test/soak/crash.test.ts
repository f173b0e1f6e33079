import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { apiWith } from '../harness/api.ts'
import * as api from './api-checks.ts'
import { type CrashRun, crashReport } from './crash-report.ts'
import { kill, planKills, workGoesOn } from './killer.ts'
import { Ledger } from './ledger.ts'
import { MixedLoad } from './mixed-load.ts'
import { Encounters, PersistentClient } from './persistent-client.ts'
import { Random } from './random.ts'
import { RealServer } from './real-server.ts'
import { Stored } from './stored.ts'
import * as inDatabase from './stored-checks.ts'

const isFull = process.env.NADI_SOAK === '1'
const size = isFull
  ? { kills: 20, pause: [800, 2_500], bulkRows: 1_500, mostBulkRows: 60_000 }
  : { kills: 3, pause: [300, 900], bulkRows: 200, mostBulkRows: 4_000 }

async function openStored(server: RealServer): Promise<Stored> {
  const stored = await Stored.open(await server.databaseUrl())
  onTestFinished(() => stored.close())
  return stored
}

/** The clients of the load share a key; what they may ask in a minute is not what is tested. */
async function liftLimit(client: PersistentClient): Promise<void> {
  const { _data: keys } = await client.send('GET', '/v1/ext/keys')
  await client.send('PUT', `/v1/ext/key/${keys[0].id}`, { requestsPerMinute: 1_000_000 })
}

const secondsSince = (time: number): number => Math.round((Date.now() - time) / 1000)

test(`${size.kills} times kill -9 under a mixed load: nothing acknowledged is lost, nothing is there twice, no job is stuck`, {
  timeout: 15 * 60_000,
}, async () => {
  const seed = Number(process.env.NADI_CRASH_SEED ?? Date.now() % 1_000_000)
  console.log(`NADI_CRASH_SEED=${seed} repeats these kills`)
  const random = new Random(seed)
  const run: CrashRun = {
    seed,
    kills: [],
    jobsHit: 0,
    verified: {},
    seconds: { load: 0, jobs: 0, checks: 0 },
  }
  const server = await RealServer.make()
  onTestFinished(() => server.remove())
  await server.start()
  const encounters = new Encounters()
  const client = new PersistentClient(server.url, server.key, encounters)
  await liftLimit(client)
  const fresh = await Stored.open(await server.databaseUrl())
  const before = await inDatabase.countJobs(fresh)
  await fresh.close()
  const ledger = new Ledger()

  let began = Date.now()
  const load = new MixedLoad({ client, ledger, random: new Random(seed + 1), ...size })
  for (const kind of planKills(size.kills, random)) {
    await workGoesOn(ledger, server, 20)
    await sleep(random.between(size.pause[0] ?? 0, size.pause[1] ?? 0))
    run.jobsHit += await kill(kind, server, ledger)
    run.kills.push(kind)
  }
  await workGoesOn(ledger, server, 20)
  await load.stop()
  expect(load.failures).toEqual([])
  run.seconds.load = secondsSince(began)

  began = Date.now()
  run.verified['bulk rows settled'] = await api.everyJobEnds(client, ledger)
  run.seconds.jobs = secondsSince(began)

  began = Date.now()
  const processOf = await api.everyEntryNamesItsProcess(client, ledger)
  run.verified['leads asked for one by one'] = await api.everyLeadIsAsItWasLeft(client, ledger)
  run.verified.tasks = await api.everyTaskIsThereOnce(client, ledger)
  const stored = await openStored(server)
  run.verified['leads in the table'] = await inDatabase.everyLeadIsThereOnce(stored, ledger, processOf)
  run.verified['leads listed'] = await inDatabase.everyLeadIsListedOnce(stored, await api.listedLeads(client))
  run.verified.events = await inDatabase.everyChangeHasOneEvent(stored, ledger)
  await inDatabase.noJobIsLeftOver(stored, ledger, before)
  await server.run('doctor')
  expect(await stored.driftOfKeys()).toEqual([])
  // it hears of other servers' changes again
  await vi.waitFor(async () => expect(await stored.listeners()).toBe(1), 5_000)
  run.seconds.checks = secondsSince(began)
  expect(server.endedUnasked).toBeUndefined()
  expect(
    [...encounters.setbacks.keys()].filter((what) => what.startsWith('500') || what.startsWith('no answer')),
  ).toEqual([])

  console.log(crashReport(run, ledger, encounters, server))
})

describe('a server at rest', () => {
  let server: RealServer
  beforeAll(async () => {
    server = await RealServer.make()
    await server.start()
  })
  afterAll(() => server.remove())

  test('its PostgreSQL writes to the disk what it acknowledges', async () => {
    const stored = await openStored(server)

    expect(await stored.durability()).toEqual({ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' })
  })

  test('its demo team takes the call of the documentation, each time anew', async () => {
    const ask = apiWith(server.url, server.key)
    const alex = (await ask.get('/v1/ext/user/alex@paisapay.com')).body._data
    const lead = (await ask.post('/v1/ext/procedure/lead/process/list', { where: { lead_id: 'LEAD-000042' } })).body
    const call = {
      data: {
        call_disposition: 'RNR',
        next_call_time: '2023-11-15T09:30:00',
        remarks: 'Couldnt reach out to the customer',
      },
      status: 'COMPLETED',
      assignedTo: 'alex@paisapay.com',
    }

    const answers = [
      await ask.post('/v1/ext/p/lead/LEAD-000042/task/call', call),
      await ask.post('/v1/ext/p/lead/LEAD-000042/task/call', call),
    ]

    for (const { status, body } of answers) {
      expect([status, body._errors]).toEqual([200, []])
      expect(body._data).toMatchObject({
        status: 'COMPLETED',
        stateTaskShortId: 'call',
        process: lead._data[0].id,
        assignedTo: alex.id,
        data: { ...call.data, next_call_time: Date.parse('2023-11-15T09:30:00+05:30') },
      })
    }
    expect(answers[0]?.body._data.id).not.toBe(answers[1]?.body._data.id)
  })

  test('killed alone it leaves no PostgreSQL behind, nor one that stops the next start', {
    timeout: 180_000,
  }, async () => {
    await server.killServer()
    await vi.waitFor(async () => expect(await server.hasPostmaster()).toBe(false), 20_000)
    await server.start()
    await server.killGuard()
    await server.killServer()
    expect(await server.hasPostmaster()).toBe(true)
    await server.start()

    const client = new PersistentClient(server.url, server.key, new Encounters())
    const call = { data: { call_disposition: 'RNR' }, status: 'COMPLETED' }
    const { _data: task } = await client.write('POST', '/v1/ext/p/lead/LEAD-000042/task/call', call)
    expect(task.status).toBe('COMPLETED')
  })
})
