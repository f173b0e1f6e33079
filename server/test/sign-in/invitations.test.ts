import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { apiWith } from '../harness/api.ts'
import { startNadi, type TeamAtHand, withTeam } from '../harness/nadi.ts'
import { actAs, makeUser } from '../harness/people.ts'
import { givePassword, signedIn, signIn, testPassword, tryToSignIn } from '../harness/sign-in.ts'

startNadi()

const invite = async ({ api }: TeamAtHand, username: string, what = 'invitation') => {
  const made = await api.post(`/v1/ext/user/${username}/${what}`)
  expect(made.body._errors).toEqual([])
  return { ...made.body._data, token: String(made.body._data.link).split('/').at(-1) }
}

test(
  'without mail the link is shown to the administrator; whoever opens it sets a password and is signed in, once',
  withTeam(async (team) => {
    const { url } = team.nadi
    const anybody = apiWith(url, '')
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')

    const { link, sentTo, expiresAt, token } = await invite(team, username)

    expect(link).toMatch(new RegExp(`^${url}/invitation/[\\w-]{64}$`))
    expect(sentTo).toBeNull()
    expect(expiresAt - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    const opened = await anybody.get(`/v1/ext/invitation/${token}`)
    expect(opened.body._data).toMatchObject({ purpose: 'INVITATION', username, needsSecondFactor: false, expiresAt })
    const short = await anybody.post(`/v1/ext/invitation/${token}`, { password: 'short' })
    expect([short.status, short.body._meta.errors[0].path]).toEqual([400, 'password'])

    const [one, two] = await Promise.all([
      anybody.post(`/v1/ext/invitation/${token}`, { password: testPassword }),
      anybody.post(`/v1/ext/invitation/${token}`, { password: testPassword }),
    ])
    expect([one.status, two.status].sort()).toEqual([200, 404])
    const accepted = one.status === 200 ? one : two
    expect((await signedIn(url, accepted).get('/v1/ext/session')).body._data.user.username).toBe(username)
    expect((await tryToSignIn(url, { username, password: testPassword })).status).toBe(200)
    const again = await anybody.get(`/v1/ext/invitation/${token}`)
    expect([again.status, again.body._meta.errors[0].code]).toEqual([404, 'link_not_valid'])
    const events = (await team.api.get('/v1/ext/events?limit=100')).body._data
    expect(events.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['invitation.created', 'password.changed', 'session.created']),
    )
    expect(JSON.stringify(events)).not.toContain(token)
  }),
)

test(
  'a reset ends what was open before: sessions, earlier links, the old password',
  withTeam(async (team) => {
    const { url } = team.nadi
    const anybody = apiWith(url, '')
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    const before = await signIn(team, username)
    const first = await invite(team, username, 'password-reset')
    const second = await invite(team, username, 'password-reset')
    const invitation = await invite(team, username)

    expect(second.expiresAt - Date.now()).toBeLessThanOrEqual(3_600_000)
    expect((await anybody.get(`/v1/ext/invitation/${first.token}`)).status).toBe(404)
    expect((await before.get('/v1/ext/session')).status).toBe(200)
    const reset = await anybody.post(`/v1/ext/invitation/${second.token}`, { password: 'quite another one' })

    expect(reset.status).toBe(200)
    expect((await before.get('/v1/ext/session')).status).toBe(401)
    expect((await anybody.get(`/v1/ext/invitation/${invitation.token}`)).status).toBe(404)
    const { shortId } = reset.body._data.team
    expect((await tryToSignIn(url, { username, password: testPassword, team: shortId })).status).toBe(401)
  }),
)

test(
  'a link that expired, or whose person is not active, opens nothing',
  withTeam(async (team) => {
    const anybody = apiWith(team.nadi.url, '')
    const { id, username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    const old = await invite(team, username)
    await sql`update sign_in_links set expires_at = now() where team_id = ${team.scope.teamId}`.execute(team.nadi.db)
    expect((await anybody.get(`/v1/ext/invitation/${old.token}`)).status).toBe(404)
    expect((await anybody.post(`/v1/ext/invitation/${old.token}`, { password: testPassword })).status).toBe(404)

    const { token } = await invite(team, username)
    await team.api.put(`/v1/ext/user/${id}`, { isActive: false })
    expect((await anybody.post(`/v1/ext/invitation/${token}`, { password: testPassword })).status).toBe(404)
    const refused = await team.api.post(`/v1/ext/user/${id}/invitation`)
    expect([refused.status, refused.body._meta.errors[0].code]).toEqual([409, 'user_not_active'])
  }),
)

test(
  'nobody lets somebody in whose role is above their own',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'boss@people.example', 'Admin')
    const { api } = await actAs(team, { name: 'Lead', roleType: 'MANAGER', permissions: ['users.manage'] })
    const { api: agent } = await actAs(team, { name: 'Agent' })

    for (const what of ['invitation', 'password-reset']) {
      const above = await api.post(`/v1/ext/user/${username}/${what}`)
      expect([above.status, above.body._meta.errors[0].code]).toEqual([403, 'exceeds_own_role'])
      expect((await agent.post(`/v1/ext/user/${username}/${what}`)).status).toBe(403)
    }
    expect((await api.delete(`/v1/ext/user/${username}/second-factor`)).status).toBe(403)
  }),
)

test(
  'whoever asks for too many mails to one person waits; a sign-in is not held up by it',
  withTeam(async (team) => {
    const anybody = apiWith(team.nadi.url, '')
    const { username } = await makeUser(team.api, 'asked@people.example', 'Admin')
    await givePassword(team, username)
    const asked = await Promise.all(
      Array.from({ length: 11 }, () => anybody.post('/v1/ext/password-reset', { username })),
    )

    expect(asked.filter(({ status }) => status === 200)).toHaveLength(10)
    expect(asked.find(({ status }) => status === 429)?.headers.get('retry-after')).toBeTruthy()
    expect((await tryToSignIn(team.nadi.url, { username, password: testPassword })).status).toBe(200)
  }),
)
