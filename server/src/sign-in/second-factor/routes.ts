import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { CodeBody, Done, PasswordProof } from '../types.ts'
import type { SecondFactors } from './service.ts'
import { RecoveryCodes, StartedSecondFactor } from './types.ts'

const tags = ['signing in']
const path = '/v1/ext/session/second-factor'
const response = { 200: envelope(Done) }
const done = () => answer({ done: true } as const)

export const secondFactorRoutes =
  (secondFactors: SecondFactors): Routes =>
  async (app) => {
    app.post(
      path,
      {
        config: { permission: 'authenticated', answersSecret: true },
        schema: {
          summary: 'Begin to set up a second factor',
          description: 'One-time passwords by time (RFC 6238). Nothing asks for them until a first code confirms them.',
          tags,
          response: { 200: envelope(StartedSecondFactor) },
        },
      },
      async ({ scope }) => answer(await secondFactors.start(scope)),
    )

    app.post(
      `${path}/confirm`,
      {
        config: { permission: 'authenticated', answersSecret: true },
        schema: {
          summary: 'Turn the second factor on, by its first code',
          tags,
          body: CodeBody,
          response: { 200: envelope(RecoveryCodes) },
        },
      },
      async ({ scope, body: { code } }) => answer(await secondFactors.confirm(scope, code)),
    )

    app.delete(
      path,
      {
        config: { permission: 'authenticated' },
        schema: { summary: 'Turn one’s second factor off', tags, body: PasswordProof, response },
      },
      async ({ scope, body: { password }, ip }) => {
        await secondFactors.remove(scope, { password, address: ip })
        return done()
      },
    )

    app.delete(
      '/v1/ext/user/:user/second-factor',
      {
        config: { permission: 'users.manage' },
        schema: {
          summary: 'Turn off the second factor of a user who lost their device',
          tags,
          params: Type.Object({
            user: Type.String({ description: 'uuid or username', examples: ['alex@paisapay.com'] }),
          }),
          response,
        },
      },
      async ({ scope, params: { user } }) => {
        await secondFactors.removeOf(scope, user)
        return done()
      },
    )
  }
