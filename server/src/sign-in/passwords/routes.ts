import { answer, envelope, type Routes } from '../../http/app.ts'
import { Done, PasswordChange } from '../types.ts'
import type { Passwords } from './service.ts'

export const passwordRoutes =
  (passwords: Passwords): Routes =>
  async (app) => {
    app.put(
      '/v1/ext/session/password',
      {
        config: { permission: 'authenticated', beforePasswordChange: true },
        schema: {
          summary: 'Change one’s password',
          description: 'Every other session of the person ends.',
          tags: ['signing in'],
          body: PasswordChange,
          response: { 200: envelope(Done) },
        },
      },
      async ({ scope, body, ip }) => {
        await passwords.change(scope, body, { address: ip })
        return answer({ done: true } as const)
      },
    )
  }
