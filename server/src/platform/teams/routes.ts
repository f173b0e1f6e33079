import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Teams } from './service.ts'
import { TeamAnswer, TeamChanges } from './types.ts'

const tags = ['team']
const response = { 200: envelope(TeamAnswer) }

export const teamRoutes =
  (teams: Teams): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/team',
      { config: { permission: 'authenticated' }, schema: { summary: 'Fetch the team of the key', tags, response } },
      async ({ scope }) => answer(await teams.fetch(scope)),
    )

    app.put(
      '/v1/ext/team',
      {
        config: { permission: 'model.manage' },
        schema: {
          summary: 'Update the team',
          description:
            'Only the fields that are passed change. A new time zone or calling code counts for what comes in from now on; what is stored stays.',
          tags,
          body: TeamChanges,
          response,
        },
      },
      async ({ scope, body }) => answer(await teams.update(scope, body)),
    )
  }
