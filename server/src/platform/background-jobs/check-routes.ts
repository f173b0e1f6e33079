import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { ProcessInput } from '../processes/types.ts'
import { RowCheck, type RowChecks } from './check.ts'

const params = Type.Object({
  procedure: Type.String({ description: 'short id or uuid of the procedure', examples: ['lead'] }),
})
const many = { minItems: 1, maxItems: 1_000 }
const bodyLimit = 8 * 1_048_576

export const rowCheckRoutes =
  (checks: RowChecks): Routes =>
  async (app) => {
    app.post(
      '/v1/ext/procedure/:procedure/process/check',
      {
        config: { permission: 'procedure.write', readsOnly: true },
        bodyLimit,
        schema: {
          summary: 'Check rows before a bulk create',
          description: `What a bulk create would make of these rows, were they all there is: which are refused and why, which would be merged, and which repeat an earlier
one. The bulk create itself is tried and taken back, so nothing is written and no number is used; what changes meanwhile may change the outcome.`,
          tags: ['process'],
          params,
          // each row is read by itself, so that one of the wrong form is told among the others
          body: Type.Array(Type.Unknown(), many),
          'x-body': Type.Array(ProcessInput, { ...many, description: 'as a bulk create takes them; 8 MB in all' }),
          response: { 200: envelope(Type.Array(RowCheck)) },
        },
      },
      async ({ scope, params, body }) => answer(await checks.check(scope, params.procedure, body)),
    )
  }
