import { expect, test } from 'vitest'
import { openPage, startBrowser } from '../../server/test/harness/browser.ts'
import { startNadi, theNadi, withTeam } from '../../server/test/harness/nadi.ts'
import { givePassword, testPassword } from '../../server/test/harness/sign-in.ts'
import { expectAccessible } from './harness.ts'

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
