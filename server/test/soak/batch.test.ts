import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { type AnswerBody, apiWith } from '../harness/api.ts'
import { connectPlugin, startSimulatorFor, theSimulator } from '../harness/simulator.ts'
import { kill, planKills } from './killer.ts'
import { Ledger } from './ledger.ts'
import { Random } from './random.ts'
import { RealServer } from './real-server.ts'

const isFull = process.env.NADI_SOAK === '1'
// a kill must hit a batch at work
const size = isFull
  ? { rows: 20_000, kills: 10, throughput: 'HIGH' as const }
  : { rows: 600, kills: 2, throughput: 'STANDARD' as const }

startSimulatorFor({ settings: { statuses: ['sent'], throughputPerSecond: 1_000, pairBurst: null, answerDelayMs: 30 } })

const number = (index: number): string => `9190${String(10_000_000 + index)}`

const messages = Array.from({ length: size.rows }, (_, index) => ({
  phoneNumber: number(index),
  mapping: [
    { schemaPropertyName: '1', schemaPropertyValue: `customer ${index}` },
    { schemaPropertyName: '2', schemaPropertyValue: '3 March' },
  ],
}))

/** How often each number got its message. */
function received(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { address } of theSimulator().sent.values()) counts.set(address, (counts.get(address) ?? 0) + 1)
  return counts
}

interface Stored {
  address: string
  status: string
}

/** What the batch stored; the demo team, which the server made, has messages of its own. */
async function stored(databaseUrl: string): Promise<Stored[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Stored>(
      `select c.address, m.delivery_status as status from chat_messages m join chats c using (team_id, chat_id)
       where m.campaign_id is not null`,
    )
    return rows
  } finally {
    await client.end()
  }
}

test(`${size.rows} messages of a batch, with ${size.kills} times kill -9 in between: none twice, every row accounted for`, {
  timeout: 30 * 60_000,
}, async () => {
  const seed = Number(process.env.NADI_CRASH_SEED ?? Date.now() % 1_000_000)
  console.log(`NADI_CRASH_SEED=${seed} repeats these kills`)
  const random = new Random(seed)
  const server = await RealServer.make({ NADI_GRAPH_URLS: theSimulator().url })
  onTestFinished(() => server.remove())
  await server.start()
  const api = apiWith(server.url, server.key)
  const account = theSimulator().addAccount()
  for (const each of account.phoneNumbers) each.throughputLevel = size.throughput
  const { pluginId, phoneNumberId } = await connectPlugin({ api }, {}, account)
  const begun = await api.post(`/v1/ext/plugin/whatsapp/${pluginId}/send-template-messages`, {
    whatsappPhoneNumberId: phoneNumberId,
    templateName: 'appointment_reminder',
    language: 'en',
    messages,
  })
  expect([begun.status, begun.body._errors]).toEqual([200, []])

  for (const [index, kind] of planKills(size.kills, random).entries()) {
    const enough = ((index + 1) * size.rows) / (size.kills + 1)
    const deadline = Date.now() + 180_000
    while (theSimulator().sent.size < enough) {
      if (Date.now() > deadline) throw new Error(`The batch does not go on. The server said:\n${server.lastWords()}`)
      await sleep(10)
    }
    await kill(kind, server, new Ledger())
  }
  const job = async () => {
    const { body } = await api.get(`/v1/ext/background-job/${begun.body._data.id}`).catch(() => ({ body: undefined }))
    return body
  }
  const end = Date.now() + 300_000
  while ((await job())?._data?.completionStatus !== 'COMPLETED') {
    if (Date.now() > end) throw new Error(`The batch did not end. The server said:\n${server.lastWords()}`)
    await sleep(200)
  }
  await theSimulator().idle()
  const unsettled = async () =>
    (await stored(await server.databaseUrl())).filter(
      ({ status, address }) => status === 'UNCONFIRMED' && received().has(address),
    )
  for (const late = Date.now() + 60_000; (await unsettled()).length > 0 && Date.now() < late; ) await sleep(200)

  const { _data, _meta } = (await job()) as AnswerBody
  const counts = _meta.bjEntryCompletionStatusVsCount
  const sent = received()
  const rows = await stored(await server.databaseUrl())
  const unconfirmed = rows.filter(({ status }) => status === 'UNCONFIRMED')
  console.log(JSON.stringify({ received: sent.size, ...counts, unconfirmed: unconfirmed.length }))
  expect([...sent.values()].filter((count) => count > 1)).toEqual([])
  expect(rows).toHaveLength(size.rows)
  expect(counts).toEqual({ INVALID: 0, NOT_STARTED: 0, SUCCESS: sent.size, ERROR: size.rows - sent.size })
  expect(_data.unconfirmedCount).toBe(unconfirmed.length)
  for (const { address, status } of rows)
    expect([address, status]).toEqual([address, sent.has(address) ? 'SENT' : 'UNCONFIRMED'])
})
