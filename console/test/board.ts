import type { Locator, Page } from 'playwright-core'

/** A state on the board of a procedure. */
export const column = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

/** By the mouse, as a person drags: picked up, carried, put down once the board has seen where. */
export async function drag(page: Page, name: string, to: string, { isAllowed = true } = {}): Promise<void> {
  const card = page.getByRole('article', { name })
  const [from, target] = [await card.boundingBox(), await column(page, to).boundingBox()]
  if (!from || !target) throw new Error('There is nothing to drag, or nowhere to drag it.')
  await page.mouse.move(from.x + 60, from.y + 60)
  await page.mouse.down()
  await page.mouse.move(from.x + 80, from.y + 70, { steps: 3 })
  await page.mouse.move(target.x + 100, target.y + 120, { steps: 8 })
  if (isAllowed) await page.getByText(`Over ${to}.`).waitFor()
  await page.mouse.up()
}
