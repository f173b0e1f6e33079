import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

/** How a page is looked at. */
export const looks = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  narrow: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  'narrow-dark': { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
} as const satisfies Record<string, BrowserContextOptions>
export type Look = keyof typeof looks

export type Session = Exclude<BrowserContextOptions['storageState'], undefined>

/** A window in which nothing moves, so that a picture is the same however quick the machine is. */
export const openWindow = (browser: Browser, look: Look, session?: Session): Promise<BrowserContext> =>
  browser.newContext({
    ...looks[look],
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Asia/Kolkata',
    deviceScaleFactor: 1.5,
    ...(session !== undefined && { storageState: session }),
  })

const isAtRest = `document.fonts.status === 'loaded' &&
  document.querySelector('.animate-pulse, [aria-busy=true]') === null &&
  [...document.images].every((image) => image.complete)`

/** Everything that was asked for is there and drawn: no place is held by a skeleton, and it stayed so for two looks. */
export async function atRest(page: Page): Promise<void> {
  const deadline = Date.now() + 20_000
  for (let calm = 0; calm < 2; ) {
    if (Date.now() > deadline) throw new Error(`${page.url()} did not come to rest.`)
    // charts measure themselves before they draw
    await page.evaluate('new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done)))')
    calm = (await page.evaluate<boolean>(isAtRest)) ? calm + 1 : 0
    await sleep(100)
  }
}

export const takePng = (page: Page, file: string): Promise<Buffer> =>
  page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })

/** Small enough to stand in a repository. */
export async function takeWebp(page: Page, file: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 82 })
  await writeFile(file, data, 'base64')
}
