import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi } from '../../server/test/harness/nadi.ts'
import { makeRole, makeUser } from '../../server/test/harness/people.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

test(
  'a role is restricted, and whoever has it sees less at once: fewer leads, no buttons, fewer places; a forbidden address says what it takes',
  withLeads(async (team) => {
    await makeRole(team, {
      name: 'Caller',
      permissions: ['keys.manage', 'export'],
      procedures: [
        { procedure: 'lead', read: 'all', write: 'all' },
        { procedure: 'ticket', read: 'all', write: 'all' },
      ],
    })
    const priya = await makeUser(team.api, 'priya@leads.example', 'Caller')
    for (const lead of [{ data: { name: 'Asha Rao' }, assignedTo: priya.id }, { data: { name: 'Ravi Das' } }])
      await team.api.post('/v1/ext/procedure/lead/process', lead)
    const theirs = await openConsole(team, '/p/lead', { username: priya.username })
    await theirs.getByText('2 in all').waitFor()
    await theirs.getByRole('row', { name: 'Ravi Das' }).waitFor()
    await theirs.getByRole('button', { name: 'New', exact: true }).waitFor()
    await theirs.getByRole('link', { name: 'API keys' }).waitFor()
    await theirs.getByRole('link', { name: 'Ticket' }).waitFor()

    const page = await openConsole(team, '/admin/roles')
    await page.getByRole('link', { name: 'Caller' }).click()
    await page.getByLabel('reads of Lead').selectOption({ label: 'their own' })
    expect(await page.getByLabel('writes of Lead').inputValue()).toBe('own')
    await page.getByLabel('writes of Lead').selectOption({ label: 'none' })
    await page.getByRole('button', { name: 'Take away Ticket' }).click()
    await page.getByRole('checkbox', { name: 'Make and revoke API keys' }).uncheck()
    await page.getByRole('checkbox', { name: 'Export lists and the team' }).uncheck()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('row', { name: 'Caller' }).getByText('Lead: their own').waitFor()
    await expectAccessible(page)

    await theirs.getByText('1 in all').waitFor()
    await theirs.getByRole('row', { name: 'Ravi Das' }).waitFor({ state: 'detached' })
    for (const gone of ['API keys', 'Ticket', 'Import', 'Roles'])
      await theirs.getByRole('link', { name: gone, exact: true }).waitFor({ state: 'detached' })
    await theirs.getByRole('button', { name: 'New', exact: true }).waitFor({ state: 'detached' })
    await theirs.getByRole('link', { name: 'Asha Rao' }).click()
    await theirs.getByRole('heading', { name: 'Asha Rao' }).waitFor()
    expect(await theirs.getByRole('button', { name: /^(Edit|New task|State:)/ }).count()).toBe(0)

    await theirs.goto(new URL('/admin/keys', theirs.url()).href)
    await theirs.getByRole('heading', { name: 'Your role may not open this page' }).waitFor()
    await theirs.getByText('“Make and revoke API keys”, which the role Caller does not have').waitFor()
    expect(await theirs.getByRole('button', { name: 'New API key' }).count()).toBe(0)
    await expectAccessible(theirs)
    await theirs.goto(new URL('/p/ticket', theirs.url()).href)
    await theirs.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
    await expectAccessible(theirs)
  }),
)
