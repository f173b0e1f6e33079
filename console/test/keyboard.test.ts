import type { Locator, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../server/test/harness/simulator.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadiWithSimulator()
startBrowser()

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}

/** Keys that belong together are pressed again where a busy machine let too long pass between them. */
const go = (page: Page, keys: string[], target: Locator): Promise<void> =>
  vi.waitFor(async () => {
    await press(page, ...keys)
    await target.waitFor({ timeout: 3_000 })
  }, 30_000)

test(
  'a day without the mouse: the palette and the sheet of shortcuts, leads one after the other, chats one after the other',
  withLeads(async (team) => {
    const { phoneNumberId } = await connectPlugin(team)
    for (const name of ['Asha Rao', 'Ravi Das', 'Meera Nair']) {
      await team.api.post('/v1/ext/procedure/lead/process', { data: { name } })
    }
    const page = await openConsole(team, '/my-day')
    const heading = (name: string) => page.getByRole('heading', { level: 1, name })
    await heading('My day').waitFor()

    await press(page, '?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.getByText('Go to Inbox').waitFor()
    await expectAccessible(page, '[role="dialog"]')
    await press(page, 'Escape')
    await sheet.waitFor({ state: 'detached' })
    await press(page, 'Control+k')
    const palette = page.getByRole('dialog', { name: 'Search and commands' })
    await palette.getByRole('combobox').pressSequentially('meera')
    await palette.getByRole('option', { name: 'Meera Nair' }).waitFor()
    await expectAccessible(page, '[role="dialog"]')
    await press(page, 'Enter')
    await heading('Meera Nair').waitFor()

    await go(page, ['g', '1'], page.getByRole('row', { name: 'Meera Nair' }))
    // the newest stands first
    await press(page, 'j', 'o')
    await heading('Ravi Das').waitFor()
    await page.getByRole('button', { name: 'Next in the list' }).waitFor()
    await press(page, 'j')
    await heading('Asha Rao').waitFor()
    await press(page, 'k')
    await heading('Ravi Das').waitFor()
    await press(page, 'k')
    await heading('Meera Nair').waitFor()

    for (const [index, text] of ['Are you there?', 'I need a loan.'].entries()) {
      await theSimulator()
        .customer(`91987654321${index}`, { phoneNumberId, name: `Customer ${index}` })
        .writes(text)
    }
    const newest = page.getByRole('link', { name: /I need a loan/ })
    const older = page.getByRole('link', { name: /Are you there/ })
    const focused = page.locator(':focus')
    await go(page, ['g', 'i'], newest)
    await older.waitFor()
    await press(page, 'j')
    await newest.and(focused).waitFor()
    await press(page, 'Enter')
    await page.getByRole('log').getByText('I need a loan.').waitFor()
    await press(page, 'j')
    await older.and(focused).waitFor()
    await press(page, 'Enter')
    await page.getByRole('log').getByText('Are you there?').waitFor()
    await press(page, 'k')
    await newest.and(focused).waitFor()
    await press(page, 'Enter')
    await page.getByRole('log').getByText('I need a loan.').waitFor()
    await press(page, 'a')
    await page.getByText('The chat is yours now').waitFor()
    await press(page, 'r')
    await page.getByRole('textbox', { name: 'Message' }).and(focused).waitFor()
    await page.keyboard.type('Of how much?')
    await press(page, 'Enter')
    await page.getByRole('log').getByRole('article').filter({ hasText: 'Of how much?' }).waitFor()
    // letters are shortcuts again once one has left the field
    await press(page, 'Escape', 'e')
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    const { body } = await team.api.post('/v1/ext/chat', { where: { status: 'CLOSED' } })
    expect(body._data).toMatchObject([{ assignedTo: expect.any(String) }])
  }),
)
