import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '../load.ts'
import { clickTo, firstPlace, newBrowser, open, places } from './browsing.ts'
import type { ConsoleBench, ConsoleContext, Findings } from './measured.ts'

/** each page is visited once as a new one, then so many times again */
const again = 2
/** somebody looks at a page for a moment before they go on */
const lookMs = 250

/** How long it takes from a click in the navigation until the page is painted: the first time, and when one comes back. */
export const clicks: ConsoleBench = {
  name: 'clicks',
  run: async (context: ConsoleContext): Promise<Findings> => {
    const server = await context.demo()
    const fresh = new Map<string, number[]>()
    const known = new Map<string, number[]>()
    for (let round = 0; round < context.sizes.rounds; round++) {
      context.say(`browser ${round + 1} of ${context.sizes.rounds}`)
      const page = await newBrowser(context.browser, server)
      await open(page, server, firstPlace)
      const all = (await places(page)).filter((place) => place !== firstPlace)
      // not always the same page pays for what several share
      const first = Math.floor((round * all.length) / context.sizes.rounds)
      const order = [...all.slice(first), ...all.slice(0, first)]
      for (let visit = 0; visit <= again; visit++) {
        for (const place of order) {
          await sleep(lookMs)
          const times = visit === 0 ? fresh : known
          times.set(place, [...(times.get(place) ?? []), await clickTo(page, place)])
        }
      }
      await page.context().close()
    }
    return {
      figures: [figure('a page visited before', known, 100), figure('a new page', fresh, 300)],
      notes: [`Medians of the pages, new and visited before:\n${byPage(fresh, known)}`],
    }
  },
}

function figure(which: string, times: ReadonlyMap<string, readonly number[]>, mostMs: number) {
  const all = [...times.values()].flat().sort((a, b) => a - b)
  const p90 = all[Math.floor((all.length - 1) * 0.9)] ?? Number.NaN
  return {
    what: `click to painted content, ${which}`,
    measured: `median ${ms(median(all))}, p90 ${ms(p90)}, ${all.length} clicks on ${times.size} pages`,
    target: `median ≤ ${ms(mostMs)}`,
    isMet: median(all) <= mostMs,
  }
}

const byPage = (fresh: ReadonlyMap<string, readonly number[]>, known: ReadonlyMap<string, readonly number[]>): string =>
  [...fresh].map(([place, times]) => `${place} ${ms(median(times))}, ${ms(median(known.get(place) ?? []))}`).join('\n')

const ms = (time: number): string => `${Math.round(time)} ms`
