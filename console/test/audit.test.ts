import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi } from '../../server/test/harness/nadi.ts'
import { makeUser } from '../../server/test/harness/people.ts'
import { signIn } from '../../server/test/harness/sign-in.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

test(
  'the audit log tells who changed what, before and after; it is narrowed, and the address keeps that',
  withLeads(async (team) => {
    const ravi = await makeUser(team.api, 'ravi@leads.example', 'Agent')
    const { body } = await team.api.post('/v1/ext/procedure/lead/process', {
      data: { name: 'Asha Rao', city: 'Pune' },
      assignedTo: ravi.id,
    })
    const lead = body._data.id
    const change = await (await signIn(team, ravi.username)).put(`/v1/ext/procedure/lead/process/${lead}`, {
      data: { city: 'Goa' },
    })
    expect(change.status).toBe(200)
    const page = await openConsole(team, '/admin/audit')
    const events = page.getByRole('list', { name: 'Events' })
    await events.getByText('role.created').first().waitFor()
    await expectAccessible(page)

    await page.getByLabel('Who').click()
    await page.getByRole('option', { name: 'ravi@leads.example' }).click()
    await page.getByLabel('Kind').click()
    await page.getByRole('option', { name: 'process', exact: true }).click()
    await events.getByText('process.updated').waitFor()
    await expect.poll(() => events.getByRole('listitem').count()).toBe(1)
    await events.getByRole('button', { name: /process.updated/ }).click()
    await events.getByText('Pune').first().waitFor()
    await events.getByText('Goa').first().waitFor()
    await expectAccessible(page)
    const address = new URL(page.url())
    expect(Object.fromEntries(address.searchParams)).toEqual({ user: ravi.username, kind: 'process.*' })

    const shared = await openConsole(team, address.pathname + address.search)
    const there = shared.getByRole('list', { name: 'Events' })
    await there.getByText('process.updated').waitFor()
    expect(await there.getByRole('listitem').count()).toBe(1)
    await there.getByRole('button', { name: /process.updated/ }).click()
    await there.getByRole('button', { name: 'Everything about it' }).click()
    await shared.getByLabel('Who').click()
    await shared.getByRole('option', { name: 'ravi@leads.example' }).click()
    await there.getByText('process.created').waitFor()
    expect(await shared.getByLabel('Id of what changed').inputValue()).toBe(lead)
    await shared.getByLabel('From').fill('2030-01-01')
    await shared.getByRole('heading', { name: 'Nothing of this kind happened' }).waitFor()
    await expectAccessible(shared)
    await shared.getByRole('button', { name: 'Show everything' }).click()
    await there.getByText('role.created').first().waitFor()
  }),
)
