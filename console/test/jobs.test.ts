import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi, type TeamAtHand } from '../../server/test/harness/nadi.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

const leads = '/v1/ext/procedure/lead/process'

/** Holds a lead, so that work on it waits until it is let go. */
async function hold({ nadi, scope }: TeamAtHand, id: string): Promise<() => Promise<void>> {
  const held = await nadi.db.startTransaction().execute()
  const release = async (): Promise<void> => {
    if (!held.isRolledBack) await held.rollback().execute()
  }
  onTestFinished(release)
  await sql`select 1 from processes where team_id = ${scope.teamId} and process_id = ${id} for update`.execute(held)
  return release
}

test(
  'a job is followed while it runs; afterwards each row tells what became of it, and the address keeps which are shown',
  withLeads(async (team) => {
    const make = async (name: string) => (await team.api.post(leads, { data: { name } })).body._data.id
    const [asha, ravi] = [await make('Asha Rao'), await make('Ravi Das')]
    const release = await hold(team, ravi)
    // a thousand are settled at once; the lead that is held comes after them
    const rows = [
      { id: asha, update: { data: { city: 'Pune' } } },
      { id: asha, update: { data: { loan_amount: 'a lot' } } },
      ...Array.from({ length: 998 }, (_, index) => ({ id: `LEAD-9${index}`, update: { state: 'CONTACTED' } })),
      { id: ravi, update: { data: { city: 'Goa' } } },
    ]
    const begun = await team.api.patch(leads, { processes: rows })
    const page = await openConsole(team, '/admin/jobs')

    const row = page.getByRole('row', { name: 'Bulk update · Lead' })
    await row.getByText('1,000 / 1,001').waitFor()
    await row.getByText('At work').waitFor()
    await expectAccessible(page)
    await row.getByRole('link').click()
    await page.getByText('1,000 of 1,001 rows').waitFor()
    expect(await page.getByRole('progressbar', { name: 'Rows done' }).getAttribute('aria-valuenow')).toBe('1000')
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    await release()
    await page.getByText('1,001 of 1,001 rows').waitFor()
    await page.getByText('Completed', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' })

    await page.getByRole('button', { name: /^Refused 99\d/ }).click()
    await page.getByText('LEAD-90').first().waitFor()
    await page.getByRole('button', { name: /^Done 2/ }).click()
    await page.getByRole('link', { name: 'Open the process' }).nth(1).waitFor()
    expect(new URL(page.url()).searchParams.get('outcome')).toBe('SUCCESS')
    await page.reload()
    await page.getByRole('link', { name: 'Open the process' }).nth(1).waitFor()
    expect(await page.getByRole('row').count()).toBe(3)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Open the process' }).first().click()
    await page.getByRole('heading', { name: 'Asha Rao' }).waitFor()

    const after = await team.api.get(`/v1/ext/background-job/${begun.body._data.id}`)
    expect(after.body._data).toMatchObject({ completionStatus: 'COMPLETED', settledCount: 1001 })
  }),
)

test(
  'a job that was begun by mistake is stopped: what is done stays, the rest is left',
  withLeads(async (team) => {
    const { body } = await team.api.post(leads, { data: { name: 'Ravi Das' } })
    const release = await hold(team, body._data.id)
    const missing = Array.from({ length: 1000 }, (_, index) => ({ id: `LEAD-9${index}`, update: {} }))
    const rows = [...missing, { id: body._data.id, update: { data: { city: 'Goa' } } }, ...missing]
    const begun = await team.api.patch(leads, { processes: rows })
    const page = await openConsole(team, `/admin/jobs/${begun.body._data.id}`)
    await page.getByText('1,000 of 2,001 rows').waitFor()

    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stop the job' }).click()
    await release()
    await page.getByText('Cancelled', { exact: true }).waitFor()

    await vi.waitFor(
      async () =>
        expect((await team.api.get(`/v1/ext/background-job/${begun.body._data.id}`)).body._data).toMatchObject({
          completionStatus: 'CANCELLED',
        }),
      20_000,
    )
  }),
)
