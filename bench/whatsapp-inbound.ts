import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Account, connect, eventOf, signed } from './account.ts'
import type { Bench, Context, Outcome } from './bench.ts'
import { startChild } from './child.ts'
import { prepareTeam } from './team.ts'

const eventsPerSecond = 200
/** how often it is looked, in milliseconds: what is measured is at most so much too long */
const lookEvery = 5

/** How long after Meta sent it a customer's message stands in its chat, at a steady rate of events. */
export const whatsappInbound: Bench = {
  name: 'whatsapp inbound',
  run: async (context: Context): Promise<Outcome> => {
    const url = await context.createDatabase('whatsapp_inbound')
    const team = await prepareTeam(url)
    const meta = await startChild<{ account: Account }>('simulator.ts', { settings: {} })
    const nadi = await startChild('server.ts', { url, graphUrls: [meta.url] })
    const { account } = meta.told
    const plugin = await connect(nadi.url, team.key, account)
    context.say(`messages of customers, ${eventsPerSecond} a second`)

    const seconds = context.seconds * 3
    const sentAt = new Map<string, number>()
    const sending = sendSteadily(`${nadi.url}/webhooks/whatsapp/${plugin}`, account, seconds, sentAt)
    const waits = await watch(url, seconds * eventsPerSecond, sentAt)
    await sending
    await Promise.all([nadi.stop(), meta.stop()])
    waits.sort((a, b) => a - b)
    const at = (share: number): number => waits[Math.floor((waits.length - 1) * share)] ?? Number.NaN
    const p99 = at(0.99)
    return {
      rows: [
        {
          work: `event to message visible, ${eventsPerSecond} events/s`,
          ours: `p50 ${Math.round(at(0.5))} ms, p99 ${Math.round(p99)} ms`,
          reference: '—',
          ratio: p99 / 500,
          target: 'p99 < 500 ms',
          isMet: p99 < 500,
        },
      ],
      notes: [],
    }
  },
}

/** Sends each event when its time has come, whether or not the ones before were answered: a slow server does not slow Meta down. */
async function sendSteadily(
  url: string,
  account: Account,
  seconds: number,
  sentAt: Map<string, number>,
): Promise<void> {
  const start = performance.now()
  const answers: Promise<void>[] = []
  for (let count = 0; count < seconds * eventsPerSecond; count++) {
    await sleep(Math.max(0, start + (count * 1000) / eventsPerSecond - performance.now()))
    const { body, headers } = signed(account, eventOf(account))
    sentAt.set(/wamid\.\d+/.exec(body)?.[0] ?? '', performance.now())
    answers.push(
      fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body }).then(
        (response) => {
          if (!response.ok) throw new Error(`An event was answered with ${response.status}.`)
        },
      ),
    )
  }
  await Promise.all(answers)
}

/** Milliseconds from sending to being seen, of each message. */
async function watch(url: string, count: number, sentAt: ReadonlyMap<string, number>): Promise<number[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const waits = new Map<string, number>()
  let since = new Date(0)
  for (const end = performance.now() + 120_000; waits.size < count; ) {
    if (performance.now() > end) throw new Error(`${count - waits.size} of ${count} messages never came.`)
    // what was committed later than its neighbours is looked at again
    const { rows } = await client.query<{ id: string; made: Date }>(
      `select external_id as id, created_at as made from chat_messages
       where direction = 'INBOUND' and created_at > $1::timestamptz - interval '2 seconds'`,
      [since],
    )
    const now = performance.now()
    for (const { id, made } of rows) {
      if (!waits.has(id)) waits.set(id, now - (sentAt.get(id) ?? now))
      if (made > since) since = made
    }
    await sleep(lookEvery)
  }
  await client.end()
  return [...waits.values()]
}
