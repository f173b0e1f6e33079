import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { openPage, type PageOptions } from '../../server/test/harness/browser.ts'
import type { TeamAtHand } from '../../server/test/harness/nadi.ts'
import { signIn } from '../../server/test/harness/sign-in.ts'
import { violations } from './axe.ts'

/** The console as a user of the team sees it after signing in; the team's administrator where nobody is named. */
export async function openConsole(
  team: TeamAtHand,
  path: string,
  { username, ...options }: PageOptions & { username?: string } = {},
): Promise<Page> {
  const { token } = await signIn(team, username ?? (await administratorOf(team)))
  return openPage(new URL(path, team.nadi.url).href, { ...options, cookies: { nadi_session: token } })
}

async function administratorOf({ api }: TeamAtHand): Promise<string> {
  const { body } = await api.get('/v1/ext/users?limit=1')
  return body._data[0].username
}

/**
 * Nothing on the page keeps out people who read it by other means, in light colours and in dark. Call it when the page is at rest.
 * @param within a CSS selector: of a dialog, since what lies dimmed behind it is not to be read
 */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  expect(await violations(page, within)).toEqual([])
}
