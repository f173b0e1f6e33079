import { expect, test } from 'vitest'
import { startBrowser } from '../../server/test/harness/browser.ts'
import { applyModel } from '../../server/test/harness/model.ts'
import { startNadi, withTeam } from '../../server/test/harness/nadi.ts'
import { expectAccessible, openConsole } from './harness.ts'

startNadi()
startBrowser()

test(
  'on a phone a list shows a card for each, with all that its columns tell',
  withTeam(async (team) => {
    await applyModel(team.api)
    const page = await openConsole(team, '/admin/roles', { width: 390 })
    const card = page.getByRole('list', { name: 'Roles' }).getByRole('listitem').filter({ hasText: 'Reader' })
    await card.waitFor()

    expect(await card.getByRole('term').allTextContents()).toEqual([
      'Standing',
      'People',
      'Permissions',
      'Processes',
      'Id',
    ])
    await card.getByRole('button', { name: 'Copy the id' }).waitFor()
    await expectAccessible(page)
  }),
)

test(
  'no page of the administration is wider than a phone',
  withTeam(async (team) => {
    await applyModel(team.api)
    const page = await openConsole(team, '/admin/people', { width: 390 })
    const wide: string[] = []
    for (const path of ['people', 'people/groups', 'roles', 'keys', 'jobs', 'model', 'model/lead', 'audit', 'team']) {
      await page.goto(new URL(`/admin/${path}`, team.nadi.url).href)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' })
      const width = await page.evaluate<number>(
        `Math.max(...[document.documentElement, ...document.querySelectorAll('main, main section')].map((part) => part.scrollWidth))`,
      )
      if (width > 390) wide.push(`${path}: ${width}`)
    }

    expect(wide).toEqual([])
  }),
)
