import { expect, test, vi } from 'vitest'
import { apiWith } from '../harness/api.ts'
import { startNadi, theNadi, withTeam } from '../harness/nadi.ts'
import { makeUser } from '../harness/people.ts'
import { signIn, tryToSignIn } from '../harness/sign-in.ts'
import { runNadi as nadi } from './run-nadi.ts'

startNadi()

test('an operator makes a team, and is given a key that works at once', async () => {
  const made = await nadi(
    ...['team', 'create', '--short-id', 'goa', '--name', 'Goa', '--time-zone', 'Asia/Kolkata'],
    ...['--calling-code', '91', '--admin', 'asha@example.org'],
  )

  expect(made).toEqual({
    code: 0,
    out: expect.stringMatching(/^nadi_goa_[\w-]{43}$/),
    told: expect.stringMatching(
      /^Made the team goa with its administrator asha@example\.org\.\n.*: http:\/\/127\.0\.0\.1:\d+\/invitation\/[\w-]{64}\nIts API key, shown this once:$/,
    ),
  })
  const token = /invitation\/([\w-]+)/.exec(made.told)?.[1]
  const invitation = await apiWith(theNadi().url, '').get(`/v1/ext/invitation/${token}`)
  expect(invitation.body._data).toMatchObject({ username: 'asha@example.org', team: { shortId: 'goa' } })
  const users = await apiWith(theNadi().url, made.out).get('/v2/ext/users')
  expect(users.body._data).toMatchObject([{ username: 'asha@example.org', role: 'Admin' }])
  expect((await nadi('team', 'list')).out.split('\n')).toContain('goa')
})

test('a team needs what nobody is there to be asked for', async () => {
  const refused = await nadi('team', 'create', '--name', 'Goa')

  expect(refused).toEqual({
    code: 1,
    out: '',
    told: 'Give --short-id, --calling-code, --admin, or run this at a terminal to be asked.',
  })
})

test(
  'an operator makes a key and ends it, also while the server runs',
  withTeam(async ({ api, as }) => {
    const team = (await api.get('/v1/ext/team')).body._data.shortId

    const made = await nadi('key', 'create', '--team', team, '--role', 'Admin', '--name', 'Spare')
    const spare = as(made.out)
    expect((await spare.get('/v1/health')).status).toBe(200)
    const line = (await nadi('key', 'list', '--team', team)).out.split('\n').find((each) => each.includes('Spare'))
    const [id = '', hint] = line?.split('\t') ?? []
    expect(made.out).toContain(hint?.split('…')[1])

    expect((await nadi('key', 'revoke', id, '--team', team)).told).toBe('Revoked the key "Spare".')
    await vi.waitFor(async () => expect((await spare.get('/v1/health')).status).toBe(401), 6_000)
  }),
)

test(
  'an operator makes a password for who lost theirs, which must be changed',
  withTeam(async (team) => {
    const { username } = await makeUser(team.api, 'lost@example.org', 'Admin')
    const browser = await signIn(team, username)
    const { shortId } = (await team.api.get('/v1/ext/team')).body._data

    const made = await nadi('user', 'password', username, '--team', shortId)

    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/) })
    await vi.waitFor(async () => expect((await browser.get('/v1/ext/session')).status).toBe(401), 6_000)
    const again = await tryToSignIn(team.nadi.url, { username, password: made.out })
    expect(again.body._data.mustChangePassword).toBe(true)
  }),
)

test(
  'an operator makes users and keeps them from working, and is told what is wrong',
  withTeam(async ({ api }) => {
    const team = (await api.get('/v1/ext/team')).body._data.shortId

    const made = await nadi('user', 'create', 'bo@example.org', '--team', team, '--role', 'Admin', '--first-name', 'Bo')
    expect((await api.get('/v1/ext/user/bo@example.org')).body._data).toMatchObject({ id: made.out, firstName: 'Bo' })
    expect((await nadi('user', 'deactivate', 'bo@example.org', '--team', team)).told).toBe(
      'Bo (bo@example.org) is not active now.',
    )
    expect((await nadi('user', 'list', '--team', team)).out).toContain('bo@example.org\tBo\tAdmin\tnot active')
    expect(await nadi('user', 'create', 'x@example.org', '--team', 'nowhere', '--role', 'Admin')).toMatchObject({
      code: 1,
      told: expect.stringMatching(/^There is no team "nowhere"; there are .*\n`nadi team create` makes one\.$/),
    })
  }),
)
