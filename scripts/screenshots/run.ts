/**
 * `npm run screenshots [name …]`: starts the demo in a data folder that is thrown away, and takes a picture of every page, light, dark and narrow,
 * into scripts/screenshots/out; the best ones, smaller, into docs/images.
 */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { Nadi } from '../../sdk/src/index.ts'
import { launchChromium } from '../../server/test/harness/chromium.ts'
import { RealServer } from '../../server/test/soak/real-server.ts'
import { best } from './best.ts'
import { atRest, type Look, looks, openWindow, type Session, takePng, takeWebp } from './camera.ts'
import { shots } from './pages.ts'
import { findPlaces, type Places } from './places.ts'
import { signIn, type Take, talkByPhone } from './visits.ts'

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const everything = folder('out/')
const images = folder('../../docs/images/')
const names = process.argv.slice(2)

const takeAs =
  (look: Look): Take =>
  async (page, name) => {
    await atRest(page)
    await takePng(page, `${everything}${name}-${look}.png`)
    const chosen = best.find((each) => each.name === name && each.look === look)
    if (chosen) await takeWebp(page, `${images}${name}-${look}.webp`)
  }

async function takeAll(browser: Browser, url: string, session: Session, places: Places): Promise<void> {
  const wanted = shots.filter(({ name }) => names.length === 0 || names.includes(name))
  for (const look of Object.keys(looks) as Look[]) {
    const window = await openWindow(browser, look, session)
    const page = await window.newPage()
    for (const { name, path, prepare } of wanted) {
      await page.goto(new URL(path(places), url).href)
      await page.getByRole('heading', { level: 1 }).or(page.getByRole('region')).first().waitFor()
      await atRest(page)
      await prepare?.(page)
      await takeAs(look)(page, name)
    }
    await window.close()
  }
}

await Promise.all([everything, images].map((path) => mkdir(path, { recursive: true })))
const server = await RealServer.make()
try {
  await server.start()
  const username = 'alex@paisapay.com'
  const firstPassword = await server.printed(/sign in +at \S+ as alex@paisapay\.com with ([\w-]+)$/)
  const phoneUrl = await server.printed(/open the phone at (\S+?),/)
  const nadi = new Nadi({ url: server.url, apiKey: server.key })
  const browser = await launchChromium()
  try {
    await talkByPhone(browser, phoneUrl, nadi, takeAs('light'))
    const session = await signIn(browser, server.url, { username, firstPassword }, takeAs('light'))
    const places = await findPlaces(nadi)
    await takeAll(browser, server.url, session, places)
  } finally {
    await browser.close()
  }
} finally {
  await server.remove()
}
