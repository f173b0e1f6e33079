import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Change } from './change.ts'
import { toYaml } from './document/yaml.ts'
import type { Configuration } from './service.ts'
import { ApplyRequest, ChangeAnswer, ChangeCounts, PlanRequest } from './types.ts'
import { WholeConfiguration } from './whole-schema.ts'

const tags = ['configuration']
const Changes = { 200: envelope(Type.Array(ChangeAnswer), ChangeCounts) }

export const configurationRoutes =
  (configuration: Configuration): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/config',
      {
        config: { permission: 'authenticated' },
        schema: {
          summary: "The team's whole configuration, with its ids",
          description:
            'To learn uuids and short ids from. A key sees the procedures that its role may read, and what belongs to them.',
          tags,
          response: { 200: envelope(WholeConfiguration) },
        },
      },
      async ({ scope }) => answer(await configuration.show(scope)),
    )

    app.get(
      '/v1/ext/config/file',
      {
        config: { permission: 'model.manage' },
        schema: {
          summary: "Export the team's whole model as one file",
          description:
            'YAML; the same as JSON in the envelope to a client that asks for application/json. Roles and users are in it where the key has users.manage. Applied to another team it makes the same model there.',
          tags,
        },
      },
      async (request, reply) => {
        const document = await configuration.exportDocument(request.scope)
        if (wantsJson(request.headers.accept)) return answer(document)
        return reply.type('application/yaml; charset=utf-8').send(toYaml(document))
      },
    )

    app.post(
      '/v1/ext/config/plan',
      {
        config: { permission: 'model.manage', readsOnly: true },
        schema: {
          summary: 'What applying a configuration would change',
          description: 'Nothing is changed. Each change says how many processes it touches and whether data is lost.',
          tags,
          body: PlanRequest,
          response: Changes,
        },
      },
      async ({ scope, body: { config, ...options } }) =>
        answerChanges(await configuration.plan(scope, config, options)),
    )

    app.post(
      '/v1/ext/config/apply',
      {
        config: { permission: 'model.manage' },
        schema: {
          summary: 'Apply a configuration',
          description:
            'All of it or none. What would lose data is refused with a 409 unless allowLoss is true. Roles and users need users.manage too.',
          tags,
          body: ApplyRequest,
          response: Changes,
        },
      },
      async ({ scope, body: { config, ...options } }) =>
        answerChanges(await configuration.apply(scope, config, options)),
    )
  }

const answerChanges = (changes: Change[]) =>
  answer(changes, {
    changes: changes.length,
    losingData: changes.filter(({ losesData }) => losesData).length,
    blocked: changes.filter(({ isBlocked }) => isBlocked).length,
    processes: Math.max(0, ...changes.map(({ processes }) => processes)),
  })

const wantsJson = (accept: string | undefined): boolean =>
  accept !== undefined && /application\/json/i.test(accept) && !/yaml/i.test(accept)
