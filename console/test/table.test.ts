import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi, type TeamAtHand } from '../../server/test/harness/nadi.ts'
import { makeUser } from '../../server/test/harness/people.ts'
import { column, drag } from './board.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

const leads = '/v1/ext/procedure/lead/process'

async function create({ api }: TeamAtHand, data: object, state = 'NEW'): Promise<string> {
  const { status, body } = await api.post(leads, { data, state })
  expect(status).toBe(200)
  return body._data.id
}

const stateOf = async ({ api }: TeamAtHand, id: string): Promise<string> =>
  (await api.get(`${leads}/${id}`)).body._data.stateShortId

/** What the first column of the table says, from top to bottom. */
const namesIn = (page: Page): Promise<string[]> => page.getByRole('rowheader').allTextContents()

test(
  'a list is filtered, and the filter kept as a view that can be opened again',
  withLeads(async (team) => {
    await create(team, { name: 'Asha Rao', city: 'Pune', loan_amount: 600_000 })
    await create(team, { name: 'Ravi Das', city: 'Goa', loan_amount: 100 })
    await create(team, { name: 'Meera Nair', city: 'Pune', loan_amount: 2_000 })
    const page = await openConsole(team, '/p/lead')
    await page.getByText('3 in all').waitFor()

    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('combobox', { name: 'Field' }).click()
    await page.keyboard.type('City')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Operator' }).selectOption({ label: 'is' })
    await page.getByLabel('Value').fill('Pune')
    await page.getByText('2 match').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Loan amount', exact: true }).click()
    await page.getByRole('columnheader', { name: 'Loan amount' }).and(page.locator('[aria-sort=ascending]')).waitFor()
    await expect.poll(() => namesIn(page)).toEqual(['Meera Nair', 'Asha Rao'])

    await page.getByRole('button', { name: 'Save as a view' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Leads in Pune')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('link', { name: 'Leads in Pune', exact: true }).waitFor()
    await page.getByRole('link', { name: 'All', exact: true }).click()
    await page.getByText('3 in all').waitFor()
    await page.reload()
    await page.getByRole('link', { name: 'Leads in Pune', exact: true }).click()

    await page.getByText('2 match').waitFor()
    await page.getByRole('button', { name: 'City is Pune', exact: true }).waitFor()
    await expect.poll(() => namesIn(page)).toEqual(['Meera Nair', 'Asha Rao'])
    await page.getByRole('searchbox', { name: 'Search in the list' }).fill('meera')
    await page.getByText('1 matches').waitFor()
    await page.getByRole('img', { name: 'changed and not saved' }).waitFor()
  }),
)

test(
  'a card is dragged to a state that may follow, and nowhere else; by keyboard too',
  withLeads(async (team) => {
    const asha = await create(team, { name: 'Asha Rao' })
    const ravi = await create(team, { name: 'Ravi Das' })
    const page = await openConsole(team, '/p/lead?layout=board', { width: 1600 })
    await column(page, 'New').getByRole('article', { name: 'Asha Rao' }).waitFor()
    await expectAccessible(page)

    await drag(page, 'Asha Rao', 'Qualified', { isAllowed: false })
    expect(await stateOf(team, asha)).toBe('NEW')
    await drag(page, 'Asha Rao', 'Contacted')
    await page.getByText('Asha Rao is now in Contacted').waitFor()
    await column(page, 'Contacted').getByRole('article', { name: 'Asha Rao' }).waitFor()
    expect(await stateOf(team, asha)).toBe('CONTACTED')

    await page.getByRole('button', { name: 'Move Ravi Das' }).focus()
    await page.keyboard.press('Space')
    await page.getByText('Picked up Ravi Das.').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByText('Over Contacted.').waitFor()
    // past those where it may not go
    await page.keyboard.press('ArrowRight')
    await page.getByText('Over Lost.').waitFor()
    await page.keyboard.press('Space')
    await page.getByText('Ravi Das is now in Lost').waitFor()
    expect(await stateOf(team, ravi)).toBe('LOST')
  }),
)

test(
  'a move that is refused goes back and says why',
  withLeads(async (team) => {
    const ended = await create(team, { name: 'Asha Rao', phone_number: '9876543210' }, 'LOST')
    await create(team, { name: 'Asha again', phone_number: '9876543210' })
    const page = await openConsole(team, '/p/lead?layout=board', { width: 1600 })
    await column(page, 'Lost').getByRole('article', { name: 'Asha Rao' }).waitFor()

    await drag(page, 'Asha Rao', 'New')

    await page.getByText(/Another lead has the phone_number/).waitFor()
    await column(page, 'Lost').getByRole('article', { name: 'Asha Rao' }).waitFor()
    expect(await stateOf(team, ended)).toBe('LOST')
  }),
)

test(
  'rows are chosen by keyboard, assigned at once, and the assignment taken back',
  withLeads(async (team) => {
    const priya = await makeUser(team.api, 'priya@leads.example')
    for (const name of ['Asha Rao', 'Ravi Das', 'Meera Nair']) await create(team, { name })
    const page = await openConsole(team, '/p/lead')
    await page.getByRole('row', { name: 'Asha Rao' }).waitFor()

    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('2 selected').waitFor()
    await page.getByRole('button', { name: 'Assign', exact: true }).click()
    await page.getByRole('option', { name: 'priya@leads.example' }).click()
    await page.getByText('2 changed, 0 refused, 0 to go').waitFor()
    await expectAccessible(page)
    const { body } = await team.api.post(`${leads}/list`, { where: { assignedTo: priya.id }, orderBy: 'createdAt' })
    expect(body._data.map(({ data }: { data: { name: string } }) => data.name)).toEqual(['Asha Rao', 'Ravi Das'])

    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('heading', { name: 'Undo: Assign to priya@leads.example' }).waitFor()
    await page.getByText('2 changed, 0 refused, 0 to go').waitFor()
    const after = await team.api.post(`${leads}/list`, { where: { assignedTo: null } })
    expect(after.body._data).toHaveLength(3)
  }),
)

test(
  'on a phone the list shows two lines a row; a lead is made, deleted and restored',
  withLeads(async (team) => {
    const page = await openConsole(team, '/p/lead', { width: 390 })
    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
    await expectAccessible(page)

    await page.getByRole('button', { name: 'New' }).first().click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Asha Rao')
    await page.getByRole('textbox', { name: 'Loan amount' }).fill('a lot')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByText('loan_amount must be a number, but "a lot" was given.').waitFor()
    await page.getByRole('textbox', { name: 'Loan amount' }).fill('500000')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('row', { name: 'Asha Rao' }).waitFor()
    await expectAccessible(page)

    await page.getByRole('checkbox', { name: 'Choose Asha Rao' }).click()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('1 deleted').waitFor()
    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
    await page.getByRole('button', { name: 'More' }).first().click()
    await page.getByRole('menuitem', { name: 'Deleted ones' }).click()
    await page.getByRole('button', { name: 'Restore' }).click()
    await page.getByRole('heading', { name: 'Nothing was deleted' }).waitFor()
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByRole('row', { name: 'Asha Rao' }).waitFor()
  }),
)
