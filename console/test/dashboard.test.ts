import { test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi } from '../../server/test/harness/nadi.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

test(
  'a manager sees how many leads were made, how far they came and who has what, for a time that stands in the address',
  withLeads(async (team) => {
    for (const name of ['Asha', 'Ravi', 'Meera'])
      await team.api.post('/v1/ext/procedure/lead/process', {
        data: { name },
        state: name === 'Asha' ? 'CONTACTED' : 'NEW',
      })
    const page = await openConsole(team, '/dashboard')

    const made = page.getByRole('region', { name: 'Lead by state' })
    await made.getByRole('definition').filter({ hasText: /^3$/ }).first().waitFor({ timeout: 30_000 })
    const reached = page.getByRole('list', { name: 'How far they come' })
    await reached.getByRole('listitem').filter({ hasText: 'Contacted1' }).waitFor({ timeout: 30_000 })
    await page.getByText('Nobody has 3 processes').waitFor()
    await page.getByRole('button', { name: '7 days' }).click()
    await page.waitForURL('**/dashboard?days=7')
    await made.getByRole('definition').filter({ hasText: /^3$/ }).first().waitFor()
    await expectAccessible(page)
  }),
)
