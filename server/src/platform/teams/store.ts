import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Branding } from './types.ts'

export interface NewTeamRow {
  id: string
  shortId: string
  name: string
  timeZone: string
  callingCode: string
  createdAt: Date
}

export async function insertTeam(tx: Tx, team: NewTeamRow): Promise<void> {
  await tx
    .insertInto('teams')
    .values({
      team_id: team.id,
      short_id: team.shortId,
      name: team.name,
      time_zone: team.timeZone,
      calling_code: team.callingCode,
      created_at: team.createdAt,
      updated_at: team.createdAt,
    })
    .execute()
}

export interface TeamFields {
  name: string
  timeZone: string
  callingCode: string
  branding: Branding
}

export async function updateTeam(tx: Tx, { teamId }: Scope, team: TeamFields): Promise<void> {
  await tx
    .updateTable('teams')
    .set({
      name: team.name,
      time_zone: team.timeZone,
      calling_code: team.callingCode,
      branding: JSON.stringify(team.branding),
    })
    .where('team_id', '=', teamId)
    .execute()
}
