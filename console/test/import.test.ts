import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi } from '../../server/test/harness/nadi.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

/** A thousand leads; every hundredth owes an amount that is none. */
const leads = [
  'Name,Phone number,Loan amount,Where from,Remark',
  ...Array.from({ length: 1000 }, (_, index) => {
    const amount = index % 100 === 99 ? 'a lot' : String(1000 + index)
    return `"Lead, ${index}",98${String(10_000_000 + index)},${amount},Website,nothing`
  }),
].join('\n')

test(
  'a file of leads is mapped, previewed and imported; its bad rows come back as a file that says why',
  withLeads(async (team) => {
    const page = await openConsole(team, '/p/lead/import')
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'leads.csv', mimeType: 'text/csv', buffer: Buffer.from(leads) })

    await page.getByLabel('Where from becomes').selectOption({ label: 'Source' })
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('button', { name: 'With problems 10' }).waitFor()
    const refusedRow = page.getByRole('row').filter({ hasText: 'Lead, 99' }).first()
    expect(await refusedRow.textContent()).toContain('loan_amount must be a number, but "a lot" was given.')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Import the others' }).click()
    await page.getByText('990 of 1,000 rows were imported').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the refused rows' }).click(),
    ])
    const refused = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')

    expect(download.suggestedFilename()).toBe('leads-refused.csv')
    expect(refused).toHaveLength(11)
    expect(refused[1]).toMatch(/^"Lead, 99",9810000099,a lot,Website,nothing,100,.*loan_amount/)
    const { body } = await team.api.post('/v1/ext/procedure/lead/process/list', {
      where: { source: 'WEBSITE' },
      limit: 1,
      total: true,
    })
    expect(body._meta.total).toBe(990)
  }),
)
