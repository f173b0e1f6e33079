import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { apiInBrowser, apiWith } from '../harness/api.ts'
import { listen } from '../harness/listener.ts'
import { startNadi, startServer, withTeam } from '../harness/nadi.ts'
import { makeRole, makeUser } from '../harness/people.ts'
import { signIn, testPassword, tryToSignIn } from '../harness/sign-in.ts'

startNadi()

test(
  "a person's sessions are listed, and ended one by one or all at once",
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    const [laptop, phone, tablet] = [
      await signIn(team, username),
      await signIn(team, username),
      await signIn(team, username),
    ]

    const listed = (await laptop.get('/v1/ext/sessions')).body._data
    expect(listed.map(({ id, isCurrent }: { id: string; isCurrent: boolean }) => [id, isCurrent])).toEqual([
      [tablet.sessionId, false],
      [phone.sessionId, false],
      [laptop.sessionId, true],
    ])
    expect(listed[0]).toMatchObject({ method: 'PASSWORD', address: '127.0.0.1', userAgent: 'node' })
    expect(JSON.stringify(listed)).not.toContain(laptop.token)

    expect((await laptop.delete(`/v1/ext/session/${phone.sessionId}`)).status).toBe(200)
    const out = await phone.get('/v1/ext/session')
    expect([out.status, out.body._meta.errors[0].code]).toEqual([401, 'session_ended'])
    const signedOut = await tablet.delete('/v1/ext/session')
    expect(signedOut.headers.get('set-cookie')).toMatch(/^nadi_session=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax$/)
    expect((await tablet.get('/v1/ext/session')).status).toBe(401)
    const another = await signIn(team, username)
    expect((await laptop.delete('/v1/ext/sessions')).body._data).toHaveLength(2)
    for (const browser of [laptop, another]) expect((await browser.get('/v1/ext/session')).status).toBe(401)

    const kinds = async (kind: string) => (await team.api.get(`/v1/ext/events?kind=${kind}`)).body._data
    expect(await kinds('session.created')).toHaveLength(4)
    expect(await kinds('session.revoked')).toHaveLength(4)
  }),
)

test(
  'a session is not another person’s to see or to end, nor an API key’s',
  withTeam(async (team) => {
    const [asha, ravi] = [
      await makeUser(team.api, 'asha@people.example', 'Admin'),
      await makeUser(team.api, 'ravi@people.example', 'Admin'),
    ]
    const [hers, his] = [await signIn(team, asha.username), await signIn(team, ravi.username)]

    expect((await his.get('/v1/ext/sessions')).body._data).toHaveLength(1)
    expect((await his.delete(`/v1/ext/session/${hers.sessionId}`)).status).toBe(404)
    const byKey = await team.api.delete(`/v1/ext/session/${hers.sessionId}`)
    expect([byKey.status, byKey.body._meta.errors[0].code]).toEqual([403, 'session_needed'])
    expect((await hers.get('/v1/ext/session')).status).toBe(200)
    expect((await team.api.get('/v1/ext/session')).body._data).toMatchObject({
      sessionId: null,
      role: { name: 'Admin' },
    })
  }),
)

test(
  'a session that is ended on one server is out on every other at once',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    const second = await startServer(team.nadi.databaseUrl, team.nadi.dataDir)
    try {
      const here = await signIn(team, username)
      const there = apiInBrowser(second.url, here.token)
      expect((await there.get('/v1/ext/session')).status).toBe(200)
      const since = Date.now()
      await here.delete('/v1/ext/session')

      await vi.waitFor(async () => expect((await there.get('/v1/ext/session')).status).toBe(401), {
        timeout: 4_000,
        interval: 5,
      })
      // by word of it, long before what it knew would be too old
      expect(Date.now() - since).toBeLessThan(4_500)
    } finally {
      await second.stop()
    }
  }),
)

test(
  'the stream of what changes ends with the session that opened it',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    const browser = await signIn(team, username)
    const listener = await listen(browser)
    await team.api.post('/v1/ext/pod', { name: 'Pune' })
    await listener.hears('pod.created')

    await browser.delete('/v1/ext/session')

    await vi.waitFor(() => expect(listener.isOver()).toBe(true), { timeout: 4_000, interval: 5 })
  }),
)

test(
  'a session has the role that its user has now, and ends with them',
  withTeam(async (team) => {
    const { id, username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    const less = await makeRole(team, { name: 'Less' })
    const browser = await signIn(team, username)
    expect((await browser.get('/v1/ext/keys')).status).toBe(200)
    await team.api.put(`/v1/ext/user/${id}`, { role: less.id })
    expect((await browser.get('/v1/ext/keys')).status).toBe(403)

    await team.api.put(`/v1/ext/user/${id}`, { isActive: false })
    expect((await browser.get('/v1/ext/session')).status).toBe(401)
    await team.api.put(`/v1/ext/user/${id}`, { isActive: true })
    expect((await browser.get('/v1/ext/session')).status).toBe(401)

    const again = await signIn(team, username)
    await team.api.delete(`/v1/ext/user/${id}`)
    expect((await again.get('/v1/ext/session')).status).toBe(401)
  }),
)

test(
  'a session ends a week after its last use, and after a month in any case',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    const [idle, old, fresh] = [
      await signIn(team, username),
      await signIn(team, username),
      await signIn(team, username),
    ]
    const { db, signIn: half } = team.nadi
    await sql`update sessions set last_seen_at = now() - interval '8 days' where session_id = ${idle.sessionId}`.execute(
      db,
    )
    await sql`update sessions set expires_at = now() where session_id = ${old.sessionId}`.execute(db)

    expect((await idle.get('/v1/ext/session')).status).toBe(401)
    expect((await old.get('/v1/ext/session')).status).toBe(401)
    expect((await fresh.get('/v1/ext/sessions')).body._data).toHaveLength(1)
    for (const work of half.upkeep) await work(team.scope.teamId)
    const { rows } = await sql`select session_id from sessions where team_id = ${team.scope.teamId}`.execute(db)
    expect(rows).toEqual([{ session_id: fresh.sessionId }])
  }),
)

test(
  'what changes something is refused where the page of another site asks',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    const { token } = await signIn(team, username)
    const { url } = team.nadi
    const browser = apiWith(url, '')
    const make = (name: string, headers: Record<string, string>) =>
      browser.post('/v1/ext/pod', { name }, { cookie: `theme=dark; nadi_session=${token}`, ...headers })

    const refused = [
      await make('a', { 'sec-fetch-site': 'cross-site' }),
      await make('b', { 'sec-fetch-site': 'same-site', origin: url }),
      await make('c', { origin: 'https://evil.example' }),
      await make('d', { origin: 'null' }),
      await make('e', {}),
    ]
    for (const { status, body } of refused) {
      expect([status, body._meta.errors[0].code]).toEqual([403, 'cross_site'])
    }
    expect((await make('f', { 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await make('g', { origin: url })).status).toBe(200)
    expect((await browser.get('/v1/ext/pods', { cookie: `nadi_session=${token}` })).body._data).toHaveLength(2)
    // a form of another site cannot send JSON
    const form = await fetch(`${url}/v1/ext/pod`, {
      method: 'POST',
      headers: { cookie: `nadi_session=${token}`, 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' },
      body: '{"name": "h"}',
    })
    expect(form.status).toBe(415)
    // a key is no cookie: whoever has it sent it on purpose
    const withKey = await team.api.post('/v1/ext/pod', { name: 'i' }, { 'sec-fetch-site': 'cross-site' })
    expect(withKey.status).toBe(200)
  }),
)

test(
  'where people come by https the cookie travels by nothing else',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    await signIn(team, username)
    const behind = await startServer(team.nadi.databaseUrl, team.nadi.dataDir, {
      publicUrl: 'https://nadi.example.org',
      trustedProxies: ['127.0.0.1'],
    })
    try {
      const forwarded = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-host': 'nadi.example.org' }
      const { shortId } = (await team.api.get('/v1/ext/team')).body._data
      const asked = { username, password: testPassword, team: shortId }
      const answer = await tryToSignIn(behind.url, asked, forwarded)

      expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax; Secure$/)
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
      const page = apiWith(behind.url, '')
      const [current] = (await page.get('/v1/ext/sessions', { cookie })).body._data
      expect(current.address).toBe('203.0.113.7')
      const out = { cookie, origin: 'https://nadi.example.org' }
      expect((await page.delete('/v1/ext/session', out)).status).toBe(200)
    } finally {
      await behind.stop()
    }
  }),
)
