import { expect, test } from 'vitest'
import { openPage, startBrowser } from '../../server/test/harness/browser.ts'
import { startNadi, theNadi, withTeam } from '../../server/test/harness/nadi.ts'
import { givePassword, testPassword } from '../../server/test/harness/sign-in.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

test(
  'whoever opens a page signs in first, and then sees that page',
  withTeam(async (team) => {
    const { body } = await team.api.get('/v1/ext/users?limit=1')
    const { username, displayName } = body._data[0]
    await givePassword(team, username)
    const page = await openPage(`${theNadi().url}/settings`)

    await page.getByLabel('E-mail address').fill(username)
    await page.getByLabel('Password').fill('not this one at all')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Password').fill(testPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByRole('heading', { name: 'My settings' }).waitFor()
    await page.getByRole('button', { name: `${displayName} Available` }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto(`${theNadi().url}/settings`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(new URL(page.url()).searchParams.get('next')).toBe('/settings')
  }),
)

test(
  'somebody who is invited chooses a password by the link, and signs out of another browser',
  withTeam(async (team) => {
    const console = await openConsole(team, '/admin/people')
    await console.getByRole('button', { name: 'Invite somebody' }).click()
    await console.getByLabel('E-mail address').fill('priya@invited.example')
    await console.getByLabel('First name').fill('Priya')
    await console.getByRole('button', { name: 'Invite', exact: true }).click()
    const link = await console.getByRole('textbox', { name: 'Link' }).inputValue()
    await console.getByRole('button', { name: 'Done' }).click()
    await console.getByRole('row').filter({ hasText: 'priya@invited.example' }).waitFor()
    await expectAccessible(console)

    const page = await openPage(link)
    await page.getByLabel('Password').fill(testPassword)
    await page.getByRole('button', { name: 'Save and sign in' }).click()
    await page.waitForURL('**/my-day')
    await page.goto(`${theNadi().url}/settings`)
    await page.getByRole('button', { name: 'Priya Available' }).waitFor()
    const elsewhere = await openConsole(team, '/settings', { username: 'priya@invited.example' })
    await elsewhere.getByRole('heading', { name: 'Where you are signed in' }).waitFor()
    await expectAccessible(elsewhere)
    await elsewhere.getByRole('button', { name: 'Sign out', exact: true }).click()

    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await (await openPage(link)).getByRole('heading', { name: 'This link is not good any more' }).waitFor()
  }),
)
