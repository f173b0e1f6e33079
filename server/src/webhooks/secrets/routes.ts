import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { type Secrets, secretOfTeam } from './service.ts'
import { SecretState, ShownSecret } from './types.ts'

const tags = ['webhooks']
const manages = { config: { permission: 'secrets.manage' } } as const

export const secretRoutes =
  (secrets: Secrets): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/team/secrets',
      {
        ...manages,
        schema: {
          summary: "List the team's secrets, without showing them",
          tags,
          response: { 200: envelope(Type.Array(SecretState)) },
        },
      },
      async ({ scope }) => answer([...(await secrets.states(scope, [secretOfTeam(scope)])).values()]),
    )

    app.post(
      '/v1/ext/team/secret/hmac/rotate',
      {
        config: { ...manages.config, answersSecret: true },
        schema: {
          summary: 'Make the HMAC secret of the team, or rotate it',
          description:
            'The answer shows the new secret, this once. While it is rotated, X-Chakra-Signature-256 is that of the old one and webhook-signature carries both; when all receivers know the new one, confirm it.',
          tags,
          response: { 200: envelope(ShownSecret) },
        },
      },
      async ({ scope }) => answer(await secrets.rotate(scope, secretOfTeam(scope))),
    )

    app.post(
      '/v1/ext/team/secret/hmac/confirm',
      {
        ...manages,
        schema: {
          summary: 'Confirm the new HMAC secret: it signs alone from now on',
          tags,
          response: { 200: envelope(SecretState) },
        },
      },
      async ({ scope }) => answer(await secrets.confirm(scope, secretOfTeam(scope))),
    )

    app.post(
      '/v1/ext/team/secret/hmac/cancel',
      {
        ...manages,
        schema: {
          summary: 'Cancel the rotation of the HMAC secret: the old one stays',
          tags,
          response: { 200: envelope(SecretState) },
        },
      },
      async ({ scope }) => answer(await secrets.cancel(scope, secretOfTeam(scope))),
    )
  }
