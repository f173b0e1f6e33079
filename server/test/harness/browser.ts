import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchChromium } from './chromium.ts'

let browser: Browser | undefined
let pages: Page[] = []
let errors: Error[] = []

/** Starts Chromium for the test file. Call it once, at the top of the file; `openPage` then opens a page in a window of its own. */
export function startBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterEach(async () => {
    const [open, thrown] = [pages, errors]
    pages = []
    errors = []
    await Promise.all(open.map((page) => page.context().close()))
    expect(thrown).toEqual([])
  })
  afterAll(async () => browser?.close())
}

export interface PageOptions {
  colorScheme?: 'light' | 'dark'
  width?: number
  /** what the browser has from before */
  cookies?: Record<string, string>
}

/** A page as a new visitor has it, closed after the test. What goes wrong in its script fails the test. */
export async function openPage(
  url: string,
  { colorScheme = 'light', width = 1280, cookies = {} }: PageOptions = {},
): Promise<Page> {
  if (!browser) throw new Error('Call startBrowser() at the top of the test file.')
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: new URL(url).origin })))
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error))
  pages.push(page)
  await page.goto(url)
  return page
}
