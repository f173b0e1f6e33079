import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { startNadi, withTeam } from '../../server/test/harness/nadi.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

test(
  'an administrator writes a canned reply, makes a label and a rule, and sets the hours of the team',
  withTeam(async (team) => {
    const page = await openConsole(team, '/admin/inbox')
    const dialog = page.getByRole('dialog')

    await page.getByRole('button', { name: 'New canned reply' }).first().click()
    await dialog.getByLabel('Shortcut').fill('two words')
    await dialog.getByLabel('Text').fill('Hello {{contact.name}}, we are open from nine to six.')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog
      .getByText(/shortcut/)
      .first()
      .waitFor()
    await dialog.getByLabel('Shortcut').fill('hours')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('cell', { name: '/hours', exact: true }).waitFor()
    await expectAccessible(page)

    await page.getByRole('link', { name: 'Labels' }).click()
    await page.getByRole('button', { name: 'New label' }).first().click()
    await dialog.getByLabel('Name').fill('VIP')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Delete VIP' }).waitFor()
    await page.getByRole('button', { name: 'Delete VIP' }).click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { name: 'There is no label yet' }).waitFor()

    await page.getByRole('link', { name: 'Assignment' }).click()
    await page.getByRole('button', { name: 'New rule' }).first().click()
    await dialog.getByLabel('Name').fill('All chats')
    await dialog.getByLabel('Open chats a user may have').fill('20')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('in turn, at most 20 open chats').waitFor()
    await page.getByRole('heading', { name: 'Who would get a chat now?' }).waitFor()

    await page.getByRole('link', { name: 'Working hours' }).click()
    await page.getByRole('button', { name: 'Set hours' }).click()
    await dialog.getByLabel('Monday from').fill('10:00')
    await dialog.getByRole('button', { name: 'Add an interval to Saturday' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('10:00–18:00').waitFor()
    await expectAccessible(page)
    const { body } = await team.api.get('/v1/ext/working-hours')
    expect(body._data[0].days).toMatchObject({ MON: [['10:00', '18:00']], SAT: [['09:00', '18:00']] })
  }),
)
