import { expect, test, vi } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { startNadi, type TeamAtHand } from '../../server/test/harness/nadi.ts'
import { makeUser } from '../../server/test/harness/people.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

const hour = 3_600_000

/** An open call of a lead of this name. */
async function newCall({ api, scope }: TeamAtHand, name: string, input: object = {}) {
  const lead = (await api.post('/v1/ext/procedure/lead/process', { data: { name } })).body._data
  const call = await api.post(`/v1/ext/p/lead/${lead.id}/task/call`, {
    status: 'OPEN',
    assignedTo: scope.userId,
    ...input,
  })
  const { id } = call.body._data as { id: string }
  return { id, lead, now: async () => (await api.get(`/v1/ext/task/${id}`)).body._data }
}

test(
  'calls of the day are made one after the other without leaving the list',
  withLeads(async (team) => {
    const [late, next] = [
      await newCall(team, 'Asha', { dueBy: Date.now() - 48 * hour }),
      await newCall(team, 'Ravi', { dueBy: Date.now() - 24 * hour }),
    ]
    await newCall(team, 'Someday')
    const page = await openConsole(team, '/my-day')
    const overdue = page.getByRole('region', { name: 'Overdue' })

    await overdue.getByRole('listitem').first().waitFor()
    expect(await overdue.getByRole('listitem').count()).toBe(2)
    await page.getByRole('region', { name: 'Without a date' }).getByText('Someday').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    const form = page.getByRole('form', { name: 'Call' })
    await form.getByLabel('Call disposition').click()
    await page.getByRole('option', { name: 'Interested' }).click()
    await expectAccessible(page)
    await form.getByRole('button', { name: 'Complete' }).click()
    await vi.waitFor(async () => expect(await overdue.getByRole('listitem').count()).toBe(1), 20_000)
    expect((await late.now()).status).toBe('COMPLETED')

    // the next one's form stands open already
    await overdue.getByRole('button', { expanded: true }).filter({ hasText: 'Ravi' }).waitFor()
    await form.getByLabel('Call disposition').click()
    await page.getByRole('option', { name: 'Ringing, no response' }).click()
    await form.getByRole('button', { name: 'Complete' }).click()
    await vi.waitFor(async () => expect((await next.now()).status).toBe('COMPLETED'), 20_000)
  }),
)

test(
  'what is put off moves to its new day, on a phone too',
  withLeads(async (team) => {
    const call = await newCall(team, 'Asha', { dueBy: Date.now() - 2 * hour })
    const page = await openConsole(team, '/my-day', { width: 390 })

    const row = page.getByRole('listitem').filter({ hasText: 'Asha' })
    await row.getByRole('button', { name: 'Put off' }).click()
    await page.getByRole('menuitem', { name: 'Tomorrow morning' }).click()
    await page.getByRole('region', { name: 'Tomorrow' }).getByText('Asha').waitFor()
    const { dueBy } = await call.now()
    const clock = new Intl.DateTimeFormat('en', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: 'Asia/Kolkata',
    })
    expect(clock.format(dueBy)).toBe('09:00')
  }),
)

test(
  "a manager looks at another's day by its address; who manages nobody is not offered it",
  withLeads(async (team) => {
    const { username } = await makeUser(team.api, 'ravi@team.example')
    await newCall(team, 'Asha', { dueBy: Date.now() - hour, assignedTo: username })
    const page = await openConsole(team, '/my-day')

    await page.getByRole('combobox', { name: 'Whose day' }).click()
    await page.getByRole('option', { name: username }).click()
    await page.getByRole('region', { name: 'Overdue' }).getByText('Asha').waitFor()
    expect(new URL(page.url()).searchParams.get('user')).toBe(username)

    const own = await openConsole(team, '/my-day', { username })
    // the agent reaches only their own leads
    await own.getByText('Nothing is waiting for you').waitFor()
    expect(await own.getByRole('combobox', { name: 'Whose day' }).count()).toBe(0)
  }),
)
