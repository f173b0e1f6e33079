import { randomInt, randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Nadi } from '../../sdk/src/index.ts'
import { newBrowser, open } from './browsing.ts'
import type { ConsoleBench, ConsoleContext, Figure, Findings } from './measured.ts'

const mostMs = 500
const places = {
  'the open conversation': '[role="log"]',
  'the list of chats': 'section[aria-label="Chats"]',
} as const

/** How long after a customer has sent it on the phone a message stands in the inbox, which is open in a browser. */
export const arrivals: ConsoleBench = {
  name: 'arrivals',
  run: async (context: ConsoleContext): Promise<Findings> => {
    const server = await context.demo()
    if (!server.whatsapp) throw new Error('The demo has no simulator.')
    const { phoneUrl, phoneNumberId, customer } = server.whatsapp
    const write = async (text: string): Promise<void> => {
      const url = new URL(`/simulator/api/conversations/${phoneNumberId}/${customer.number}/messages`, phoneUrl)
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      })
      if (!response.ok) throw new Error(`The phone answered ${response.status}: ${await response.text()}`)
    }
    await write('Good morning')
    const page = await newBrowser(context.browser, server)
    await page.context().addInitScript({ path: path.join(import.meta.dirname, 'in-page', 'arrivals.js') })
    await open(page, server, `/inbox/${await chatOf(server, customer.number)}`)

    const { messages } = context.sizes
    context.say(`${messages} messages from the phone`)
    const waits = new Map<string, number[]>(Object.keys(places).map((place) => [place, []]))
    for (let count = 0; count < messages; count++) {
      // at any moment of whatever looks regularly
      await sleep(randomInt(200))
      const text = `Is ${randomUUID()} approved?`
      const arriving = Object.entries(places).map(async ([place, selector]) => {
        const at = await page.evaluate<number>(`arrival(${JSON.stringify(selector)}, ${JSON.stringify(text)})`)
        return [place, at] as const
      })
      // whoever watches must be there first
      await page.evaluate('0')
      const sent = performance.timeOrigin + performance.now()
      await write(text)
      for (const [place, at] of await Promise.all(arriving)) waits.get(place)?.push(at - sent)
    }
    await page.context().close()
    return { figures: [...waits].map(([place, times]) => figure(place, times)), notes: [] }
  },
}

async function chatOf({ url, key }: { url: string; key: string }, number: string): Promise<string> {
  const nadi = new Nadi({ url, apiKey: key })
  for (let tries = 0; tries < 100; tries++) {
    const { data } = await nadi.call('POST /v1/ext/chat', { body: { search: number, limit: 1 } })
    if (data[0]) return data[0].id
    await sleep(100)
  }
  throw new Error('The first message made no chat.')
}

function figure(place: string, times: readonly number[]): Figure {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
  return {
    what: `a message from the phone to ${place}`,
    measured: `p50 ${Math.round(at(0.5))} ms, p99 ${Math.round(at(0.99))} ms of ${sorted.length}`,
    target: `p99 ≤ ${mostMs} ms`,
    isMet: at(0.99) <= mostMs,
  }
}
