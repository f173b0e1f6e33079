import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withLeads } from '../../server/test/harness/model.ts'
import { type RunningNadi, startServer, type TeamAtHand } from '../../server/test/harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../server/test/harness/simulator.ts'
import { RealServer } from '../../server/test/soak/real-server.ts'
import { openConsole } from './harness.ts'

const secretKey = randomBytes(32)
// does the work, and is where others work meanwhile
startNadiWithSimulator({ secretKey })
startBrowser()

let ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends) await end()
  ends = []
})

/** A server of its own process on the team's database: browsers speak to it, and it is killed. */
async function startProcess({ nadi }: TeamAtHand): Promise<RealServer> {
  const server = await RealServer.make({
    DATABASE_URL: nadi.databaseUrl,
    NADI_DEMO: '0',
    NADI_ROLE: 'api',
    NADI_SECRET_KEY: secretKey.toString('hex'),
    NADI_GRAPH_URLS: theSimulator().url,
  })
  ends.push(() => server.remove())
  await server.start()
  return server
}

/** The same within this process: it is stopped as an operator stops it, and another one comes to its port. */
async function startFront({ nadi }: TeamAtHand, port = 0): Promise<RunningNadi> {
  const server = await startServer(nadi.databaseUrl, nadi.dataDir, { port, role: 'api', secretKey })
  ends.push(() => server.stop())
  return server
}

/** A page of that server, marked: loaded anew it would not know the mark any more. */
async function openAt(team: TeamAtHand, { url }: { url: string }, path: string): Promise<Page> {
  const page = await openConsole({ ...team, nadi: { ...team.nadi, url } }, path)
  await page.evaluate('globalThis.isStillHere = true')
  return page
}

const cutOff = (page: Page) => page.getByRole('status').filter({ hasText: 'No connection to the server' })

const expectNoReload = async (page: Page): Promise<void> =>
  expect(await page.evaluate('globalThis.isStillHere')).toBe(true)

test(
  'a server that is killed and comes back heals the inbox: what was begun stands there, what came meanwhile is shown, what could not go goes',
  {
    timeout: 120_000,
  },
  withLeads(async (team) => {
    const plugin = await connectPlugin(team)
    const phone = theSimulator().customer('919876543210', { phoneNumberId: plugin.phoneNumberId, name: 'Asha Rao' })
    await phone.writes('Is my loan approved?')
    const server = await startProcess(team)
    const page = await openAt(team, server, '/inbox')
    const thread = page.getByRole('log')
    const message = page.getByRole('textbox', { name: 'Message' })
    await page.getByRole('link', { name: /Is my loan approved/ }).click()
    await thread.getByText('Is my loan approved?').waitFor()

    await server.killServer()
    await cutOff(page).waitFor()
    await message.fill('Yes, since this morning.')
    await page.keyboard.press('Enter')
    await message.fill('Please send')
    await phone.writes('Are you there?')
    await thread.getByRole('button', { name: 'Try again' }).waitFor()
    await server.start()

    await thread.getByText('Are you there?').waitFor()
    await cutOff(page).waitFor({ state: 'detached' })
    expect(await message.inputValue()).toBe('Please send')
    await thread.getByRole('button', { name: 'Try again' }).click()
    // the customer wrote meanwhile: that is no reason to hold it back
    const sent = thread.getByRole('article').filter({ hasText: 'Yes, since this morning.' })
    await sent.getByRole('img', { name: /sent|delivered|read/ }).waitFor()
    await message.pressSequentially(' your form.')
    await page.keyboard.press('Enter')
    await thread.getByRole('article').filter({ hasText: 'Please send your form.' }).waitFor()
    await expectNoReload(page)
  }),
)

test(
  'an open form outlives the server, is sent to the next one, and a page that is opened meanwhile comes when it can',
  {
    timeout: 120_000,
  },
  withLeads(async (team) => {
    const leads = '/v1/ext/procedure/lead/process'
    const { body } = await team.api.post(leads, { data: { name: 'Asha Rao' } })
    const server = await startFront(team)
    const list = await openAt(team, server, '/p/lead')
    const lead = await openAt(team, server, `/p/lead/${body._data.id}`)
    const day = await openAt(team, server, '/my-day')
    const details = lead.getByRole('region', { name: 'Details' })
    await list.getByRole('row', { name: 'Asha Rao' }).waitFor()
    await list.getByRole('button', { name: 'New' }).first().click()
    const form = list.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Name' }).fill('Ravi Das')
    await details.getByRole('button', { name: 'Edit City' }).click()
    await details.getByRole('textbox', { name: 'City' }).fill('Pune')

    await server.stop()
    await cutOff(list).waitFor()
    await cutOff(lead).waitFor()
    await form.getByRole('button', { name: 'Create' }).click()
    await form.getByText('The server did not answer.').waitFor()
    await lead.keyboard.press('Enter')
    await details.getByText('The server did not answer.').waitFor()
    await details.getByText('Pune').waitFor()
    await day.getByRole('link', { name: 'Dashboard' }).click()
    await team.api.post(leads, { data: { name: 'Meera Nair' } })
    await startFront(team, Number(new URL(server.url).port))

    // its code is fetched now for the first time
    await day.getByRole('heading', { name: 'Dashboard' }).waitFor()
    await list.getByRole('row', { name: 'Meera Nair', includeHidden: true }).waitFor()
    expect(await form.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ravi Das')
    await form.getByRole('button', { name: 'Create' }).click()
    await list.getByRole('row', { name: 'Ravi Das' }).waitFor()
    await details.getByRole('button', { name: 'Edit City' }).click()
    await lead.keyboard.press('Enter')
    await list.getByRole('row', { name: 'Asha Rao' }).getByText('Pune').waitFor()
    for (const page of [list, lead, day]) {
      await cutOff(page).waitFor({ state: 'detached' })
      await expectNoReload(page)
    }
  }),
)
