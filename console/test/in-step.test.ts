import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { type TeamAtHand, withTeam } from '../../server/test/harness/nadi.ts'
import { actAs } from '../../server/test/harness/people.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../server/test/harness/simulator.ts'
import { column, drag } from './board.ts'
import { openConsole } from './harness.ts'

startNadiWithSimulator()
startBrowser()

/** Somebody of the team beside its administrator, who reaches everything; opens a page as they. */
async function colleague(team: TeamAtHand, name: string): Promise<(path: string) => Promise<Page>> {
  const { user } = await actAs(team, {
    name,
    permissions: ['chats.read_all', 'messages.send'],
    procedures: [{ procedure: '*', read: 'all', write: 'all' }],
  })
  return (path) => openConsole(team, path, { username: user.username })
}

test(
  'what one does with a lead, the other sees: on its page, on the board and in the list, without a reload',
  withLeads(async (team) => {
    const { body } = await team.api.post('/v1/ext/procedure/lead/process', { data: { name: 'Asha Rao' } })
    const openAsBen = await colleague(team, 'Ben')
    const mine = await openConsole(team, `/p/lead/${body._data.id}`)
    const board = await openAsBen('/p/lead?layout=board')
    const list = await openAsBen('/p/lead')
    const details = mine.getByRole('region', { name: 'Details' })
    await details.getByRole('button', { name: 'Edit City' }).waitFor()
    await column(board, 'New').getByRole('article', { name: 'Asha Rao' }).waitFor()
    await list.getByRole('row', { name: 'Asha Rao' }).waitFor()

    await details.getByRole('button', { name: 'Edit City' }).click()
    await details.getByRole('textbox', { name: 'City' }).fill('Pune')
    await mine.keyboard.press('Enter')
    await list.getByRole('row', { name: 'Asha Rao' }).getByText('Pune').waitFor()
    await column(board, 'New').getByRole('article', { name: 'Asha Rao' }).getByText('Pune').waitFor()

    await drag(board, 'Asha Rao', 'Contacted')
    await mine.getByRole('button', { name: 'State: Contacted' }).waitFor()
    await list.getByRole('row', { name: 'Asha Rao' }).getByText('Contacted').waitFor()
    await mine.getByRole('button', { name: 'State: Contacted' }).click()
    await mine.getByRole('menuitem', { name: 'Qualified' }).click()
    await column(board, 'Qualified').getByRole('article', { name: 'Asha Rao' }).waitFor()

    await details.getByRole('button', { name: 'Edit Assigned to' }).click()
    await mine.getByRole('option', { name: 'ben@people.example' }).click()
    await list.getByRole('row', { name: 'Asha Rao' }).getByText('ben@people.example').waitFor()
    await mine.getByRole('complementary', { name: 'History' }).getByText('ben@people.example').first().waitFor()
  }),
)

test(
  'two at one chat see each other come, write and leave, and what the other notes and arranges there',
  withTeam(async (team) => {
    const plugin = await connectPlugin(team)
    await team.api.post('/v1/ext/chat-label', { name: 'VIP', color: '#d97706' })
    const phone = theSimulator().customer('919876543210', { phoneNumberId: plugin.phoneNumberId, name: 'Asha Rao' })
    await phone.writes('Do you open on Sundays?')
    const [openAsBen, openAsEva] = [await colleague(team, 'Ben'), await colleague(team, 'Eva')]
    const [ben, eva] = [await openAsBen('/inbox'), await openAsEva('/inbox')]
    const row = { name: /Do you open on Sundays/ }
    await ben.getByRole('link', row).click()
    await eva.getByRole('link', row).click()
    const here = (page: Page, text: RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor()
    await here(ben, /eva@people.example.*here too/)
    await here(eva, /ben@people.example.*here too/)

    // it is said while somebody writes, and no longer
    await Promise.all([
      here(eva, /ben@people.example.*writing/),
      ben.getByRole('textbox', { name: 'Message' }).pressSequentially('We do, '),
    ])
    await ben.getByRole('button', { name: 'Write a note for the team' }).click()
    await ben.getByRole('textbox', { name: 'Note' }).fill('She asked last week as well.')
    await ben.getByRole('button', { name: 'Add the note' }).click()
    await eva
      .getByRole('article', { name: /^Note of ben@people.example/ })
      .getByText('She asked last week as well.')
      .waitFor()
    // what was begun for the customer is no part of the note, and not lost by it
    await ben.getByRole('button', { name: 'Write to the customer' }).click()
    await ben.getByRole('textbox', { name: 'Message' }).and(ben.getByText('We do, ')).waitFor()

    await ben.getByRole('combobox', { name: 'Assigned to' }).click()
    await ben.getByRole('option', { name: 'eva@people.example' }).click()
    await eva.getByRole('link', row).getByText('Assigned to eva@people.example').waitFor()
    await eva.getByRole('button', { name: 'Labels' }).click()
    await eva.getByLabel('VIP').click()
    await ben.getByRole('link', row).getByText('VIP').waitFor()
    await eva.keyboard.press('Escape')

    await eva.getByRole('button', { name: 'Close', exact: true }).click()
    await ben.getByRole('button', { name: 'Open again' }).waitFor()
    await eva.getByRole('link', { name: 'My day' }).click()
    await ben.getByRole('status').filter({ hasText: 'eva@people.example' }).waitFor({ state: 'detached' })
  }),
)
