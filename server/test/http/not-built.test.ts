import { expect, test } from 'vitest'
import { startNadi, withTeam } from '../harness/nadi.ts'

startNadi()

test(
  'calls of the WhatsApp half answer 501, so that a program can tell them from a misspelt path',
  withTeam(async ({ api }) => {
    for (const path of ['/v1/ext/plugin/whatsapp/x/nothing-yet', '/v1/whatsapp/v23.0/1/nothing']) {
      const answered = await api.get(path)
      expect(answered.status).toBe(501)
      expect(answered.body._meta.errors[0]).toMatchObject({ code: 'not_built' })
    }
    expect((await api.get('/v1/ext/chats')).status).toBe(404)
  }),
)
