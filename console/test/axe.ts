import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/**
 * What axe finds on a page that is at rest, in dark colours and in light, a sentence each.
 * @param within a CSS selector of what is looked at
 */
export async function violations(page: Page, within = 'html'): Promise<string[]> {
  if (await page.evaluate<boolean>('!("axe" in globalThis)')) await page.evaluate(await readFile(axe, 'utf8'))
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    // without motion, so that no colour is still on its way
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // what follows the mode by script, such as toasts, has done so a frame later
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(within)})`)
    found.push(
      ...violations.map(
        ({ id, nodes }) =>
          `${colorScheme}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
      ),
    )
  }
  return found
}
