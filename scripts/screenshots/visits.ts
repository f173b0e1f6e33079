import type { Browser, Page } from 'playwright-core'
import type { Nadi } from '../../sdk/src/index.ts'
import { openWindow, type Session } from './camera.ts'

const password = 'our green bicycle 1987'

/** Takes a picture of that name. */
export type Take = (page: Page, name: string) => Promise<void>

/** Signs in as the printed line says, and chooses a password; both pages are pictured on the way. */
export async function signIn(
  browser: Browser,
  url: string,
  { username, firstPassword }: { username: string; firstPassword: string },
  take: Take,
): Promise<Session> {
  const window = await openWindow(browser, 'light')
  const page = await window.newPage()
  await page.goto(url)
  await page.getByLabel('E-mail address').fill(username)
  await page.getByLabel('Password').fill(firstPassword)
  await take(page, 'sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByLabel('The password you signed in with').fill(firstPassword)
  await page.getByLabel('New password').fill(password)
  await take(page, 'new-password')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByRole('navigation', { name: 'Main', exact: true }).waitFor()
  const session = await window.storageState()
  await window.close()
  return session
}

/** A customer writes on the phone, and the team answers over the API, as somebody does who tries the printed lines. */
export async function talkByPhone(browser: Browser, phoneUrl: string, nadi: Nadi, take: Take): Promise<void> {
  const window = await openWindow(browser, 'light')
  const page = await window.newPage()
  const bubble = (text: string) => page.getByRole('article').filter({ hasText: text })
  const write = async (text: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Message' }).fill(text)
    await page.keyboard.press('Enter')
    await bubble(text).waitFor()
  }
  await page.goto(phoneUrl)
  await page.getByRole('button', { name: /Asha Rao/ }).click()
  await write('Hello! I saw your home loan offer 🏠')
  await write('Can I get 8 lakh over ten years?')
  const [plugin] = (await nadi.call('GET /v1/ext/plugin/whatsapp')).data
  const answer = 'Hello Asha, yes: at 8.6 % that is ₹9,962 a month. Shall I send you the list of papers?'
  await nadi.call('POST /v1/ext/plugin/whatsapp/{pluginId}/api/{version}/{phoneNumberId}/messages', {
    path: { pluginId: plugin?.id ?? '', version: 'v23.0', phoneNumberId: plugin?.phoneNumbers[0]?.id ?? '' },
    body: { messaging_product: 'whatsapp', to: '919876543210', type: 'text', text: { body: answer } },
  })
  await bubble(answer).getByRole('img', { name: 'read' }).waitFor()
  await write('Yes please 🙏')
  await take(page, 'phone')
  await window.close()
}
