import { expect, test } from 'vitest'
import { startNadi, withTeam } from '../harness/nadi.ts'
import { actAs } from '../harness/people.ts'

startNadi()

test(
  'a new team begins with a key that works',
  withTeam(async ({ api, as }) => {
    const known = await api.get('/v1/health')
    const unknown = await as(`${api.key}x`).get('/v1/health')

    expect(known.status).toBe(200)
    expect(known.body).toEqual({ _data: { status: 'ok' }, _meta: {}, _errors: [] })
    expect(unknown.status).toBe(401)
    expect(unknown.body._errors).toEqual(['The API key is not known or was revoked.'])
  }),
)

test(
  'a team is fetched, and changed field by field',
  withTeam(async ({ api, scope }) => {
    const before = (await api.get('/v1/ext/team')).body._data
    expect(before).toEqual({
      id: scope.teamId,
      shortId: expect.stringMatching(/^t/),
      name: `Team ${before.shortId}`,
      timeZone: 'Asia/Kolkata',
      callingCode: '91',
      branding: { logoUrl: null, color: null },
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    })

    const changed = await api.put('/v1/ext/team', { timeZone: 'Asia/Dubai', branding: { color: '#0f766e' } })
    await api.put('/v1/ext/team', { name: 'Emirates', branding: { logoUrl: 'https://example.org/logo.png' } })

    expect(changed.status).toBe(200)
    expect((await api.get('/v1/ext/team')).body._data).toEqual({
      ...before,
      name: 'Emirates',
      timeZone: 'Asia/Dubai',
      branding: { logoUrl: 'https://example.org/logo.png', color: '#0f766e' },
      updatedAt: expect.any(Number),
    })
  }),
)

test(
  'a phone number without a country is read with the calling code that the team has now',
  withTeam(async ({ api, scope }) => {
    await api.put('/v1/ext/team', { callingCode: '1' })

    const user = await api.put(`/v1/ext/user/${scope.userId}`, { phones: ['202 555 0143'] })

    expect(user.body._data.phones).toEqual([{ phone: '+12025550143', isPrimary: true }])
  }),
)

test(
  'a time zone, calling code or logo that cannot be is refused by name',
  withTeam(async ({ api }) => {
    const refused = await api.put('/v1/ext/team', { timeZone: 'India', callingCode: '0091' })
    const logo = await api.put('/v1/ext/team', { branding: { logoUrl: 'javascript:alert(1)' } })

    expect(refused.status).toBe(400)
    expect(refused.body._errors).toEqual([
      '"India" is not a time zone like Asia/Kolkata.',
      'The calling code "0091" must be 1 to 4 digits like 91.',
    ])
    expect(logo.status).toBe(400)
    expect(logo.body._meta.errors[0].path).toBe('branding.logoUrl')
  }),
)

test(
  'everybody sees the team, model.manage changes it',
  withTeam(async (team) => {
    const { api } = await actAs(team, { name: 'Agent' })

    expect((await api.get('/v1/ext/team')).status).toBe(200)
    expect((await api.put('/v1/ext/team', { name: 'Mine' })).status).toBe(403)
  }),
)
