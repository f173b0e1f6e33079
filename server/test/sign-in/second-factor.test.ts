import { TOTP } from 'otpauth'
import { expect, test, vi } from 'vitest'
import { startNadi, type TeamAtHand, withTeam } from '../harness/nadi.ts'
import { makeUser } from '../harness/people.ts'
import { type SignedIn, signIn, testPassword, tryToSignIn } from '../harness/sign-in.ts'

startNadi()

/** What a device shows, so many steps from now. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })

/** Turns a second factor on by the code of the step before, so that the present one is still to be used. */
async function turnOn(browser: SignedIn): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = (await browser.post('/v1/ext/session/second-factor')).body._data
  // once more where a step ended on the way
  return vi.waitFor(async () => {
    const confirmed = await browser.post('/v1/ext/session/second-factor/confirm', { code: codeOf(secret, -1) })
    expect(confirmed.body._errors).toEqual([])
    return { secret, ...confirmed.body._data }
  }, 20_000)
}

const shortIdOf = async ({ api }: TeamAtHand): Promise<string> => (await api.get('/v1/ext/team')).body._data.shortId

test(
  'a second factor is asked for once a first code has confirmed it, and each code opens once',
  withTeam(async (team) => {
    const { url } = team.nadi
    const { username } = await makeUser(team.api, 'asha@people.example', 'Admin')
    const browser = await signIn(team, username)
    const who = { username, password: testPassword, team: await shortIdOf(team) }

    const started = (await browser.post('/v1/ext/session/second-factor')).body._data
    expect(started.uri).toContain(`secret=${started.secret}`)
    expect(started.uri).toMatch(/^otpauth:\/\/totp\/Nadi%20Team.*asha%40people\.example/)
    expect((await tryToSignIn(url, who)).status).toBe(200)
    const wrong = await browser.post('/v1/ext/session/second-factor/confirm', { code: '000000' })
    expect([wrong.status, wrong.body._meta.errors[0].code]).toEqual([400, 'wrong_code'])
    const { secret, recoveryCodes } = await turnOn(browser)
    expect(recoveryCodes).toHaveLength(10)
    expect((await browser.get('/v1/ext/session')).body._data.hasSecondFactor).toBe(true)
    expect((await browser.post('/v1/ext/session/second-factor')).body._meta.errors[0].code).toBe('second_factor_on')

    const needed = await tryToSignIn(url, who)
    expect([needed.status, needed.body._meta.errors[0].code]).toEqual([401, 'second_factor_needed'])
    expect((await tryToSignIn(url, { ...who, password: 'wrong one' })).body._meta.errors[0].code).toBe(
      'wrong_credentials',
    )
    expect((await tryToSignIn(url, { ...who, code: codeOf(secret, -2) })).body._meta.errors[0].code).toBe('wrong_code')
    const code = codeOf(secret)
    const both = await Promise.all([tryToSignIn(url, { ...who, code }), tryToSignIn(url, { ...who, code })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    expect((await tryToSignIn(url, { ...who, code })).status).toBe(401)
    expect((await tryToSignIn(url, { ...who, code: codeOf(secret, 1) })).status).toBe(200)

    const [spare = ''] = recoveryCodes
    expect((await tryToSignIn(url, { ...who, code: spare.toLowerCase().replaceAll('-', ' ') })).status).toBe(200)
    expect((await tryToSignIn(url, { ...who, code: spare })).status).toBe(401)
    const events = (await team.api.get('/v1/ext/events?limit=100')).body._data
    expect(events.map(({ kind }: { kind: string }) => kind)).toContain('second_factor.enabled')
    expect(JSON.stringify(events)).not.toContain(secret)
  }),
)

test(
  'codes are guessed no oftener than passwords, also by whoever knows the password',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'ravi@people.example', 'Admin')
    await turnOn(await signIn(team, username))
    const who = { username, password: testPassword, team: await shortIdOf(team) }
    const statuses: number[] = []
    for (let guess = 0; guess < 11; guess++) {
      // to ask without a code costs nothing, and wins nothing back
      if (guess < 10) expect((await tryToSignIn(team.nadi.url, who)).status).toBe(401)
      statuses.push((await tryToSignIn(team.nadi.url, { ...who, code: '000000' })).status)
    }

    expect(statuses).toEqual([...Array(10).fill(401), 429])
  }),
)

test(
  'a second factor is turned off by its owner with the password, or by an administrator; a reset does not pass it by',
  withTeam(async (team) => {
    const { url } = team.nadi
    const { username } = await makeUser(team.api, 'meera@people.example', 'Admin')
    const browser = await signIn(team, username)
    const { secret } = await turnOn(browser)
    const off = (password: string) =>
      browser.fetch('/v1/ext/session/second-factor', {
        method: 'DELETE',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ password }),
      })
    expect((await off('not it')).status).toBe(403)
    expect((await off(testPassword)).status).toBe(200)
    const who = { username, password: testPassword, team: await shortIdOf(team) }
    expect((await tryToSignIn(url, who)).status).toBe(200)

    const again = await turnOn(browser)
    expect(again.secret).not.toBe(secret)
    const { link } = (await team.api.post(`/v1/ext/user/${username}/password-reset`)).body._data
    const path = `/v1/ext/invitation/${link.split('/').at(-1)}`
    expect((await team.as('').get(path)).body._data.needsSecondFactor).toBe(true)
    const refused = await team.as('').post(path, { password: 'another good one' })
    expect([refused.status, refused.body._meta.errors[0].code]).toEqual([401, 'second_factor_needed'])
    const code = codeOf(again.secret)
    expect((await team.as('').post(path, { password: 'another good one', code })).status).toBe(200)

    expect((await team.api.delete(`/v1/ext/user/${username}/second-factor`)).status).toBe(200)
    expect((await tryToSignIn(url, { ...who, password: 'another good one' })).status).toBe(200)
    await vi.waitFor(async () => {
      const kinds = (await team.api.get('/v1/ext/events?kind=second_factor.disabled')).body._data
      expect(kinds).toHaveLength(2)
    }, 20_000)
  }),
)
