import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { apiInBrowser } from '../harness/api.ts'
import { makeTeam, startNadi, theNadi, withTeam } from '../harness/nadi.ts'
import { type OpenIdProvider, startOpenIdProvider } from '../harness/openid-provider.ts'
import { makeUser } from '../harness/people.ts'

let provider: OpenIdProvider
beforeAll(async () => {
  provider = await startOpenIdProvider()
})
afterAll(() => provider.close())
beforeEach(() => Object.assign(provider, { nonce: undefined, refuses: false }))
startNadi(() => ({
  oidc: {
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    name: 'Company account',
  },
}))

/** Follows one redirect as a browser does, with its cookies. */
async function go(address: string, cookies: Map<string, string>) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(new URL(address, theNadi().url), { redirect: 'manual', headers: { cookie } })
  for (const set of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
    if (value) cookies.set(name, value)
    else cookies.delete(name)
  }
  return { status: response.status, to: response.headers.get('location') ?? '' }
}

/** All the way through the provider and back; where it ends, and with what cookies. */
async function goThrough(query = '') {
  const cookies = new Map<string, string>()
  const away = await go(`/v1/ext/session/oidc${query}`, cookies)
  const back = await go(away.to, new Map())
  const callback = back.to
  return { ...(await go(callback, cookies)), cookies, callback }
}

test(
  'whoever the provider vouches for is signed in as the user of that e-mail address',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    provider.person = { sub: 'p-1', email: 'Asha@People.Example', email_verified: true }
    expect((await team.as('').get('/v1/ext/sign-in-options')).body._data.oidc).toEqual({ name: 'Company account' })

    const { status, to, cookies, callback } = await goThrough('?to=/leads?view=mine')

    expect([status, to]).toEqual([302, '/leads?view=mine'])
    const browser = apiInBrowser(team.nadi.url, cookies.get('nadi_session') ?? '')
    expect((await browser.get('/v1/ext/session')).body._data.user.username).toBe(username)
    expect((await browser.get('/v1/ext/sessions')).body._data).toMatchObject([{ method: 'SINGLE_SIGN_ON' }])
    // the answer of the provider is good once, and in that browser alone
    expect(cookies.has('nadi_single_sign_on')).toBe(false)
    expect((await go(callback, new Map())).to).toBe('/sign-in?error=expired')
  }),
)

test(
  'who is not let in is told why: nobody of that name, an address that is not verified, a no, an answer to another question',
  withTeam(async (team) => {
    const { id, username } = await makeUser(team.api, 'ravi@people.example', 'Admin')
    provider.person = { sub: 'p-2', email: 'nobody@people.example', email_verified: true }
    expect((await goThrough()).to).toBe('/sign-in?error=no_such_user')
    provider.person = { sub: 'p-2', email: username, email_verified: false }
    expect((await goThrough()).to).toBe('/sign-in?error=email_not_verified')
    provider.person = { sub: 'p-2', email: username, email_verified: true }
    provider.refuses = true
    expect((await goThrough()).to).toBe('/sign-in?error=refused')
    provider.refuses = false
    provider.nonce = 'of another question'
    const wrongNonce = await goThrough()
    expect(wrongNonce.to).toBe('/sign-in?error=refused')
    expect(wrongNonce.cookies.has('nadi_session')).toBe(false)
    provider.nonce = undefined
    expect((await goThrough()).to).toBe('/')

    await team.api.put(`/v1/ext/user/${id}`, { isActive: false })
    expect((await goThrough()).to).toBe('/sign-in?error=no_such_user')
  }),
)

test("another browser's answer is not taken, nor one to another state", async () => {
  provider.person = { sub: 'p-3', email: 'asha@people.example', email_verified: true }
  const [mine, theirs] = [new Map<string, string>(), new Map<string, string>()]
  await go('/v1/ext/session/oidc', mine)
  const away = await go('/v1/ext/session/oidc', theirs)
  const back = await go(away.to, new Map())

  expect((await go(back.to, mine)).to).toBe('/sign-in?error=refused')
  expect(mine.has('nadi_session')).toBe(false)
  expect((await go('/v1/ext/session/oidc?to=//evil.example', new Map())).status).toBe(400)
  expect((await go('/v1/ext/session/oidc?to=/\\evil.example', new Map())).status).toBe(400)
})

test(
  'who is in several teams says which they mean',
  withTeam(async (team) => {
    const other = await makeTeam()
    const username = 'both@people.example'
    for (const { api } of [team, other]) await makeUser(api, username, 'Admin')
    provider.person = { sub: 'p-4', email: username, email_verified: true }
    const shortIds = await Promise.all(
      [team, other].map(async ({ api }) => (await api.get('/v1/ext/team')).body._data.shortId as string),
    )

    const asked = new URL((await goThrough()).to, team.nadi.url)
    const { to, cookies } = await goThrough(`?team=${shortIds[1]}`)

    expect(asked.searchParams.get('error')).toBe('team_needed')
    expect(asked.searchParams.get('teams')?.split(',')).toEqual(shortIds)
    expect(to).toBe('/')
    const browser = apiInBrowser(team.nadi.url, cookies.get('nadi_session') ?? '')
    expect((await browser.get('/v1/ext/session')).body._data.team.shortId).toBe(shortIds[1])
  }),
)
