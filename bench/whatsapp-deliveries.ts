import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, connect, eventOf, signed } from './account.ts'
import type { Bench, Context, Outcome } from './bench.ts'
import { startChild } from './child.ts'
import { median } from './load.ts'
import { prepareTeam } from './team.ts'

const events = 3_000
const endpoints = 5
const rounds = 3

/** Deliveries of Meta's events to several endpoints, one of which answers nothing, beside the same with all of them well. */
export const whatsappDeliveries: Bench = {
  name: 'whatsapp deliveries',
  run: async (context: Context): Promise<Outcome> => {
    const pairs: { well: number; dead: number }[] = []
    for (let round = 0; round < rounds; round++) {
      context.say(`deliveries, round ${round + 1} of ${rounds}`)
      pairs.push({
        well: await rateOf(context, `deliveries_well_${round}`, false),
        dead: await rateOf(context, `deliveries_dead_${round}`, true),
      })
    }
    const ratio = median(pairs.map(({ well, dead }) => dead / well))
    const shown = (rates: number[]): string => `${Math.round(median(rates)).toLocaleString('en')}/s`
    return {
      rows: [
        {
          work: 'pass-through deliveries to 5 endpoints, one of them dead',
          ours: shown(pairs.map(({ dead }) => dead)),
          reference: `${shown(pairs.map(({ well }) => well))}, none dead`,
          ratio,
          target: '≥ 0.95 ×',
          isMet: ratio >= 0.95,
        },
      ],
      notes: [],
    }
  },
}

/** Deliveries a second to each of the four endpoints that are well in both cases. */
async function rateOf(context: Context, name: string, isOneDead: boolean): Promise<number> {
  const url = await context.createDatabase(name)
  const team = await prepareTeam(url)
  let received = 0
  const receivers = await Promise.all(
    Array.from({ length: endpoints }, (_, index) => {
      const isCounted = index > 0
      return receiver(() => {
        if (isCounted) received += 1
        return isCounted || !isOneDead
      })
    }),
  )
  const meta = await startChild<{ account: Account }>('simulator.ts', { settings: {} })
  const allowedHooks = receivers.map(addressOf)
  const nadi = await startChild('server.ts', { url, graphUrls: [meta.url], allowedHooks })
  const { account } = meta.told
  const plugin = await connect(nadi.url, team.key, account)
  for (const address of allowedHooks) {
    const response = await fetch(`${nadi.url}/v1/ext/webhook-endpoint`, {
      method: 'POST',
      headers: { authorization: `Bearer ${team.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'PASS_THROUGH', plugin, url: `${address}/events` }),
    })
    if (!response.ok) throw new Error(await response.text())
  }
  const start = performance.now()
  const wanted = events * (endpoints - 1)
  await Promise.all(
    Array.from({ length: 16 }, (_, lane) => sendEvents(`${nadi.url}/webhooks/whatsapp/${plugin}`, account, lane)),
  )
  for (const end = performance.now() + 120_000; received < wanted; ) {
    if (performance.now() > end) throw new Error(`${wanted - received} of ${wanted} deliveries never came.`)
    await sleep(5)
  }
  const rate = events / ((performance.now() - start) / 1000)
  await Promise.all([nadi.stop(), meta.stop()])
  for (const each of receivers) {
    each.close()
    each.closeAllConnections()
  }
  return rate
}

async function sendEvents(url: string, account: Account, lane: number): Promise<void> {
  for (let count = lane; count < events; count += 16) {
    const { body, headers } = signed(account, eventOf(account))
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
    if (!response.ok) throw new Error(`An event was answered with ${response.status}.`)
    await response.arrayBuffer()
  }
}

/** Answers 200, or never, as `take` says of each request. */
async function receiver(take: () => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      if (take()) response.end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
