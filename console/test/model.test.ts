import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi, withTeam } from '../../server/test/harness/nadi.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

const dialog = (page: Page) => page.getByRole('dialog')
const changes = (page: Page) => page.getByRole('region', { name: 'Changes that are not applied yet' })

test(
  'a procedure is made with states, attributes and a task; its changes are seen before they are applied, and then work is done in it',
  withTeam(async (team) => {
    const page = await openConsole(team, '/admin/model')
    await page.getByRole('heading', { name: 'There is no procedure yet' }).waitFor()
    await page.getByRole('button', { name: 'New procedure' }).first().click()
    await dialog(page).getByLabel('Name').fill('Loan application')
    expect(await dialog(page).getByLabel('Short id').inputValue()).toBe('loan_application')
    await expectAccessible(page, '[role=dialog]')
    await page.getByRole('button', { name: 'Make the procedure' }).click()
    await page.getByRole('heading', { name: 'Loan application' }).waitFor()

    await page.getByRole('button', { name: 'Add a state' }).click()
    await dialog(page).getByLabel('Name').fill('Refused')
    await dialog(page).getByLabel('Status it implies').selectOption({ label: 'Cancelled' })
    await dialog(page).getByRole('checkbox', { name: 'Any state' }).uncheck()
    await dialog(page).getByRole('button', { name: 'Add' }).click()
    await page.getByRole('button', { name: 'Edit New' }).click()
    await dialog(page).getByRole('checkbox', { name: 'Any state' }).uncheck()
    await dialog(page).getByRole('checkbox', { name: 'Refused' }).check()
    await dialog(page).getByRole('button', { name: 'Keep' }).click()
    await page.getByText('Then Refused').waitFor()
    await connect(page, 'New', 'In progress')
    await page.getByText('Then Refused, In progress').waitFor()
    await page.getByRole('link', { name: 'Attributes' }).click()
    await addAttribute(page, 'Applicant', 'Name name', (form) =>
      form.getByRole('checkbox', { name: 'Required' }).check(),
    )
    await addAttribute(page, 'Amount', 'Number number', (form) => form.getByLabel('At least').fill('1'))
    await addAttribute(page, 'Mobile', 'Phone number phone')
    await addAttribute(page, 'Due', 'Date date')
    await addAttribute(page, 'Purpose', 'Choice stringEnum', async (form) => {
      await form.getByRole('button', { name: 'Add an option' }).click()
      await form.getByLabel('Value of option 1').fill('HOUSE')
      await form.getByLabel('Label of option 1').fill('A house')
    })
    await addAttribute(page, 'Fee', 'Number number', (form) => form.getByLabel('Formula').fill('amount * 0.02'))
    await page.getByRole('link', { name: 'State tasks' }).click()
    await page.getByRole('button', { name: 'Add a state task' }).click()
    await dialog(page).getByLabel('Name').fill('Check papers')
    await dialog(page).getByLabel('Completing it moves the process to').selectOption({ label: 'In progress' })
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click()
    await addAttribute(page, 'Remarks', 'Paragraphs text')

    await changes(page).getByText('The attribute purpose of loan_application is added.').waitFor()
    await changes(page)
      .getByText(/check_papers/)
      .first()
      .waitFor()
    await expectAccessible(page)
    const { body } = await team.api.get('/v1/ext/procedure/loan_application')
    expect(body._data.states.map(({ shortId }: { shortId: string }) => shortId)).not.toContain('REFUSED')
    await changes(page).getByRole('button', { name: 'Apply' }).click()
    await changes(page).waitFor({ state: 'detached' })
    await expectAccessible(page)

    await page.getByRole('link', { name: 'Open the list' }).click()
    await page.getByRole('button', { name: 'New', exact: true }).first().click()
    await dialog(page).getByRole('textbox', { name: 'Applicant' }).fill('Asha Rao')
    await dialog(page).getByRole('textbox', { name: 'Amount' }).fill('0')
    await dialog(page).getByRole('textbox', { name: 'Mobile' }).fill('9876543210')
    await dialog(page).getByLabel('Due').fill('2030-01-31')
    await dialog(page).getByLabel('Purpose').click()
    await page.getByRole('option', { name: 'A house' }).click()
    await dialog(page).getByRole('button', { name: 'Create' }).click()
    await dialog(page)
      .getByText(/amount must be/)
      .waitFor()
    await dialog(page).getByRole('textbox', { name: 'Amount' }).fill('500000')
    await dialog(page).getByRole('button', { name: 'Create' }).click()
    await page.getByRole('row').filter({ hasText: '500,000' }).getByRole('link').first().click()
    await page.getByText('10,000').locator('visible=true').first().waitFor()
    await page.getByRole('button', { name: 'State: New' }).click()
    await page.getByRole('menuitem').first().waitFor()
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['In progress', 'Refused'])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'New task' }).click()
    await page.getByRole('menuitem', { name: 'Check papers' }).click()
    await page.getByRole('button', { name: 'Complete and move to In progress' }).click()
    await page.getByRole('button', { name: 'State: In progress' }).waitFor()

    const made = await team.api.post('/v1/ext/procedure/loan_application/process/list', {})
    expect(made.body._data).toMatchObject([
      {
        data: { applicant: 'Asha Rao', amount: 500_000, mobile: '+919876543210', due: '2030-01-31', purpose: 'HOUSE' },
        stateShortId: 'IN_PROGRESS',
      },
    ])
  }),
)

test(
  'a change that loses data says how many processes it touches, and asks; before it is applied it can be undone',
  withLeads(async (team) => {
    for (const city of ['Pune', 'Delhi']) await team.api.post('/v1/ext/procedure/lead/process', { data: { city } })
    const page = await openConsole(team, '/admin/model/lead/attributes')

    await page.getByRole('button', { name: 'Remove City' }).click()
    await changes(page).getByText('2 processes hold a value of it.').waitFor()
    await changes(page).getByRole('button', { name: 'Undo' }).click()
    await changes(page).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Remove City' }).click()
    await changes(page).getByRole('button', { name: 'Apply' }).click()
    await dialog(page).getByText('2 processes hold a value of it.').waitFor()
    await expectAccessible(page, '[role=dialog]')
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    expect((await team.api.get('/v1/ext/procedure/lead/attribute/city')).status).toBe(200)
    await changes(page).getByRole('button', { name: 'Apply' }).click()
    await dialog(page).getByRole('button', { name: 'Apply, and lose the data' }).click()
    await changes(page).waitFor({ state: 'detached' })

    expect((await team.api.get('/v1/ext/procedure/lead/attribute/city')).status).toBe(404)
    await page.getByRole('link', { name: 'State tasks' }).click()
    await page.getByRole('button', { name: 'Edit Call', exact: true }).click()
    await dialog(page).getByRole('checkbox', { name: 'New' }).uncheck()
    await dialog(page).getByRole('button', { name: 'Keep' }).click()
    await changes(page).getByText('1 change, not applied yet').waitFor()
    await changes(page).getByRole('button', { name: 'Apply' }).click()
    await changes(page).waitFor({ state: 'detached' })
    const call = await team.api.get('/v1/ext/procedure/lead/state-task/call')
    expect(call.body._data.states).toEqual(['CONTACTED', 'QUALIFIED'])

    await page.getByRole('link', { name: 'Settings', exact: true }).click()
    await page.getByRole('table', { name: 'Who may see it' }).waitFor()
    await expectAccessible(page)
  }),
)

async function addAttribute(
  page: Page,
  name: string,
  type: string,
  fill: (form: Locator) => Promise<void> = async () => {},
): Promise<void> {
  await page.getByRole('button', { name: 'Add an attribute' }).click()
  const form = page.getByRole('dialog', { name: 'New attribute' })
  await form.getByLabel('Name').fill(name)
  await form.getByLabel('Type').click()
  await page.getByPlaceholder('Search …').fill(type.split(' ')[0] ?? type)
  await page.getByRole('option', { name: type, exact: true }).click()
  await fill(form)
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await form.waitFor({ state: 'detached' })
}

/** Draws a move in the graph, from the edge of one state to that of another. */
async function connect(page: Page, from: string, to: string): Promise<void> {
  const [start, end] = await Promise.all(
    [from, to].map((name) => page.getByRole('group', { name: `State ${name}` }).boundingBox()),
  )
  if (!start || !end) throw new Error('There is nothing to connect.')
  await page.mouse.move(start.x + start.width, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(end.x + 20, end.y + end.height / 2, { steps: 5 })
  await page.mouse.move(end.x, end.y + end.height / 2, { steps: 3 })
  await page.mouse.up()
}
