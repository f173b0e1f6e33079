import { expect, test } from 'vitest'
import { startNadi, withTeam } from '../harness/nadi.ts'

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
