import { expect, test, vi } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withTeam } from '../../server/test/harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../server/test/harness/simulator.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadiWithSimulator()
startBrowser()

test(
  'what the customer agreed to stands beside the conversation in words, is changed there, and changes when they write STOP',
  withTeam(async (team) => {
    const { phoneNumberId } = await connectPlugin(team)
    const phone = theSimulator().customer('919876543210', { phoneNumberId, name: 'Asha Rao' })
    await phone.writes('Hello')
    const page = await openConsole(team, '/inbox')
    await page.getByRole('link', { name: /Hello/ }).click()
    const consent = page.getByRole('list', { name: 'Consent' })
    const marketing = consent.getByRole('listitem').filter({ hasText: 'Takes marketing' })
    await marketing.getByText('Never said').waitFor()

    await marketing.getByRole('switch').click()
    await marketing.getByText(/Refused, by the team/).waitFor()
    await marketing.getByRole('switch', { checked: false }).waitFor()
    await marketing.getByRole('switch').click()
    await marketing.getByText(/Agreed, by the team/).waitFor()
    await expectAccessible(page)
    await phone.writes('STOP')
    await marketing.getByText(/Refused, by a word/).waitFor()
    await marketing.getByRole('switch', { checked: false }).waitFor()
  }),
)

test(
  'a note names colleagues, who are found by the beginning of their names and stand out in it',
  withTeam(async (team) => {
    const { phoneNumberId } = await connectPlugin(team)
    const { body } = await team.api.get('/v1/ext/roles')
    const role = body._data[0].id
    const ravi = await team.api.post('/v1/ext/user', {
      username: 'ravi@notes.example',
      firstName: 'Ravi',
      lastName: 'Das',
      role,
    })
    await team.api.post('/v1/ext/user', { username: 'meera@notes.example', firstName: 'Meera', role })
    await theSimulator().customer('919876543210', { phoneNumberId, name: 'Asha Rao' }).writes('Where is my card?')
    const page = await openConsole(team, '/inbox')
    await page.getByRole('link', { name: /Where is my card/ }).click()

    await page.getByRole('button', { name: 'Write a note for the team' }).click()
    await page.getByRole('textbox', { name: 'Note' }).pressSequentially('Ask @da')
    await page.getByRole('option', { name: 'Ravi Das', selected: true }).waitFor()
    expect(await page.getByRole('option').count()).toBe(1)
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.keyboard.type('about it')
    await page.keyboard.press('Enter')

    const note = page.getByRole('article', { name: /^Note of/ })
    await note.getByText('Ask @Ravi Das about it').waitFor()
    await note.getByText('@Ravi Das', { exact: true }).waitFor()
    await vi.waitFor(async () => {
      const chat = (await team.api.post('/v1/ext/chat', {})).body._data[0].id
      const notes = await team.api.get(`/v1/ext/chat/${chat}/notes`)
      expect(notes.body._data).toMatchObject([{ text: 'Ask @Ravi Das about it', mentions: [ravi.body._data.id] }])
    }, 20_000)
  }),
)
