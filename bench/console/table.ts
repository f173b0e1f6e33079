import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { median } from '../load.ts'
import { seedList } from '../seed-list.ts'
import { clickTo, firstPlace, newBrowser, open } from './browsing.ts'
import type { ConsoleBench, ConsoleContext, Findings } from './measured.ts'

const address = '/p/lead'
const rows = '[role="grid"] [role="rowheader"]'
const visits = 5
const lookMs = 3_000
const scrollSeconds = 8
/** 75 rows a second: quicker than anybody reads, slower than a throw of the wheel */
const pixelsPerSecond = 3_000
const script = path.join(import.meta.dirname, 'in-page', 'scroll.js')

interface Scrolled {
  perSecond: number
  longest: number
  pixels: number
}

/** The table of a procedure with very many processes. */
export const table: ConsoleBench = {
  name: 'table',
  run: async (context: ConsoleContext): Promise<Findings> => {
    const count = context.sizes.processes
    const many = count.toLocaleString('en')
    context.say(`seeding ${many} processes`)
    const server = await context.serve('console_table', async (url) => {
      const [team] = await seedList(url, 1, count)
      if (!team) throw new Error('No team was made.')
      return { username: 'admin@list1.example', key: team.key }
    })
    const first: number[] = []
    const again: number[] = []
    const byAddress: number[] = []
    let scrolled: Scrolled | undefined
    for (let visit = 0; visit < visits; visit++) {
      context.say(`browser ${visit + 1} of ${visits}`)
      const page = await newBrowser(context.browser, server)
      await open(page, server, firstPlace)
      // somebody looks at where they are before they go on
      await sleep(lookMs)
      first.push(await clickTo(page, address, rows))
      await clickTo(page, firstPlace)
      again.push(await clickTo(page, address, rows))
      await page.goto(server.url + address)
      byAddress.push(await page.evaluate<number>(`bench.opened(${JSON.stringify(rows)})`))
      if (visit === visits - 1) {
        context.say('scrolling')
        scrolled = await scroll(page, '[role="grid"]')
      }
      await page.context().close()
    }
    const bare = await scrollBare(context.browser)
    if (!scrolled) throw new Error('Nothing was scrolled.')
    const ratio = scrolled.perSecond / bare.perSecond
    return {
      figures: [
        rowsIn(`first rows of ${many} processes, from the first click`, first),
        rowsIn(`first rows of ${many} processes, coming back`, again),
        rowsIn(`first rows of ${many} processes, the console opened there`, byAddress),
        {
          what: `scrolling ${many} processes`,
          measured: `${scrolled.perSecond.toFixed(1)} frames/s, ${ratio.toFixed(2)} × a bare list's ${bare.perSecond.toFixed(1)}`,
          target: '≥ 50 frames/s, or ≥ 0.95 ×',
          isMet: scrolled.perSecond >= 50 || ratio >= 0.95,
        },
      ],
      notes: [
        `Scrolled ${Math.round(scrolled.pixels).toLocaleString('en')} pixels in ${scrollSeconds} s; the longest frame took ${Math.round(scrolled.longest)} ms, the bare list's ${Math.round(bare.longest)} ms.`,
      ],
    }
  },
}

function rowsIn(what: string, times: readonly number[]) {
  const middle = median(times)
  return {
    what,
    measured: `median ${Math.round(middle)} ms, longest ${Math.round(Math.max(...times))} ms`,
    target: 'median ≤ 300 ms',
    isMet: middle <= 300,
  }
}

async function scroll(page: Page, selector: string): Promise<Scrolled> {
  await page.evaluate(await readFile(script, 'utf8'))
  return page.evaluate<Scrolled>(`scrollFrames(${JSON.stringify(selector)}, ${scrollSeconds}, ${pixelsPerSecond})`)
}

/** The same on a page that does nothing: what this browser can show on this machine. */
async function scrollBare(browser: Browser): Promise<Scrolled> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const lines = Array.from({ length: 2_000 }, (_, index) => `<li style="height:40px">Row ${index + 1}</li>`)
  await page.setContent(`<h1>Bare</h1><ul id="list" style="height:700px;overflow:auto;margin:0">${lines.join('')}</ul>`)
  const scrolled = await scroll(page, '#list')
  await page.close()
  return scrolled
}
