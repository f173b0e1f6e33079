import type { Nadi } from '../../src/main.ts'
import type { Scope } from '../../src/scope.ts'
import { type Answer, type Api, apiInBrowser, apiWith } from './api.ts'
import type { TeamAtHand } from './nadi.ts'

export const testPassword = 'our green bicycle 1987'

/** Somebody who is signed in, in a browser. */
export interface SignedIn extends Api {
  /** of the cookie `nadi_session`: a browser test adds it to its context */
  token: string
  sessionId: string
}

/** Gives a user a password, as though they had set it themselves. */
export async function givePassword(
  { nadi, scope }: { nadi: Nadi; scope: Scope },
  username: string,
  password = testPassword,
): Promise<void> {
  const { passwords } = nadi.signIn
  const { id } = await nadi.users.fetch(scope, username)
  const hashed = await passwords.hash(scope, id, password)
  await nadi.db.transaction().execute((tx) => passwords.put(tx, scope, hashed))
}

/** Signs a user of the team in as a person would; who has no password yet gets one. */
export async function signIn(team: TeamAtHand, username: string, url = team.nadi.url): Promise<SignedIn> {
  const { id } = await team.nadi.users.fetch(team.scope, username)
  if (!(await team.nadi.signIn.passwords.has(team.scope, id))) await givePassword(team, username)
  const { shortId } = await team.nadi.teams.fetch(team.scope)
  const answer = await tryToSignIn(url, { username, password: testPassword, team: shortId })
  if (answer.status !== 200) throw new Error(answer.body._errors.join(' '))
  return signedIn(url, answer)
}

export const tryToSignIn = (url: string, body: object, headers: Record<string, string> = {}): Promise<Answer> =>
  apiWith(url, '').post('/v1/ext/session', body, headers)

/** What an answer that signs in puts into the browser. */
export function signedIn(url: string, { headers, body }: Answer): SignedIn {
  const [, token = ''] = /^nadi_session=([\w-]+);/.exec(headers.get('set-cookie') ?? '') ?? []
  return { ...apiInBrowser(url, token), token, sessionId: body._data?.sessionId }
}
