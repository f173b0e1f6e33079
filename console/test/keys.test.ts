import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi } from '../../server/test/harness/nadi.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' })

test(
  'an API key is made, seen this once, used in the explorer to list leads, and no longer taken once it is revoked',
  withLeads(async (team) => {
    await team.api.post('/v1/ext/procedure/lead/process', { data: { name: 'Asha Rao', city: 'Pune' } })
    const page = await openConsole(team, '/admin/keys')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'New API key' }).first().click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Website')
    await page.getByRole('combobox', { name: 'Role' }).selectOption('Reader')
    await expectAccessible(page, '[role=dialog]')
    await page.getByRole('button', { name: 'Make the key' }).click()
    const key = await page.getByRole('textbox', { name: 'API key' }).inputValue()
    await page.getByRole('button', { name: 'Copy the key' }).click()
    await page.getByRole('button', { name: 'Copied', exact: true }).waitFor()
    await expectAccessible(page, '[role=dialog]')
    await page.getByRole('button', { name: 'I have copied it' }).click()
    const row = page.getByRole('row').filter({ hasText: 'Website' })
    await row.getByText('never').waitFor()
    expect(await page.content()).not.toContain(key)
    await expectAccessible(page)

    await page.getByRole('link', { name: 'API explorer' }).click()
    await page.getByRole('searchbox', { name: 'Find a call' }).fill('process/list')
    await page.getByRole('link', { name: 'POST List processes' }).click()
    await page.getByRole('textbox', { name: 'API key' }).click()
    await page.keyboard.press('ControlOrMeta+v')
    expect(await page.getByRole('textbox', { name: 'API key' }).inputValue()).toBe(key)
    await page.getByRole('textbox', { name: 'Body' }).fill('{ "where": { "city": "Pune" } }')
    await page.getByRole('button', { name: 'Send' }).click()
    await answer(page).getByText('200 OK').waitFor()
    await answer(page).getByText('"name": "Asha Rao"').waitFor()
    await expectAccessible(page)
    // it may read only, whatever whoever is signed in may
    await page.getByRole('searchbox', { name: 'Find a call' }).fill('create a process')
    await page.getByRole('link', { name: 'POST Create a process' }).click()
    await page.getByRole('button', { name: 'Send' }).click()
    await answer(page).getByText('403 Forbidden').waitFor()

    await page.getByRole('link', { name: 'API keys' }).click()
    await row.getByRole('button', { name: 'Revoke Website' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await row.waitFor({ state: 'detached' })
    await page.getByRole('switch', { name: 'Revoked ones' }).click()
    await row.waitFor()
    await expectAccessible(page)
    await page.goBack()
    await page.getByRole('textbox', { name: 'API key' }).fill(key)
    await page.getByRole('button', { name: 'Send' }).click()
    await answer(page).getByText('401 Unauthorized').waitFor()
    await answer(page)
      .getByText(/revoked/)
      .waitFor()
  }),
)
