import { expect, test, vi } from 'vitest'
import { openPage, startBrowser } from '../../server/test/harness/browser.ts'
import { withTeam } from '../../server/test/harness/nadi.ts'
import { actAs } from '../../server/test/harness/people.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../server/test/harness/simulator.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadiWithSimulator()
startBrowser()

test(
  'a canned reply and a label are made in the settings and used at a chat, where the customer gets the reply with their name',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const { phoneNumberId } = plugin
    const page = await openConsole(team, '/admin/inbox')
    const dialog = page.getByRole('dialog')

    await page.getByRole('button', { name: 'New canned reply' }).first().click()
    await dialog.getByLabel('Shortcut').fill('two words')
    await dialog.getByLabel('Text').fill('Hello {{contact.name}}, we are open from nine to six.')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByLabel('Shortcut').and(dialog.locator('[aria-invalid=true]')).waitFor()
    await dialog.getByLabel('Shortcut').fill('hours')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('cell', { name: '/hours', exact: true }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Labels', exact: true }).click()
    await page.getByRole('button', { name: 'New label' }).first().click()
    await dialog.getByLabel('Name').fill('Asks')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Change Asks' }).waitFor()

    await theSimulator().customer('919876543210', { phoneNumberId, name: 'Asha Rao' }).writes('When are you open?')
    const phone = await openPage(`${theSimulator().url}/?number=${phoneNumberId}&customer=919876543210`)
    await page.getByRole('link', { name: 'Inbox', exact: true }).click()
    await page.getByRole('link', { name: /When are you open/ }).click()
    await page.getByRole('textbox', { name: 'Message' }).pressSequentially('/ho')
    await page.getByRole('option', { name: '/hours' }).waitFor()
    await page.keyboard.press('Enter')
    const reply = 'Hello Asha Rao, we are open from nine to six.'
    await expect.poll(() => page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe(reply)
    await page.keyboard.press('Enter')
    await phone.getByRole('article').filter({ hasText: reply }).waitFor()
    await page.getByRole('button', { name: 'Labels' }).click()
    await page.getByLabel('Asks').click()
    await page.keyboard.press('Escape')
    await page
      .getByRole('link', { name: /Hello Asha Rao/ })
      .getByText('Asks')
      .waitFor()
  }),
)

test(
  'outside the hours that are set the customer is told so, and within them the rule gives the chat to whom it names',
  withTeam(async (team) => {
    const { phoneNumberId } = await connectPlugin(team)
    const { user } = await actAs(team, { name: 'Priya', permissions: ['chats.read_own', 'messages.send'] })
    const page = await openConsole(team, '/admin/inbox/assignment')
    const dialog = page.getByRole('dialog')

    await page.getByRole('button', { name: 'New rule' }).first().click()
    await dialog.getByLabel('Name').fill('All chats')
    await dialog.getByLabel('Go to the users').click()
    await page.getByRole('option', { name: user.username }).click()
    await page.keyboard.press('Escape')
    await dialog.getByLabel('Open chats a user may have').fill('20')
    await dialog.getByLabel('Away message').fill('We are away, and answer tomorrow.')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('in turn, at most 20 open chats').waitFor()
    await page.getByRole('region', { name: 'Who would get a chat now?' }).getByText(user.username).first().waitFor()
    await expectAccessible(page)

    await page.getByRole('link', { name: 'Working hours' }).click()
    const hours = page.getByRole('region', { name: 'The team' })
    await hours.getByRole('button', { name: 'Set hours' }).click()
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) {
      await dialog.getByRole('button', { name: `Remove the interval of ${day}` }).click()
    }
    // far from now, whenever this runs
    const inThreeDays = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'Asia/Kolkata' })
    const day = inThreeDays.format(Date.now() + 3 * 86_400_000)
    await dialog.getByRole('button', { name: `Add an interval to ${day}` }).click()
    await dialog.getByLabel(`${day} from`).fill('10:00')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await hours.getByText('10:00–18:00').waitFor()
    await hours.getByText('away now').waitFor()
    await expectAccessible(page)
    const writes = (number: string, text: string) =>
      theSimulator().customer(number, { phoneNumberId, name: 'Asha Rao' }).writes(text)
    await writes('919876543210', 'Is somebody there?')
    const phone = await openPage(`${theSimulator().url}/?number=${phoneNumberId}&customer=919876543210`)
    await phone.getByRole('article').filter({ hasText: 'We are away, and answer tomorrow.' }).waitFor()

    await hours.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await hours.getByText('The team works always.').waitFor()
    await writes('919876543211', 'And now?')
    await page.getByRole('link', { name: 'Inbox', exact: true }).click()
    await page
      .getByRole('link', { name: /And now\?/ })
      .getByText(`Assigned to ${user.username}`)
      .waitFor()
    await vi.waitFor(async () => {
      const { body } = await team.api.post('/v1/ext/chat', { where: { assignedTo: user.id } })
      expect(body._data.length).toBeGreaterThan(0)
    }, 20_000)
  }),
)
