import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeTeam, startNadi, startServer, theNadi, withTeam } from '../harness/nadi.ts'
import { makeUser } from '../harness/people.ts'
import { givePassword, signedIn, signIn, testPassword, tryToSignIn } from '../harness/sign-in.ts'

startNadi()

const eventsOf = async (api: { get: (path: string) => Promise<{ body: { _data: { kind: string }[] } }> }) =>
  (await api.get('/v1/ext/events?limit=100')).body._data

test(
  'somebody signs in by their password, and the cookie stands for a key from then on',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    await givePassword(team, username)

    const answer = await tryToSignIn(team.nadi.url, { username: ' Asha@People.Example ', password: testPassword })

    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toMatch(
      /^nadi_session=[\w-]{64}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/,
    )
    const browser = signedIn(team.nadi.url, answer)
    const me = (await browser.get('/v1/ext/session')).body._data
    expect(me).toEqual(answer.body._data)
    expect(me).toMatchObject({
      user: { username, isActive: true },
      team: { id: team.scope.teamId, timeZone: 'Asia/Kolkata', callingCode: '91' },
      role: { name: 'Admin', roleType: 'ADMIN' },
      mustChangePassword: false,
      hasSecondFactor: false,
    })
    expect(me.role.permissions).toContain('users.manage')
    expect(me.role.procedures).toEqual([{ procedure: '*', procedureShortId: null, read: 'all', write: 'all' }])
    const made = await browser.post('/v1/ext/pod', { name: 'Pune' }, { 'idempotency-key': 'once' })
    const again = await browser.post('/v1/ext/pod', { name: 'Pune' }, { 'idempotency-key': 'once' })
    expect([made.status, again.status]).toEqual([200, 200])
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(Number(made.headers.get('ratelimit-limit'))).toBeGreaterThan(0)
    const [event] = (await team.api.get('/v1/ext/events?kind=pod.created')).body._data
    expect(event).toMatchObject({ user: me.user.id, key: null })
  }),
)

test(
  'what is wrong is not told: an unknown name, a wrong password, one without a password, one who is not active',
  withTeam(async (team) => {
    const { url } = team.nadi
    const { username } = await makeUser(team.api, 'ravi@people.example', 'Admin')
    const none = await makeUser(team.api, 'none@people.example', 'Admin')
    const left = await makeUser(team.api, 'left@people.example', 'Admin')
    for (const name of [username, left.username]) await givePassword(team, name)
    await team.api.put(`/v1/ext/user/${left.id}`, { isActive: false })

    const answers = [
      await tryToSignIn(url, { username, password: 'another password' }),
      await tryToSignIn(url, { username: 'nobody@people.example', password: testPassword }),
      await tryToSignIn(url, { username: none.username, password: testPassword }),
      await tryToSignIn(url, { username: left.username, password: testPassword }),
    ]

    for (const { status, headers, body } of answers) {
      expect(status).toBe(401)
      expect(headers.get('set-cookie')).toBeNull()
      expect(body._errors).toEqual(['The username or the password is not right.'])
      expect(body._meta.errors[0].code).toBe('wrong_credentials')
    }
  }),
)

test(
  'whoever tries ten passwords on an account waits, with the right one too; so does whoever tries a hundred from one address',
  withTeam(async (team) => {
    const { url, db } = team.nadi
    const { username } = await makeUser(team.api, 'meera@people.example', 'Admin')
    await givePassword(team, username)
    const tried = await Promise.all(
      Array.from({ length: 12 }, () => tryToSignIn(url, { username, password: 'a guess' })),
    )

    expect(tried.filter(({ status }) => status === 401)).toHaveLength(10)
    const late = await tryToSignIn(url, { username: username.toUpperCase(), password: testPassword })
    expect(late.status).toBe(429)
    expect(late.body._meta.errors[0].code).toBe('too_many_attempts')
    const wait = Number(late.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(800)
    expect(wait).toBeLessThanOrEqual(900)

    // another account is not held up, until it is too much from one place
    const other = await makeUser(team.api, 'dev@people.example', 'Admin')
    await givePassword(team, other.username)
    expect((await tryToSignIn(url, { username: other.username, password: testPassword })).status).toBe(200)
    await sql`update sign_in_attempts set attempts = 100 where subject like 'address %'`.execute(db)
    expect((await tryToSignIn(url, { username: other.username, password: testPassword })).status).toBe(429)

    // a quarter of an hour later
    await sql`update sign_in_attempts set ends_at = now()`.execute(db)
    expect((await tryToSignIn(url, { username, password: testPassword })).status).toBe(200)
    expect((await tryToSignIn(url, { username, password: testPassword })).status).toBe(200)
  }),
)

test(
  'whoever has an account of the same name in another team guesses no oftener for it',
  withTeam(async (team) => {
    const { url } = team.nadi
    const username = 'same@people.example'
    const other = await makeTeam()
    for (const each of [team, other]) await makeUser(each.api, username, 'Admin')
    await givePassword(team, username)
    await givePassword(other, username, 'the password of the guesser')
    const mine = { username, password: 'the password of the guesser' }

    const statuses: number[] = []
    for (let round = 0; round < 2; round++) {
      for (let guess = 0; guess < 5; guess++) {
        statuses.push((await tryToSignIn(url, { username, password: `guess ${round} ${guess}` })).status)
      }
      statuses.push((await tryToSignIn(url, mine)).status)
    }
    statuses.push((await tryToSignIn(url, { username, password: testPassword })).status)

    expect(statuses).toEqual([401, 401, 401, 401, 401, 200, 401, 401, 401, 401, 401, 429, 429])
  }),
)

test(
  'who signs in by a password while it is changed is not in after it',
  withTeam(async (team) => {
    const { nadi, scope } = team
    const { username, id } = await makeUser(team.api, 'olga@people.example', 'Admin')
    const here = await signIn(team, username)
    const changed = await nadi.signIn.passwords.hash(scope, id, 'a much better one')
    const isWaiting = async () => {
      const { rows } = await sql`
        select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%from passwords%'`.execute(
        nadi.db,
      )
      return rows.length
    }

    const late = await nadi.db.transaction().execute(async (tx) => {
      await nadi.signIn.passwords.put(tx, scope, changed)
      const trying = [
        tryToSignIn(nadi.url, { username, password: testPassword }),
        here.put('/v1/ext/session/password', { current: testPassword, password: 'the thief’s own choice' }),
      ]
      await expect.poll(isWaiting).toBe(2)
      return trying
    })

    expect((await Promise.all(late)).map(({ status }) => status)).toEqual([401, 403])
    expect((await tryToSignIn(nadi.url, { username, password: 'a much better one' })).status).toBe(200)
  }),
)

test(
  'addresses of one IPv6 network count together',
  withTeam(async ({ nadi }) => {
    const behind = await startServer(nadi.databaseUrl, nadi.dataDir, { trustedProxies: ['127.0.0.1'], role: 'api' })
    try {
      for (const from of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:db8:1:3::1']) {
        await tryToSignIn(behind.url, { username: `at ${from}`, password: 'a guess' }, { 'x-forwarded-for': from })
      }
      const { rows } = await sql<{ attempts: number }>`
        select attempts from sign_in_attempts where subject like 'address 2001:db8:1:%' order by attempts`.execute(
        nadi.db,
      )
      expect(rows.map(({ attempts }) => attempts)).toEqual([1, 2])
    } finally {
      await behind.stop()
    }
  }),
)

test(
  'who has the same password in two teams says which they mean; who has another is not asked',
  withTeam(async (team) => {
    const username = 'both@people.example'
    const other = await makeTeam()
    for (const each of [team, other]) {
      await makeUser(each.api, username, 'Admin')
      await givePassword(each, username)
    }
    const names = await Promise.all([team, other].map(async ({ api }) => (await api.get('/v1/ext/team')).body._data))

    const asked = await tryToSignIn(team.nadi.url, { username, password: testPassword })

    expect(asked.status).toBe(409)
    expect(asked.body._meta.errors[0]).toMatchObject({ code: 'team_needed', path: 'team' })
    expect(asked.body).toMatchObject({ teams: names.map(({ shortId, name }) => ({ shortId, name })) })
    const { shortId, id } = names[1]
    const told = await tryToSignIn(team.nadi.url, { username, password: testPassword, team: shortId })
    expect(told.body._data.team.id).toBe(id)
    await givePassword(other, username, 'quite another password')
    expect((await tryToSignIn(team.nadi.url, { username, password: testPassword })).body._data.team.id).toBe(
      team.scope.teamId,
    )
  }),
)

test(
  'a new password ends every other session, and a bad one is refused',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'nina@people.example', 'Admin')
    const [here, there] = [await signIn(team, username), await signIn(team, username)]
    const change = (current: string, password: string) => here.put('/v1/ext/session/password', { current, password })

    expect((await change('not it', 'a much better one')).body._meta.errors[0]).toMatchObject({
      code: 'wrong_password',
      path: 'current',
    })
    expect((await change(testPassword, 'short')).body._meta.errors[0].code).toBe('password_too_short')
    expect((await change(testPassword, username)).body._meta.errors[0].code).toBe('password_too_simple')
    expect((await there.get('/v1/ext/session')).status).toBe(200)
    expect((await change(testPassword, 'a much better one')).status).toBe(200)

    expect((await here.get('/v1/ext/session')).status).toBe(200)
    expect((await there.get('/v1/ext/session')).status).toBe(401)
    expect((await tryToSignIn(team.nadi.url, { username, password: testPassword })).status).toBe(401)
    expect((await tryToSignIn(team.nadi.url, { username, password: 'a much better one' })).status).toBe(200)
    const events = await eventsOf(team.api)
    expect(events.filter(({ kind }) => kind === 'password.changed')).toHaveLength(2)
    expect(JSON.stringify(events)).not.toMatch(/argon2|green bicycle|better one/)
  }),
)

test(
  'with a password that somebody else made, nothing is answered until it is changed',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'omar@people.example', 'Admin')
    const password = await theNadi().signIn.passwords.setOneTime(team.scope, username)
    const answer = await tryToSignIn(team.nadi.url, { username, password })
    const browser = signedIn(team.nadi.url, answer)

    expect(answer.body._data.mustChangePassword).toBe(true)
    const refused = await browser.get('/v1/ext/users')
    expect([refused.status, refused.body._meta.errors[0].code]).toEqual([403, 'password_must_be_changed'])
    expect((await browser.get('/v1/ext/session')).status).toBe(200)
    await browser.put('/v1/ext/session/password', { current: password, password: 'my very own words' })

    expect((await browser.get('/v1/ext/users')).status).toBe(200)
    expect((await browser.get('/v1/ext/session')).body._data.mustChangePassword).toBe(false)
  }),
)
