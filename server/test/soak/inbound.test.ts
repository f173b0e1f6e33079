import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { type Api, apiWith } from '../harness/api.ts'
import { applyModel } from '../harness/model.ts'
import { makeTeam, theNadi } from '../harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../harness/simulator.ts'
import { finalState } from '../whatsapp/inbound/final-state.ts'
import { type Step, tell } from '../whatsapp/inbound/story.ts'
import { kill, planKills } from './killer.ts'
import { Ledger } from './ledger.ts'
import { MetaSender } from './meta-sender.ts'
import { Random } from './random.ts'
import { RealServer } from './real-server.ts'

const isFull = process.env.NADI_SOAK === '1'
const size = isFull ? { events: 10_000, customers: 250, kills: 10 } : { events: 400, customers: 20, kills: 2 }

startNadiWithSimulator({ logLevel: 'fatal' })

const kinds = [
  ...Array<'text'>(8).fill('text'),
  ...Array<'status'>(6).fill('status'),
  ...Array<'echo'>(3).fill('echo'),
  'image',
  'hidden',
  'reaction',
  'edit',
  'revoke',
  'call',
  'renamed',
  'moved',
  'preference',
  'group',
] as const

const steps = (random: Random): Step[] =>
  Array.from({ length: size.events }, () => ({
    kind: random.pick(kinds as unknown as [Step['kind'], ...Step['kind'][]]),
    customer: random.between(0, size.customers - 1),
    about: random.between(0, 50),
  }))

async function one<T>(databaseUrl: string, query: string, values: unknown[] = []): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query(query, values)).rows[0] as T
  } finally {
    await client.end()
  }
}

/** Until every event was worked on. */
async function settled(databaseUrl: () => Promise<string>, teamId: string): Promise<void> {
  const query = `select count(*) as waiting from inbound_events where team_id = $1 and status = 'RECEIVED'`
  for (const deadline = Date.now() + 5 * 60_000; Date.now() < deadline; await sleep(200)) {
    const { waiting } = await one<{ waiting: string }>(await databaseUrl(), query, [teamId])
    if (Number(waiting) === 0) return
  }
  throw new Error('The events were not all worked on.')
}

async function connected(api: Api, account: Parameters<typeof connectPlugin>[2]) {
  await applyModel(api)
  const { pluginId } = await connectPlugin({ api }, { leadProcedure: 'lead' }, account)
  return pluginId
}

test(`${size.events} events, repeated and shuffled, with ${size.kills} times kill -9 in between, end as once in order`, {
  timeout: 15 * 60_000,
}, async () => {
  const seed = Number(process.env.NADI_CRASH_SEED ?? Date.now() % 1_000_000)
  console.log(`NADI_CRASH_SEED=${seed} repeats these events`)
  const random = new Random(seed)
  const account = theSimulator().addAccount()
  const [number] = account.phoneNumbers
  const events = tell(
    { wabaId: account.wabaId, phoneNumberId: number?.id ?? '', displayPhoneNumber: number?.displayPhoneNumber ?? '' },
    steps(random),
  )

  const calm = await makeTeam()
  const calmly = new MetaSender({
    url: calm.nadi.url,
    pluginId: await connected(calm.api, account),
    appSecret: account.appSecret,
  })
  await calmly.send(events, 1)
  await settled(async () => theNadi().databaseUrl, calm.scope.teamId)
  const expected = await finalState(theNadi().databaseUrl, calm.scope.teamId)

  const server = await RealServer.make({ NADI_DEMO: '0', NADI_GRAPH_URLS: theSimulator().url })
  onTestFinished(() => server.remove())
  await server.start()
  const key = 'nadi_rough_key-of-the-rough-team'
  await server.runWith(
    { NADI_API_KEY: key },
    ...[
      'team',
      'create',
      '--short-id',
      'rough',
      '--name',
      'Rough',
      '--time-zone',
      'Asia/Kolkata',
      '--calling-code',
      '91',
    ],
    ...['--admin', 'admin@rough.example'],
  )
  const { team_id: teamId } = await one<{ team_id: string }>(
    await server.databaseUrl(),
    `select team_id from team_directory where short_id = 'rough'`,
  )
  const sender = new MetaSender({
    url: server.url,
    pluginId: await connected(apiWith(server.url, key), account),
    appSecret: account.appSecret,
  })
  const repeated = random.shuffled([...events, ...events.filter(() => random.next() < 0.15)])
  const sending = sender.send(repeated, 6)
  // heard at the end
  sending.catch(() => undefined)
  for (const [index, kind] of planKills(size.kills, random).entries()) {
    const enough = ((index + 1) * repeated.length) / (size.kills + 1)
    while (sender.accepted < enough && !sender.hasFailed) await sleep(20)
    await kill(kind, server, new Ledger())
  }
  await sending.catch((error) => {
    throw new Error(`${error.message} The server said:\n${server.lastWords()}`)
  })
  await settled(() => server.databaseUrl(), teamId)

  console.log(`${repeated.length} events were taken after ${sender.setbacks} setbacks`)
  expect(sender.accepted).toBe(repeated.length)
  const state = await finalState(await server.databaseUrl(), teamId)
  expect(state.messages?.length).toBeGreaterThan(size.events / 3)
  for (const part of Object.keys(expected)) expect({ [part]: state[part] }).toEqual({ [part]: expected[part] })
})
