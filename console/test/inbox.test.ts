import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openPage, startBrowser } from '../../server/test/harness/browser.ts'
import { type TeamAtHand, withTeam } from '../../server/test/harness/nadi.ts'
import { actAs } from '../../server/test/harness/people.ts'
import {
  type ConnectedPlugin,
  connectPlugin,
  startNadiWithSimulator,
  theSimulator,
} from '../../server/test/harness/simulator.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadiWithSimulator()
startBrowser()

const customer = '919876543210'

/** The customer's phone, as a person holds it. */
const openPhone = ({ phoneNumberId }: ConnectedPlugin): Promise<Page> => {
  theSimulator().customer(customer, { phoneNumberId, name: 'Asha Rao' })
  return openPage(`${theSimulator().url}/?number=${phoneNumberId}&customer=${customer}`)
}

const customerWrites = ({ phoneNumberId }: ConnectedPlugin, text: string) =>
  theSimulator().customer(customer, { phoneNumberId, name: 'Asha Rao' }).writes(text)

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Enter')
}

const bubble = (page: Page, text: string) => page.getByRole('log').getByRole('article').filter({ hasText: text })

const openChat = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('link', { name: new RegExp(text) }).click()
  await bubble(page, text).waitFor()
}

/** An agent who sees all chats, at the page of theirs. */
async function agentAt(team: TeamAtHand, name: string, path: string): Promise<Page> {
  const { user } = await actAs(team, { name, permissions: ['chats.read_all', 'messages.send'] })
  return openConsole(team, path, { username: user.username })
}

test(
  'a customer writes on the phone: it appears in the open inbox, is answered there, and both sides see it read',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    const page = await openConsole(team, '/inbox')
    await page.getByRole('heading', { name: 'No open chats' }).waitFor()
    const phone = await openPhone(plugin)

    await say(phone, 'Is my loan *approved*?')
    await openChat(page, 'Is my loan')
    await say(page, 'Yes, since this morning.')

    await phone.getByRole('article').filter({ hasText: 'Yes, since this morning.' }).waitFor()
    await bubble(page, 'Yes, since this morning.').getByRole('img', { name: 'read' }).waitFor()
    await bubble(page, 'Is my loan').locator('strong', { hasText: 'approved' }).waitFor()
    await say(phone, 'Thank you!')
    await bubble(page, 'Thank you!').waitFor()
    await page.getByRole('link', { name: /Thank you!/ }).waitFor()
    await expectAccessible(page)
  }),
)

test(
  'two agents at one chat see each other; whose answer was overtaken sees the other one before theirs goes out',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    await customerWrites(plugin, 'Do you open on Sundays?')
    const asha = await agentAt(team, 'Asha', '/inbox')
    const ben = await agentAt(team, 'Ben', '/inbox')
    await openChat(asha, 'Do you open on Sundays')
    await openChat(ben, 'Do you open on Sundays')
    await asha
      .getByRole('status')
      .filter({ hasText: /ben@people.example.*here too/ })
      .waitFor()
    // Ben's line is slow: he does not see what Asha writes
    let release = (): void => undefined
    const slow = new Promise<void>((done) => {
      release = done
    })
    await ben.route('**/v1/ext/chat/*/message', async (route) => {
      await slow
      await route.continue()
    })

    await say(asha, 'Yes, from ten to one.')
    await bubble(asha, 'Yes, from ten to one.')
      .getByRole('img', { name: /sent|delivered/ })
      .waitFor()
    await say(ben, 'No, we are closed.')

    const warning = ben.getByRole('alert').filter({ hasText: 'has answered first' })
    await warning.getByText('Yes, from ten to one.').waitFor()
    release()
    await ben.getByRole('button', { name: 'Send mine too' }).click()
    await bubble(asha, 'No, we are closed.').waitFor()
    await bubble(ben, 'No, we are closed.')
      .getByRole('img', { name: /sent|delivered/ })
      .waitFor()
    expect(await ben.getByText('has answered first').count()).toBe(0)
  }),
)

test(
  'after the window has closed a template goes out, as its preview showed it',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    await customerWrites(plugin, 'hello')
    const page = await openConsole(team, '/inbox')
    await openChat(page, 'hello')
    await team.nadi.db
      .updateTable('chats')
      .set({ window_ends_at: new Date(Date.now() - 60_000) })
      .where('team_id', '=', team.scope.teamId)
      .execute()
    await page.reload()

    await page.getByText('Only templates may be sent until they write again.').waitFor()
    expect(await page.getByRole('textbox', { name: 'Message' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Send a template' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Send a template' })
    await dialog.getByLabel('Search templates').fill('appointment')
    await dialog.getByRole('button', { name: /appointment_reminder.*en$/ }).click()
    await dialog.getByLabel('Text {{1}}').fill('Asha')
    await dialog.getByLabel('Text {{2}}').fill('Friday at ten')
    await dialog.getByRole('figure').filter({ hasText: 'Friday at ten' }).waitFor()
    await expectAccessible(page, '[role="dialog"]')
    const phone = await openPhone(plugin)
    await dialog.getByRole('button', { name: 'Send the template' }).click()

    await phone.getByRole('article').filter({ hasText: 'Friday at ten' }).waitFor()
    await bubble(page, 'Friday at ten')
      .getByRole('img', { name: /sent|delivered/ })
      .waitFor()
    expect([...theSimulator().sent.values()].at(-1)?.type).toBe('template')
  }),
)

test(
  'a chat is noted on, labelled, assigned and closed, on a phone as well',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    await team.api.post('/v1/ext/chat-label', { name: 'VIP', color: '#d97706' })
    await customerWrites(plugin, 'Please call me back')
    const page = await openConsole(team, '/inbox', { width: 390 })
    await openChat(page, 'Please call me back')

    await page.getByRole('button', { name: 'Write a note for the team' }).click()
    await page.getByRole('textbox', { name: 'Note' }).fill('Called, nobody answered.')
    await page.getByRole('button', { name: 'Add the note' }).click()
    await page
      .getByRole('article', { name: /^Note of/ })
      .getByText('Called, nobody answered.')
      .waitFor()
    await page.getByRole('button', { name: 'Labels' }).click()
    await page.getByLabel('VIP').click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Assign the chat to me' }).click()
    await page.getByText('The chat is yours now').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    await page.getByRole('link', { name: 'Back to the chats' }).click()

    await page.getByRole('heading', { name: 'No open chats' }).waitFor()
    await page.getByRole('button', { name: 'Closed' }).click()
    const row = page.getByRole('link', { name: /Please call me back/ })
    await row.getByText('VIP').waitFor()
    await expectAccessible(page)
    const { body } = await team.api.post('/v1/ext/chat', {})
    expect(body._data[0]).toMatchObject({ status: 'CLOSED', labels: ['VIP'], assignedTo: expect.any(String) })
  }),
)
