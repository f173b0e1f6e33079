import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi, type TeamAtHand } from '../../server/test/harness/nadi.ts'
import { makeUser } from '../../server/test/harness/people.ts'
import { testPassword } from '../../server/test/harness/sign-in.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

/** Somebody's lead, and their browser on its page. */
async function atLead(team: TeamAtHand, username: string): Promise<{ page: Page; path: string }> {
  await makeUser(team.api, username)
  const lead = { data: { name: 'Asha Rao', city: 'Pune' }, assignedTo: username }
  const { body } = await team.api.post('/v1/ext/procedure/lead/process', lead)
  const path = `/p/lead/${body._data.id}?side=history`
  const page = await openConsole(team, path, { username })
  await page.getByRole('heading', { name: 'Asha Rao' }).waitFor()
  // a page that was loaded anew would not know it any more
  await page.evaluate('globalThis.isStillHere = true')
  return { page, path }
}

/** The sign-in page stands there by itself, and of the team nothing. */
async function expectToBeOut(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.evaluate('globalThis.isStillHere')).toBe(true)
  expect(await page.locator('body').innerText()).not.toMatch(/Asha|Pune|lead/i)
  expect(await page.title()).toBe('Sign in · Nadi')
}

async function signInAgain(page: Page, username: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(username)
  await page.getByLabel('Password').fill(testPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test(
  'whoever is signed out from another browser is out at once, with nothing left to see, and comes back to where they were',
  withLeads(async (team) => {
    const priya = 'priya@ends.example'
    const { page, path } = await atLead(team, priya)
    const elsewhere = await openConsole(team, '/settings', { username: priya })
    const sessions = elsewhere.getByRole('region', { name: 'Where you are signed in' })
    await sessions.getByText('this one').waitFor()

    await sessions.getByRole('button', { name: 'Sign out', exact: true }).click()
    await expectToBeOut(page)
    await expectAccessible(page)
    await sessions.getByRole('button', { name: 'Sign out', exact: true }).waitFor({ state: 'detached' })

    await signInAgain(page, priya)
    await page.getByRole('heading', { name: 'Asha Rao' }).waitFor()
    const { pathname, search } = new URL(page.url())
    expect(pathname + search).toBe(path)
    // it lives again: what is changed elsewhere arrives
    await team.api.put(`/v1/ext/procedure/lead/process/${pathname.split('/').at(-1)}`, { data: { city: 'Goa' } })
    await page.getByRole('region', { name: 'Details' }).getByText('Goa').waitFor()
  }),
)

test(
  'whom an administrator deactivates is out at once, gets in again only when active again, and a dialog goes with the page',
  withLeads(async (team) => {
    const ravi = 'ravi@ends.example'
    const { page } = await atLead(team, ravi)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByText('Asha Rao').waitFor()
    const admin = await openConsole(team, '/admin/people')
    await admin.getByRole('button', { name: `Actions for ${ravi}` }).click()
    await admin.getByRole('menuitem', { name: 'Deactivate' }).click()

    await expectToBeOut(page)
    await signInAgain(page, ravi)
    await page.getByRole('alert').waitFor()
    await admin.getByRole('button', { name: 'Undo' }).click()
    await vi.waitFor(async () => {
      const { body } = await team.api.get(`/v1/ext/user/${ravi}`)
      expect(body._data.isActive).toBe(true)
    }, 20_000)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Asha Rao' }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
  }),
)
