import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What one presses is at least so wide and so high, in pixels. */
const least = 40

/** Whatever is pressed on the page can be met by a thumb. Links within a sentence and buttons that copy are as large as their line. */
export async function expectTouchable(page: Page): Promise<void> {
  const small = await page.evaluate<string[]>(`
    [...document.querySelectorAll('button, a[href], select, [role="menuitem"], [role="option"]')]
      .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((each) => !each.closest('p, dd, td, [role="row"], [role="log"]') && !/^Copy/.test(each.getAttribute('aria-label') ?? ''))
      .map((each) => [each, each.getBoundingClientRect()])
      .filter(([, { width, height }]) => width > 1 && height > 1 && (width < ${least} || height < ${least}))
      .map(([each, { width, height }]) => Math.round(width) + ' × ' + Math.round(height) + ': ' + each.outerHTML.slice(0, 160))
  `)
  expect(small).toEqual([])
}
