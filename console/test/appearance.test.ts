import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../server/test/harness/simulator.ts'
import { expectAccessible, openConsole } from './harness.ts'
import { expectTouchable } from './touch.ts'

startNadiWithSimulator()
startBrowser()

/** How light what lies behind everything is, 0 to 255. */
const lightness = (page: Page): Promise<number> =>
  page.evaluate<number>(`Math.max(...getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number))`)
const becomes = (page: Page, mode: 'dark' | 'light') =>
  expect.poll(async () => ((await lightness(page)) < 100 ? 'dark' : 'light')).toBe(mode)

test(
  'the dark is switched on from the palette and off in the settings, stays after a reload, and follows the system where one wants that',
  withLeads(async (team) => {
    const page = await openConsole(team, '/settings')
    const colours = page.getByRole('group', { name: 'Colours' })
    await colours.getByRole('button', { name: 'As the system', pressed: true }).waitFor()
    await becomes(page, 'light')

    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Go to, do, or find').fill('dark')
    await page.getByRole('option', { name: 'Dark', selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await becomes(page, 'dark')
    await page.reload()
    await colours.getByRole('button', { name: 'Dark', pressed: true }).waitFor()
    await becomes(page, 'dark')
    await colours.getByRole('button', { name: 'Light' }).click()
    await becomes(page, 'light')
    // whatever the system says
    await page.emulateMedia({ colorScheme: 'dark' })
    await becomes(page, 'light')
    await colours.getByRole('button', { name: 'As the system' }).click()
    await becomes(page, 'dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await becomes(page, 'light')
  }),
)

test(
  'on a phone one goes by the thumb: the menu, a list, its process, the inbox, a conversation and back',
  withLeads(async (team) => {
    const plugin = await connectPlugin(team)
    await team.api.post('/v1/ext/procedure/lead/process', { data: { name: 'Ravi Das', city: 'Pune' } })
    const phone = theSimulator().customer('919876543210', { phoneNumberId: plugin.phoneNumberId, name: 'Asha Rao' })
    await phone.writes('Is my loan approved?')
    const page = await openConsole(team, '/my-day', { width: 390 })
    const places = page.getByRole('navigation', { name: 'Main places' })

    await places.getByRole('button', { name: 'More' }).click()
    const menu = page.getByRole('dialog')
    await menu.getByRole('link', { name: 'Background jobs' }).waitFor()
    await expectTouchable(page)
    await expectAccessible(page, '[role="dialog"]')
    await menu.getByRole('link', { name: 'Lead', exact: true }).click()
    await menu.waitFor({ state: 'detached' })
    await page.getByRole('row', { name: 'Ravi Das' }).waitFor()
    await expectTouchable(page)
    await expectNoSideways(page)

    await page.getByRole('link', { name: 'Ravi Das' }).click()
    await page.getByRole('heading', { name: 'Ravi Das' }).waitFor()
    await page.getByRole('region', { name: 'Details' }).getByText('Pune').waitFor()
    await expectTouchable(page)
    await expectNoSideways(page)
    await page.getByRole('navigation', { name: 'Beside the details' }).getByRole('link', { name: 'History' }).click()
    await page.getByRole('complementary', { name: 'History' }).waitFor()
    await expectAccessible(page)

    await places.getByRole('link', { name: 'Inbox' }).click()
    await page.getByRole('link', { name: /Is my loan approved/ }).waitFor()
    await expectTouchable(page)
    await page.getByRole('link', { name: /Is my loan approved/ }).click()
    await page.getByRole('log').getByText('Is my loan approved?').waitFor()
    await expectTouchable(page)
    await expectNoSideways(page)
    await page.getByRole('textbox', { name: 'Message' }).fill('Yes.')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('log').getByRole('article').filter({ hasText: 'Yes.' }).waitFor()
    await page.getByRole('link', { name: 'Back to the chats' }).click()
    await page.getByRole('textbox', { name: 'Message' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: /Yes\./ }).waitFor()
  }),
)

/** The page is as wide as its screen. */
const expectNoSideways = async (page: Page): Promise<void> =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
