import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { signedIn, testPassword, tryToSignIn } from '../../server/test/harness/sign-in.ts'
import type { ConsoleServer } from './measured.ts'

const inPage = path.join(import.meta.dirname, 'in-page')
/** where a browser begins: a page that none of the measurements is about */
export const firstPlace = '/settings'

/** A browser that has never been here, in which the administrator is signed in. Close it by `context().close()`. */
export async function newBrowser(browser: Browser, server: ConsoleServer): Promise<Page> {
  const context = await emptyBrowser(browser)
  const answer = await tryToSignIn(server.url, { username: server.username, password: testPassword })
  if (answer.status !== 200) throw new Error(answer.body._errors.join(' '))
  const { token } = signedIn(server.url, answer)
  await context.addCookies([{ name: 'nadi_session', value: token, url: server.url }])
  return context.newPage()
}

export async function emptyBrowser(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  await context.addInitScript({ path: path.join(inPage, 'painted.js') })
  return context
}

/** Opens an address, and waits until what it shows is there. */
export async function open(page: Page, server: ConsoleServer, address: string): Promise<void> {
  await page.goto(server.url + address)
  await page.evaluate('bench.rested()')
}

/** Milliseconds from a click on the link of the navigation to what it leads to being painted. */
export async function clickTo(page: Page, address: string, content = 'h1'): Promise<number> {
  await page.evaluate(`bench.awaitClick(${JSON.stringify(address)}, ${JSON.stringify(content)})`)
  await page.getByRole('navigation', { name: 'Main', exact: true }).locator(`a[href="${address}"]`).click()
  const waited = await page.evaluate<number>('bench.clicked')
  await page.evaluate('bench.rested()')
  return waited
}

/** Where the navigation leads. */
export const places = (page: Page): Promise<string[]> =>
  page
    .getByRole('navigation', { name: 'Main', exact: true })
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
