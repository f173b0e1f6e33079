import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { applyModel, withLeads } from '../../server/test/harness/model.ts'
import { startNadi, type TeamAtHand } from '../../server/test/harness/nadi.ts'
import { makeUser } from '../../server/test/harness/people.ts'
import { picture } from '../../server/test/platform/photos/pictures.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

/** A lead, and how it stands by the API. */
async function newLead({ api }: TeamAtHand, input: object = {}) {
  const { body } = await api.post('/v1/ext/procedure/lead/process', { data: { name: 'Asha Rao' }, ...input })
  const path = `/v1/ext/procedure/lead/process/${body._data.id}`
  return {
    page: `/p/lead/${body._data.id}`,
    now: async () => (await api.get(path)).body._data,
    tasks: async () => (await api.get(`/v1/ext/p/lead/${body._data.id}/task`)).body._data,
    change: (change: object) => api.put(path, change),
  }
}

async function edit(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${field}`, exact: true }).click()
  await page.getByRole('textbox', { name: field, exact: true }).fill(text)
  await page.keyboard.press('Enter')
}

test(
  'a field is edited where it stands and stored as one leaves it; what is refused says why at the field',
  withLeads(async (team) => {
    const lead = await newLead(team)
    const page = await openConsole(team, lead.page)

    await edit(page, 'City', 'Pune')
    await page.getByText('Saved').waitFor()
    expect((await lead.now()).data.city).toBe('Pune')

    await edit(page, 'Loan amount', '5,00,000')
    await page.getByRole('alert').getByText('loan_amount must be a number').waitFor()
    await expectAccessible(page)
    await edit(page, 'Loan amount', '500000')
    // derived from it
    await page.getByText('Is large').waitFor()
    await vi.waitFor(async () => expect((await lead.now()).data.loan_amount).toBe(500_000), 20_000)

    await page.getByRole('button', { name: 'Edit Source' }).click()
    await page.getByRole('option', { name: 'Referral' }).click()
    await vi.waitFor(async () => expect((await lead.now()).data.source).toBe('REFERRAL'), 20_000)
    await expectAccessible(page)
  }),
)

test(
  'whoever edits what somebody else has just changed is told who did and chooses; other fields are not disturbed',
  withLeads(async (team) => {
    const lead = await newLead(team, { data: { name: 'Asha Rao', city: 'Pune' } })
    const { username } = await makeUser(team.api, 'priya@team.example', 'Reader')
    const page = await openConsole(team, lead.page)

    const details = page.getByRole('region', { name: 'Details' })
    await details.getByRole('button', { name: 'Edit City' }).click()
    await lead.change({ data: { city: 'Mumbai' }, assignedTo: username })
    await page.getByRole('textbox', { name: 'City' }).fill('Goa')
    await page.keyboard.press('Enter')
    const notice = page.getByRole('alert').filter({ hasText: 'while you were editing' })
    await notice.waitFor()
    expect(await notice.getByRole('definition').allTextContents()).toEqual(['Mumbai', 'Goa'])
    await expectAccessible(page)
    expect((await lead.now()).data.city).toBe('Mumbai')
    await notice.getByRole('button', { name: 'Use mine' }).click()
    await vi.waitFor(async () => expect((await lead.now()).data.city).toBe('Goa'), 20_000)

    await details.getByRole('button', { name: 'Edit Email' }).click()
    await lead.change({ data: { city: 'Nagpur' } })
    await details.getByRole('textbox', { name: 'Email' }).fill('asha@example.com')
    await page.keyboard.press('Enter')
    await vi.waitFor(
      async () => expect((await lead.now()).data).toMatchObject({ city: 'Nagpur', email: 'asha@example.com' }),
      20_000,
    )
    expect(await notice.count()).toBe(0)
  }),
)

test(
  'a task is completed with its form: what it must have is asked for, the state moves, and what can be taken back is',
  withLeads(async (team) => {
    const lead = await newLead(team, { state: 'CONTACTED' })
    const page = await openConsole(team, lead.page)
    await page.getByRole('heading', { name: 'Asha Rao' }).waitFor()

    await page.keyboard.press('t')
    await page.getByRole('menuitem', { name: 'Call' }).click()
    const call = page.getByRole('form', { name: 'Call' })
    await call.getByLabel('Remarks').fill('Wants to hear more')
    await call.getByRole('button', { name: 'Complete' }).click()
    await call.getByText('call_disposition is required').waitFor()
    await expectAccessible(page)
    await call.getByLabel('Call disposition').click()
    await page.getByRole('option', { name: 'Interested' }).click()
    await call.getByRole('button', { name: 'Complete' }).click()
    await page.getByText('1 task done').waitFor()
    expect(await lead.tasks()).toMatchObject([
      { status: 'COMPLETED', data: { call_disposition: 'INTERESTED', remarks: 'Wants to hear more' } },
    ])
    await page.getByRole('button', { name: 'Undo' }).click()
    await vi.waitFor(async () => expect(await lead.tasks()).toEqual([]), 20_000)

    await page.getByRole('button', { name: 'New task' }).click()
    await page.getByRole('menuitem', { name: 'Qualify' }).click()
    await page.getByRole('form', { name: 'Qualify' }).getByLabel('Amount').fill('750000')
    await page.getByRole('button', { name: 'Complete and move to Qualified' }).click()
    await page.getByRole('button', { name: 'State: Qualified' }).waitFor()
    await page.getByText('750,000').locator('visible=true').first().waitFor()
    await page.getByRole('complementary', { name: 'History' }).getByText('Task Qualify completed').waitFor()
    expect(await lead.now()).toMatchObject({ stateShortId: 'QUALIFIED', data: { loan_amount: 750_000 } })
  }),
)

test(
  'the state is moved along its graph and the lead given to somebody, by keyboard alone',
  withLeads(async (team) => {
    const lead = await newLead(team)
    await makeUser(team.api, 'priya@team.example', 'Reader')
    const page = await openConsole(team, lead.page)
    await page.getByRole('heading', { name: 'Asha Rao' }).waitFor()

    await page.keyboard.press('s')
    await page.getByRole('menuitem').first().waitFor()
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Contacted', 'Lost'])
    await page.getByRole('menuitem', { name: 'Lost' }).press('Enter')
    await page.getByRole('button', { name: 'State: Lost' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'State: New' }).waitFor()

    await page.keyboard.press('e')
    await page.getByPlaceholder('Search').last().fill('priya')
    await page.keyboard.press('Enter')
    await vi.waitFor(async () => expect((await lead.now()).assignedToUsername).toBe('priya@team.example'), 20_000)
  }),
)

test(
  'a photo is uploaded on a narrow screen, seen large, and stored',
  withLeads(async (team) => {
    await applyModel(team.api, {
      procedures: { lead: { attributes: { id_card: { type: 'photo', name: 'Id card' } } } },
    })
    const lead = await newLead(team)
    const page = await openConsole(team, lead.page, { width: 390 })

    await page
      .getByLabel('Photo for Id card')
      .setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: await picture().png().toBuffer() })
    await page.getByRole('button', { name: 'Open photo: Id card' }).click()
    await page.getByRole('dialog', { name: 'Id card' }).getByRole('img').waitFor()
    await vi.waitFor(
      async () =>
        expect(await page.evaluate<number>(`document.querySelector('[role=dialog] img').naturalWidth`)).toBe(60),
      20_000,
    )
    await page.keyboard.press('Escape')
    await expectAccessible(page)
    await vi.waitFor(async () => expect((await lead.now()).data.id_card).toBeDefined(), 20_000)
  }),
)

test(
  'a deleted lead leaves its page and comes back when that is taken back',
  withLeads(async (team) => {
    const lead = await newLead(team)
    const page = await openConsole(team, '/p/lead')

    await page.getByRole('link', { name: 'Asha Rao' }).click()
    await page.getByText('1 of 1').waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('link', { name: 'Asha Rao' }).waitFor()

    expect((await lead.now()).isDeleted).toBe(false)
  }),
)
