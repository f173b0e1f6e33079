import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { startNadi, withTeam } from '../../server/test/harness/nadi.ts'
import { contrast, rgbOf, teamColors } from '../src/app/team-colors.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

const contrastOf = (one = '', other = ''): number => {
  const [first, second] = [rgbOf(one), rgbOf(other)]
  if (!first || !second) throw new Error(`"${one}" or "${other}" is no colour.`)
  return contrast(first, second)
}

test.each(['light', 'dark'] as const)(
  'whatever colour a team chooses, what is written in it can be read: %s',
  (mode) => {
    const steps = ['00', '33', '66', '99', 'cc', 'ff']
    const all = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)))
    const [surface, soft] = mode === 'light' ? ['#ffffff', '#4d5761'] : ['#161b21', '#a3adb7']
    const taken = all.map((color) => teamColors(color, mode)).filter((colors) => colors !== null)

    expect(taken.length).toBeGreaterThan(all.length / 2)
    for (const colors of taken) {
      expect(contrastOf(colors['--accent'], colors['--accent-ink'])).toBeGreaterThanOrEqual(4.5)
      expect(contrastOf(colors['--accent-text'], colors['--accent-soft'])).toBeGreaterThanOrEqual(4.5)
      expect(contrastOf(soft, colors['--accent-soft'])).toBeGreaterThanOrEqual(4.5)
      expect(contrastOf(colors['--accent-text'], surface)).toBeGreaterThanOrEqual(4.5)
    }
  },
)

test('a colour that can be read stays as it is; one that cannot is not made another', () => {
  expect(teamColors('#1d4ed8', 'light')).toMatchObject({ '--accent': '#1d4ed8' })
  expect(teamColors('#facc15', 'light')).toBeNull()
  expect(teamColors('#facc15', 'dark')).toMatchObject({ '--accent': '#facc15' })
})

test(
  "the console wears the team's colour, and its own sign where the logo cannot be had",
  withTeam(async (team) => {
    await team.api.put('/v1/ext/team', {
      name: 'Blue Bank',
      branding: { color: '#1d4ed8', logoUrl: 'https://127.0.0.1:9/logo.png' },
    })
    const page = await openConsole(team, '/admin/people')
    await page.getByRole('button', { name: 'Invite somebody' }).waitFor()

    expect(await page.evaluate<string>(`getComputedStyle(document.documentElement).getPropertyValue('--accent')`)).toBe(
      '#1d4ed8',
    )
    const home = page.getByRole('complementary').getByRole('link', { name: 'Blue Bank' })
    await expect.poll(() => home.locator('img').getAttribute('src')).toBe('/icon.svg')
    await expectAccessible(page)
  }),
)
