import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { withTeam } from '../../server/test/harness/nadi.ts'
import { connectPlugin, startNadiWithSimulator, theSimulator } from '../../server/test/harness/simulator.ts'
import { picture } from '../../server/test/platform/photos/pictures.ts'
import { startReceivers } from '../../server/test/webhooks/receivers.ts'
import { expectAccessible, openConsole } from './harness.ts'

const receivers = await startReceivers(1)
startNadiWithSimulator({ allowedHooks: receivers.origins })
startBrowser()

test(
  'an account is connected step by step, and its page tells its numbers and ids',
  withTeam(async (team) => {
    const account = theSimulator().addAccount()
    const [number] = account.phoneNumbers
    const page = await openConsole(team, '/admin/plugin')
    await page.getByRole('heading', { name: 'No account is connected' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Connect an account' }).first().click()

    await page.getByLabel('Name').fill('Main account')
    await page.getByLabel('WhatsApp Business account id').fill(account.wabaId)
    await page.getByLabel('Access token').fill('EAAwrong')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByLabel('App id').fill(account.appId)
    await page.getByLabel('App secret').fill(account.appSecret)
    expect(await page.getByRole('textbox', { name: 'Verify token' }).inputValue()).toHaveLength(24)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Connect' }).click()
    // what Meta refuses leads back to the step that has it
    await page.getByLabel('Access token').fill(account.accessToken)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Connect' }).click()
    await page.getByRole('heading', { name: 'Main account is connected' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Go to the account' }).click()

    const row = page.getByRole('row').filter({ hasText: number?.displayPhoneNumber ?? '' })
    expect(await row.textContent()).toContain(number?.id)
    await page.getByRole('button', { name: 'Copy Plugin Id' }).waitFor()
    const { body } = await team.api.get('/v1/ext/plugin/whatsapp')
    expect(new URL(page.url()).pathname).toBe(`/admin/plugin/${body._data[0].id}`)
    await page.getByText('There are no keys yet').waitFor()
    await expectAccessible(page)
  }),
)

test(
  'a mistake in a template is told as one types, and the corrected one goes to Meta for review',
  withTeam(async (team) => {
    const { pluginId } = await connectPlugin(team)
    const page = await openConsole(team, `/admin/plugin/${pluginId}/templates/new`)

    await page.getByLabel('Name').fill('Loan Reminder')
    await page.getByText('Such as loan_reminder.').first().waitFor()
    await page.getByLabel('Name').fill('loan_reminder')
    await page.getByRole('textbox', { name: 'Body' }).fill('{{1}}, your loan application is ready to be signed')
    await page.getByText('The body may not begin or end with a parameter.').first().waitFor()
    await expectAccessible(page)
    const send = page.getByRole('button', { name: 'Send to Meta for review' })
    expect(await send.isDisabled()).toBe(true)
    await page.getByRole('textbox', { name: 'Body' }).fill('Hello {{1}}, your loan application is ready to be signed.')
    await page.getByLabel('Example for {{1}}').fill('Asha')
    await page.getByRole('button', { name: 'Add a button' }).click()
    await page.getByRole('menuitem', { name: 'Quick reply' }).click()
    await page.getByLabel('Text of button 1').fill('Call me')
    const phone = page.getByRole('figure', { name: 'As the customer will see it' })
    await phone.getByText('Hello Asha, your loan application is ready to be signed.').waitFor()
    await send.click()

    const row = page.getByRole('row').filter({ hasText: 'loan_reminder' })
    await row.waitFor()
    await expectAccessible(page)
    const { body } = await team.api.get(`/v1/ext/plugin/whatsapp/${pluginId}/templates?search=loan_reminder`)
    expect(body._data).toMatchObject([
      {
        name: 'loan_reminder',
        category: 'UTILITY',
        components: [
          { type: 'BODY', example: { body_text: [['Asha']] } },
          { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Call me' }] },
        ],
      },
    ])
  }),
)

test(
  'a carousel is made of cards that are built alike, seen on the phone, and goes to Meta for review',
  withTeam(async (team) => {
    const { pluginId } = await connectPlugin(team)
    const page = await openConsole(team, `/admin/plugin/${pluginId}/templates/new`)
    await page.getByLabel('Name').fill('monsoon_offers')
    await page.getByLabel('Category').selectOption({ label: 'Marketing' })
    await page.getByRole('button', { name: 'Carousel of cards' }).click()
    await page.getByRole('textbox', { name: 'Body' }).fill('Two loans for the monsoon, picked for you.')

    await page.getByText('Card 2: The button has no text.').waitFor()
    const photo = await picture().png().toBuffer()
    const card = (number: number) => page.getByRole('group', { name: `Card ${number}` })
    for (const [number, text] of [
      [1, 'A loan for {{1}}, for the roof.'],
      [2, 'A loan for your field.'],
    ] as const) {
      await card(number)
        .getByLabel('Example file')
        .setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: photo })
      await card(number).getByRole('button', { name: 'Upload another example' }).waitFor()
      await card(number).getByRole('textbox', { name: 'Text of card' }).fill(text)
      await card(number).getByLabel('Text of button 1').fill(`Tell me of loan ${number}`)
    }
    await card(1).getByLabel('Example for {{1}}').fill('Asha')
    // a button that one card gets, the other gets too
    await card(2).getByRole('button', { name: 'Add a button' }).click()
    await page.getByRole('menuitem', { name: 'Open an address' }).click()
    for (const number of [1, 2]) {
      await card(number).getByLabel('Text of button 2').fill('Read on')
      await card(number).getByLabel('Address of button 2').fill(`https://paisapay.example/${number}`)
    }
    const phone = page.getByRole('figure', { name: 'As the customer will see it' })
    await phone.getByText('A loan for Asha, for the roof.').waitFor()
    await phone.getByRole('img', { name: 'Picture' }).nth(1).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Send to Meta for review' }).click()

    await page.getByRole('row').filter({ hasText: 'monsoon_offers' }).waitFor()
    const { body } = await team.api.get(`/v1/ext/plugin/whatsapp/${pluginId}/templates?search=monsoon_offers`)
    const buttons = (number: number) => ({
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: `Tell me of loan ${number}` },
        { type: 'URL', text: 'Read on', url: `https://paisapay.example/${number}` },
      ],
    })
    expect(body._data[0].components[1]).toMatchObject({
      type: 'CAROUSEL',
      cards: [
        { components: [{ type: 'HEADER', format: 'IMAGE' }, { example: { body_text: [['Asha']] } }, buttons(1)] },
        { components: [{ type: 'HEADER', format: 'IMAGE' }, { text: 'A loan for your field.' }, buttons(2)] },
      ],
    })
  }),
)

test(
  'a delivery that failed is looked at, sent again and delivered',
  withTeam(async (team) => {
    const hook = receivers.take()
    hook.replies({ status: 500, body: 'out of order' })
    const page = await openConsole(team, '/admin/webhooks')
    await page.getByRole('button', { name: 'New endpoint' }).first().click()
    await page.getByLabel('URL').fill(`${hook.url}/hook`)
    await page.getByLabel('Name').fill('Warehouse')
    await page.getByRole('button', { name: 'Make the endpoint' }).click()
    await page.getByRole('button', { name: 'Send a test event to Warehouse' }).click()
    const sheet = page.getByRole('dialog', { name: 'The test event was not delivered' })
    await sheet.getByText('out of order').first().waitFor()
    await expectAccessible(page, '[role="dialog"]')
    await sheet.getByRole('button', { name: 'Close' }).click()
    await expectAccessible(page)
    hook.replies({ status: 200 })

    await page.getByRole('link', { name: 'Deliveries of Warehouse' }).click()
    const row = page.getByRole('row').filter({ hasText: 'webhook.test' })
    await row.getByText('Failed', { exact: true }).waitFor()
    await expectAccessible(page)
    await row.getByRole('button', { name: 'Send webhook.test again' }).click()
    await row.getByText('Delivered', { exact: true }).waitFor()

    const [first, second] = await hook.got(2)
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    const { body } = await team.api.get('/v1/ext/webhook-deliveries?status=DELIVERED')
    expect(body._data).toMatchObject([{ event: 'webhook.test', responseStatus: 200 }])
  }),
)
