import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page, Request } from 'playwright-core'
import { testPassword } from '../../server/test/harness/sign-in.ts'
import { emptyBrowser } from './browsing.ts'
import type { ConsoleBench, ConsoleContext, Figure, Findings } from './measured.ts'

const mostBytes = 200_000

/** How much JavaScript a browser loads that has never been here: to sign in, and for the page that comes then. */
export const firstScreen: ConsoleBench = {
  name: 'first screen',
  run: async (context: ConsoleContext): Promise<Findings> => {
    const server = await context.demo()
    const figures: Figure[] = []
    const notes: string[] = []
    const browser = await emptyBrowser(context.browser)
    const page = await browser.newPage()
    const scripts = gather(browser)
    const add = async (what: string): Promise<void> => {
      const { bytes, gzipped, files, encodings } = await weigh(scripts)
      figures.push({
        what: `JavaScript of ${what}, compressed`,
        measured: `${kilobytes(bytes)} in ${files} files`,
        target: `≤ ${kilobytes(mostBytes)}`,
        isMet: bytes <= mostBytes,
      })
      notes.push(
        `JavaScript of ${what} came as ${encodings.join(' and ')}; with gzip alone it would be ${kilobytes(gzipped)}.`,
      )
    }

    context.say('signing in')
    await page.goto(`${server.url}/sign-in`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.waitForLoadState('networkidle')
    await add('the page to sign in')

    await signIn(page, server.username)
    await page.evaluate('bench.rested()')
    await add('that page and My day, which comes then')
    await browser.close()
    return { figures, notes }
  },
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(username)
  await page.getByLabel('Password').fill(testPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/my-day')
}

function gather(browser: BrowserContext): Request[] {
  const scripts: Request[] = []
  browser.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripts.push(request)
  })
  return scripts
}

async function weigh(scripts: readonly Request[]) {
  let bytes = 0
  let gzipped = 0
  const encodings = new Set<string>()
  for (const request of scripts) {
    const response = await request.response()
    if (!response) continue
    bytes += (await request.sizes()).responseBodySize
    gzipped += gzipSync(await response.body()).length
    encodings.add((await response.headerValue('content-encoding')) ?? 'it is')
  }
  return { bytes, gzipped, files: scripts.length, encodings: [...encodings] }
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`
